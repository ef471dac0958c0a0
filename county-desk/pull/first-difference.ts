import { HASH_BYTES, sameHash, type TileName } from '../../domain/tlog/index.ts';
import type { MirrorLog } from '../mirror/index.ts';

/** Place of the first hash in which a tile differs from the kept one, as far as `kept.width` hashes of it were kept. */
export function firstDifference(mirror: MirrorLog, kept: TileName, got: Uint8Array): number | undefined {
  if (kept.width === 0) return undefined;
  const own = mirror.tile(kept);
  if (own === undefined) return 0;
  for (let i = 0; i < kept.width; i++) {
    const at = i * HASH_BYTES;
    if (!sameHash(own.subarray(at, at + HASH_BYTES), got.subarray(at, at + HASH_BYTES))) return i;
  }
  return undefined;
}
