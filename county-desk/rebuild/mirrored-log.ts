import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../../domain/index.ts';
import {
  bundleEntries,
  bundlesOf,
  decodeEntry,
  leafHash,
  openCheckpoint,
  parseVerifierKey,
  TILE_WIDTH,
  type VerifierKey,
  verifyTree,
} from '../../domain/tlog/index.ts';
import { folderSource, readTile } from '../../ledger/index.ts';
import { readDevice } from '../enrolment/index.ts';
import type { EntryRow, VerifiedHead } from '../store/index.ts';

/** A line of a mirror's `heads.jsonl`: a head and when the county had everything under it. */
const HeadLine = z.object({ at: z.string().datetime(), note: z.string() });

/** A log in the mirror that was checked from end to end. */
export interface MirroredLog {
  readonly kiosk: string;
  /** Verified heads, the last of each month: so entries come to lie in the month in which the county took them. */
  readonly heads: readonly VerifiedHead[];
  /** Entries from an index up to another one, one bundle in memory at a time. */
  rows(from: number, to: number): Iterable<EntryRow>;
}

/** Names of the logs in `<folder>/mirror`, in order. */
export function mirroredNames(folder: string): string[] {
  const mirror = join(folder, 'mirror');
  if (!existsSync(mirror)) return [];
  return readdirSync(mirror, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/**
 * Reads a log of the mirror and verifies all of it: signature by an enrolled key, every tile, every entry. Undefined
 * for a log without a head yet. Errors: E-COUNTY-005 (device not enrolled), E-COUNTY-081 (it is not as it was signed).
 */
export function readMirroredLog(folder: string, name: string): Result<MirroredLog | undefined> {
  const root = join(folder, 'mirror', name);
  const note = readIfThere(join(root, 'checkpoint'));
  if (note === undefined) return ok(undefined);
  // A device that was set up anew writes another log; the mirror numbers those after `~`, which no device's name has.
  const device = readDevice(folder, name.split('~')[0] ?? name);
  if (device === undefined) return fail('E-COUNTY-005', name);
  const keys = [device.ledgerKey, ...device.formerLedgerKeys.map((former) => former.ledgerKey)];
  const verifier = keys
    .map(parseVerifierKey)
    .find((key) => key !== undefined && openCheckpoint(note, key) !== undefined);
  if (verifier === undefined)
    return fail('E-COUNTY-081', `${name}: its checkpoint is signed by no known key`);
  const { checkpoint, findings } = verifyTree(folderSource(root), verifier);
  const [first] = findings;
  if (first !== undefined || checkpoint === undefined)
    return fail('E-COUNTY-081', `${name}: ${first?.file ?? 'checkpoint'} ${first?.what ?? 'is not sound'}`);
  const last = { size: checkpoint.size, root: Buffer.from(checkpoint.root).toString('hex') };
  const heads = headsOf(root, name, verifier);
  const newest = heads.at(-1);
  if (newest === undefined || newest.size !== last.size || newest.root !== last.root)
    return fail('E-COUNTY-081', `${name}: the last line of heads.jsonl is not the checkpoint`);
  return ok({
    kiosk: name,
    heads: heads.filter((head, i) => head.at.slice(0, 7) !== heads[i + 1]?.at.slice(0, 7)),
    rows: (from, to) => rowsOf(root, last.size, from, to),
  });
}

function headsOf(root: string, kiosk: string, verifier: VerifierKey): VerifiedHead[] {
  const lines = readIfThere(join(root, 'heads.jsonl'))?.split('\n').slice(0, -1) ?? [];
  return lines.flatMap((line) => {
    const read = HeadLine.safeParse(JSON.parse(line));
    const checkpoint = read.success ? openCheckpoint(read.data.note, verifier) : undefined;
    if (!read.success || checkpoint === undefined) return [];
    const { size } = checkpoint;
    return [{ kiosk, size, root: Buffer.from(checkpoint.root).toString('hex'), at: read.data.at }];
  });
}

function* rowsOf(root: string, size: number, from: number, to: number): Generator<EntryRow> {
  for (const bundle of bundlesOf(size)) {
    const first = bundle.index * TILE_WIDTH;
    if (first >= to || first + bundle.width <= from) continue;
    const bytes = readTile(root, bundle);
    if (bytes === undefined) throw new Error(`a bundle of ${root} that was just verified is gone`);
    for (const [i, entryBytes] of bundleEntries(bytes).entries()) {
      const seq = first + i;
      if (seq < from || seq >= to) continue;
      const entry = decodeEntry(entryBytes);
      if (entry === undefined) throw new Error(`entry ${seq} of ${root} that was just verified is none`);
      yield { seq, leaf: Buffer.from(leafHash(entryBytes)).toString('hex'), entry };
    }
  }
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
