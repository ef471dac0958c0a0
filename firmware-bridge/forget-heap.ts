import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Strings cannot be overwritten in JavaScript; a name or a number stays in freed heap until the page is used
 * again. So after each visit the engine collects with compaction (evacuated pages go back to the system) and the
 * young generation is written over with filler. docs/forgetting.md tells what was measured.
 */
setFlagsFromString('--expose-gc');
setFlagsFromString('--compact-on-every-full-gc');
const collect: unknown = runInNewContext('gc');
// Node puts short buffers into slabs of 8 KiB, and a slab lives as long as any of them: a piece of a camera frame
// outlived its visit beside another's. With a pool of no length each has memory of its own, overwritten when freed.
Buffer.poolSize = 0;

/** Strings of filler: together more than both semi-spaces of the young generation. */
const FILLER_STRINGS = 400_000;
const FILLER_KEPT = 2_000;

/** Collects what a visit left in this process's heap and writes over the young generation. Takes some 100 ms. */
export async function forgetHeap(): Promise<void> {
  if (typeof collect !== 'function') throw new Error('the engine gives no garbage collector');
  collect();
  // A turn of the loop lets promises and message ports of the visit go.
  await new Promise((resolve) => setImmediate(resolve));
  let kept: string[] = [];
  for (let i = 0; i < FILLER_STRINGS; i++) {
    kept.push(`filler-${'x'.repeat(12)}-${i}`);
    if (kept.length >= FILLER_KEPT) kept = [];
  }
  collect();
}
