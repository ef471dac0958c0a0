import { HASH_BYTES, type Hash, readerOf, type SubtreeReader } from './merkle.ts';

/** Hashes in a full tile and entries in a full bundle (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;
/** Levels that a path may name (C2SP tlog-tiles: 0 to 63). */
const MAX_LEVEL = 63;

/** One tile of hashes at a level, or one bundle of entries. `width` is 1 to 256. */
export interface TileName {
  readonly level: number | 'entries';
  readonly index: number;
  readonly width: number;
}

/** `<N>` of a path: groups of three digits, all but the last with an `x` before it (1234067 -> x001/x234/067). */
export function indexPath(index: number): string {
  if (!Number.isSafeInteger(index) || index < 0) throw new Error(`no tile index: ${index}`);
  const groups = [String(index % 1000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  return groups.join('/');
}

/** `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`. */
export function tilePath(tile: TileName): string {
  const full = `tile/${tile.level}/${indexPath(tile.index)}`;
  return tile.width === TILE_WIDTH ? full : `${full}.p/${tile.width}`;
}

/** The tile that a path names, or undefined when it is not exactly of C2SP's form. */
export function parseTilePath(path: string): TileName | undefined {
  const match =
    /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path) ?? undefined;
  if (match === undefined) return undefined;
  const [, levelText = '', indexText = '', widthText] = match;
  const level: TileName['level'] = levelText === 'entries' ? 'entries' : Number(levelText);
  const tile: TileName = {
    level,
    index: Number(indexText.replaceAll(/[x/]/g, '')),
    width: widthText === undefined ? TILE_WIDTH : Number(widthText),
  };
  if (level !== 'entries' && level > MAX_LEVEL) return undefined;
  if (widthText !== undefined && tile.width >= TILE_WIDTH) return undefined;
  // Written again it must be the same text: one tile has one name (no x000/ in front).
  return tilePath(tile) === path ? tile : undefined;
}

/** Every tile of hashes of a tree of `size` leaves, level by level; the last of a level may be partial. */
export function tilesOf(size: number): TileName[] {
  const tiles: TileName[] = [];
  for (let level = 0, hashes = size; hashes > 0; level++, hashes = Math.floor(hashes / TILE_WIDTH))
    tiles.push(...namesAt(level, hashes));
  return tiles;
}

/** Every bundle of entries of a tree of `size` leaves. */
export function bundlesOf(size: number): TileName[] {
  return namesAt('entries', size);
}

function namesAt(level: TileName['level'], count: number): TileName[] {
  const names: TileName[] = [];
  for (let index = 0; index * TILE_WIDTH < count; index++)
    names.push({ level, index, width: Math.min(TILE_WIDTH, count - index * TILE_WIDTH) });
  return names;
}

/** The hashes in a tile's bytes. Throws when the length is not that of `width` hashes. */
export function tileHashes(bytes: Uint8Array, width: number): Hash[] {
  if (bytes.length !== width * HASH_BYTES)
    throw new Error(`a tile of ${width} has ${width * HASH_BYTES} bytes, not ${bytes.length}`);
  return Array.from({ length: width }, (_, i) => bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));
}

/** Complete subtrees of a tree of `size` leaves, read from its tiles. */
export function readerOfTiles(size: number, read: (tile: TileName) => Uint8Array): SubtreeReader {
  return (level, index) => {
    const tileLevel = Math.floor(level / 8);
    const inTile = 2 ** (level % 8);
    const first = index * inTile;
    const tileIndex = Math.floor(first / TILE_WIDTH);
    const hashesAtLevel = Math.floor(size / TILE_WIDTH ** tileLevel);
    const width = Math.min(TILE_WIDTH, hashesAtLevel - tileIndex * TILE_WIDTH);
    const hashes = tileHashes(read({ level: tileLevel, index: tileIndex, width }), width);
    const start = first % TILE_WIDTH;
    return readerOf(hashes.slice(start, start + inTile))(level % 8, 0);
  };
}
