import type { LedgerEntry } from '../../domain/index.ts';
import {
  bundleEntries,
  type Checkpoint,
  decodeEntry,
  HASH_BYTES,
  inclusionProof,
  leafHash,
  openCheckpoint,
  readerOfTiles,
  sameHash,
  TILE_WIDTH,
  type TileName,
  tilePath,
  verifyInclusion,
} from '../../domain/tlog/index.ts';
import { folderSource } from '../../ledger/index.ts';
import { deviceOfLog, headLines } from '../mirror/index.ts';
import type { FoundLog } from './find-logs.ts';
import { fits, type ReceiptClaim } from './receipt-claim.ts';

/** What the county's logs say of a slip. `unknown` is said where nothing can prove either. */
export type ReceiptVerdict =
  | {
      readonly verdict: 'proven';
      readonly log: string;
      readonly index: number;
      readonly entry: LedgerEntry;
      /** Entries under the signed head that proves it, and when the county kept that head (null from a stick). */
      readonly size: number;
      readonly keptAt: string | null;
    }
  | {
      readonly verdict: 'refuted';
      /** `other`: another entry stands there. `late`: the log has later entries and still fewer than the slip says. */
      readonly why: 'other' | 'late';
      readonly log: string;
      readonly index: number;
    }
  | {
      readonly verdict: 'unknown';
      /** Largest number of entries known of the device; null when no log of it is here. */
      readonly size: number | null;
      readonly keptAt: string | null;
    };

interface OpenLog {
  readonly log: FoundLog;
  readonly checkpoint: Checkpoint;
}

/**
 * Proves or refutes that a slip's entry is in the log: leaf hash, inclusion under the signed head (RFC 6962 section
 * 2.1.1), and the entry itself. `printed` is the ISO time on the slip, where it is legible.
 */
export function verifyReceipt(
  claim: ReceiptClaim,
  logs: readonly FoundLog[],
  printed: string | undefined,
): ReceiptVerdict {
  const open = logs
    .filter(({ name }) => claim.origin === undefined || deviceOfLog(name) === claim.origin)
    .flatMap((log): OpenLog[] => {
      const checkpoint = openCheckpoint(folderSource(log.folder).checkpoint() ?? '', log.key);
      return checkpoint === undefined ? [] : [{ log, checkpoint }];
    });
  for (const one of open) {
    const proven = findProven(claim, one);
    if (proven !== undefined) return proven;
  }
  const { index } = claim;
  if (index !== undefined && open.length > 0) {
    const other = open.map((one) => refuted(claim, index, one, printed));
    const [first] = other;
    if (first !== undefined && other.every((one) => one !== undefined)) return first;
  }
  const largest = [...open].sort((a, b) => b.checkpoint.size - a.checkpoint.size)[0];
  return {
    verdict: 'unknown',
    size: largest?.checkpoint.size ?? null,
    keptAt: largest === undefined ? null : lastKept(largest.log),
  };
}

function findProven(claim: ReceiptClaim, { log, checkpoint }: OpenLog): ReceiptVerdict | undefined {
  const { size, root } = checkpoint;
  const candidates =
    claim.index === undefined ? indexesOf(claim, log, size) : claim.index < size ? [claim.index] : [];
  for (const index of candidates) {
    const leaf = leafAt(log, index, size);
    const bytes = entryAt(log, index, size);
    if (leaf === undefined || bytes === undefined) continue;
    if (!fits(claim, hex(leaf)) || !sameHash(leafHash(bytes), leaf)) continue;
    const entry = decodeEntry(bytes);
    if (entry === undefined || !isProven(log, leaf, index, size, root)) continue;
    return { verdict: 'proven', log: log.name, index, entry, size, keptAt: lastKept(log) };
  }
  return undefined;
}

/**
 * Why this log cannot hold the slip's entry: another one is proven to stand at that index; or the log goes on after the
 * time on the slip and still has not that many entries. Undefined where the log simply ends before it, and where a tile
 * or bundle that would tell is missing or damaged: a true slip must not be called false for that.
 */
function refuted(
  claim: ReceiptClaim,
  index: number,
  { log, checkpoint }: OpenLog,
  printed: string | undefined,
): ReceiptVerdict | undefined {
  const { size, root } = checkpoint;
  if (index < size) {
    const leaf = leafAt(log, index, size);
    const other = leaf !== undefined && !fits(claim, hex(leaf)) && isProven(log, leaf, index, size, root);
    return other ? { verdict: 'refuted', why: 'other', log: log.name, index } : undefined;
  }
  const bytes = size === 0 ? undefined : entryAt(log, size - 1, size);
  const last = bytes === undefined ? undefined : decodeEntry(bytes);
  // A slip shows minutes, so an entry of the same minute says nothing.
  const later =
    printed !== undefined && last?.clock === 'good' && Date.parse(last.wall) > Date.parse(printed) + 60_000;
  return later ? { verdict: 'refuted', why: 'late', log: log.name, index } : undefined;
}

/** Whether the log's tiles prove this leaf under the signed root; not where one of them is missing. */
function isProven(log: FoundLog, leaf: Uint8Array, index: number, size: number, root: Uint8Array): boolean {
  const read = readerOfTiles(size, (tile) => tileOf(log, tile));
  try {
    return verifyInclusion(leaf, index, size, inclusionProof(index, size, read), root);
  } catch (error) {
    if (error instanceof MissingTile) return false;
    throw error;
  }
}

class MissingTile extends Error {}

/** The indexes whose leaf hashes fit the slip; one tile at a time in memory. */
function* indexesOf(claim: ReceiptClaim, log: FoundLog, size: number): Generator<number> {
  for (let index = 0; index * TILE_WIDTH < size; index++) {
    const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
    const tile = folderSource(log.folder).read({ level: 0, index, width });
    for (let i = 0; tile !== undefined && i < width; i++)
      if (fits(claim, hex(tile.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)))) yield index * TILE_WIDTH + i;
  }
}

function leafAt(log: FoundLog, index: number, size: number): Uint8Array | undefined {
  const at = (index % TILE_WIDTH) * HASH_BYTES;
  return folderSource(log.folder)
    .read(nameAt(0, index, size))
    ?.subarray(at, at + HASH_BYTES);
}

function entryAt(log: FoundLog, index: number, size: number): Uint8Array | undefined {
  const bundle = folderSource(log.folder).read(nameAt('entries', index, size));
  return bundle === undefined ? undefined : bundleEntries(bundle)[index % TILE_WIDTH];
}

function nameAt(level: 0 | 'entries', index: number, size: number): TileName {
  const tile = Math.floor(index / TILE_WIDTH);
  return { level, index: tile, width: Math.min(TILE_WIDTH, size - tile * TILE_WIDTH) };
}

function tileOf(log: FoundLog, tile: TileName): Uint8Array {
  const bytes = folderSource(log.folder).read(tile);
  if (bytes === undefined) throw new MissingTile(`${tilePath(tile)} of ${log.name} is missing`);
  return bytes;
}

function lastKept(log: FoundLog): string | null {
  let at: string | null = null;
  for (const { head } of headLines(log.folder)) at = head?.at ?? at;
  return at;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
