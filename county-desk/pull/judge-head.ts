import { ok, type Result } from '../../domain/index.ts';
import {
  type Checkpoint,
  type Hash,
  rangeHash,
  readerOfTiles,
  sameHash,
  tilePath,
} from '../../domain/tlog/index.ts';
import type { MirrorLog } from '../mirror/index.ts';
import type { ClaimedHead } from './claimed-head.ts';
import { failed, lie, type Trouble, textEvidence } from './finding.ts';

/** How a signed head stands to the last one kept. */
export type HeadJudgement = 'same' | 'grown' | 'older-copy';

/**
 * Compares a signed head with the last one that is kept. Lies: E-COUNTY-043 (fork: two signed heads of one size, or an
 * older tree that is not the beginning of ours), E-COUNTY-044 (roll-back), E-COUNTY-050 (a size no kiosk can reach).
 * `mayBeOld` for a stick, which carries the log as it was when it was written.
 */
export function judgeHead(
  mirror: MirrorLog,
  claimed: ClaimedHead,
  options: { readonly mayBeOld: boolean; readonly newEntries: number },
): Result<HeadJudgement, Trouble> {
  const got = claimed.checkpoint;
  const { head } = mirror;
  const evidence = [textEvidence('got.checkpoint', claimed.note)];
  if (head !== undefined) evidence.unshift(textEvidence('kept.checkpoint', head.note));
  if (got.size - mirror.size > options.newEntries)
    return lie('E-COUNTY-050', null, `it claims ${got.size} entries, ${mirror.size} are kept`, evidence);
  if (head === undefined || got.size > mirror.size) return ok('grown');
  const kept = head.checkpoint;
  if (got.size === kept.size)
    return sameHash(got.root, kept.root)
      ? ok('same')
      : lie('E-COUNTY-043', null, `two signed trees of ${got.size} entries`, evidence);
  const earlier = rootAt(mirror, kept, got.size);
  if (earlier === undefined)
    return failed({ code: 'E-COUNTY-056', detail: `${mirror.log.name}: a kept tile is missing` });
  if (!sameHash(earlier, got.root)) {
    const what = `its tree of ${got.size} entries is not the beginning of the kept one of ${kept.size}`;
    return lie('E-COUNTY-043', null, what, evidence);
  }
  if (options.mayBeOld) return ok('older-copy');
  const what = `${kept.size} entries were signed, now there are ${got.size}: from record ${got.size} on they are gone`;
  return lie('E-COUNTY-044', got.size, what, evidence);
}

/** Root of the kept tree when it had `size` entries; undefined when a tile that says so is not there. */
function rootAt(mirror: MirrorLog, kept: Checkpoint, size: number): Hash | undefined {
  const read = readerOfTiles(kept.size, (tile) => {
    const bytes = mirror.tile(tile);
    if (bytes === undefined) throw new RangeError(`${tilePath(tile)} is missing`);
    return bytes;
  });
  try {
    return rangeHash(0, size, read);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
