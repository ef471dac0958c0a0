import { fileURLToPath } from 'node:url';

export { forgetHeap } from './forget-heap.ts';

/**
 * The script that the daemon forks: the process that owns the drivers of reader, printer and board. None of them leaves
 * this door: a driver that hangs or crashes takes the bridge with it and nothing else.
 */
export function bridgeEntry(): string {
  return fileURLToPath(new URL('./bridge.js', import.meta.url));
}
