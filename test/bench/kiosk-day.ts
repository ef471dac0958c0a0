import type { KeyObject } from 'node:crypto';
import { randomBytes, randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LedgerEvent } from '../../domain/index.ts';
import {
  bundledEntry,
  encodeEntry,
  Frontier,
  type FullTile,
  leafHash,
  NO_PREVIOUS,
  signCheckpoint,
  TILE_WIDTH,
  tilePath,
} from '../../domain/tlog/index.ts';

/** Visits in a day's events: a village queue of 60, each with a sealed record of so many bytes. */
const VISITS = 60;
const SEALED_BYTES = 6000;
/** How an age file begins. */
const AGE_HEAD = Buffer.from('age-encryption.org/v1\n');

/**
 * Writes a day of a kiosk's log into a mirror as a pull leaves it: real entries, tiles, checkpoint and head. Without
 * fsync: what is measured is what the county does with it.
 */
export function writeDay(folder: string, origin: string, key: KeyObject, events: number, at: string): void {
  const frontier = new Frontier();
  const boot = randomUUID();
  const files = new Map<string, Buffer>();
  let bundle: Buffer[] = [];
  let prev = NO_PREVIOUS;
  const put = ({ level, index, hashes }: FullTile): void => {
    files.set(tilePath({ level, index, width: hashes.length }), Buffer.concat(hashes));
  };
  for (let seq = 0; seq < events; seq++) {
    const wall = new Date(Date.parse(at) + Math.floor((seq * 86_400_000) / events)).toISOString();
    const data = eventAt(seq, Math.ceil(events / VISITS));
    const bytes = encodeEntry({ v: 1, seq, boot, mono: seq * 40_000, wall, clock: 'good', prev, data });
    const hash = leafHash(bytes);
    prev = Buffer.from(hash).toString('hex');
    bundle.push(bundledEntry(bytes));
    const full = frontier.push(hash);
    for (const tile of full) put(tile);
    if (full.length === 0) continue;
    files.set(bundlePath(seq, TILE_WIDTH), Buffer.concat(bundle));
    bundle = [];
  }
  for (const tail of frontier.tails()) put(tail);
  if (bundle.length > 0) files.set(bundlePath(events - 1, bundle.length), Buffer.concat(bundle));
  const note = signCheckpoint({ origin, size: events, root: frontier.root() }, key);
  files.set('checkpoint', Buffer.from(note));
  for (const [path, bytes] of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
  appendFileSync(join(folder, 'heads.jsonl'), `${JSON.stringify({ at, note })}\n`);
}

function bundlePath(lastSeq: number, width: number): string {
  return tilePath({ level: 'entries', index: Math.floor(lastSeq / TILE_WIDTH), width });
}

function eventAt(seq: number, visitEvery: number): LedgerEvent {
  if (seq % visitEvery === 0)
    return {
      event: 'visit-outcome',
      visit: randomUUID(),
      year: 2026,
      person: randomBytes(32).toString('hex'),
      outcome: 'CONFIRMED_FACE',
      method: 'station',
      means: 'face',
      sealed: Buffer.concat([AGE_HEAD, randomBytes(SEALED_BYTES)]).toString('base64'),
    };
  return {
    event: 'device-health',
    part: 'reader',
    code: 'E-CARD-012',
    state: seq % 2 === 0 ? 'bad' : 'good',
  };
}
