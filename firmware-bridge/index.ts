import { fileURLToPath } from 'node:url';

export { forgetHeap } from './forget-heap.ts';

/**
 * The script that the daemon forks: the process that owns every native driver. No driver leaves this door, so that
 * no native code is loaded into the daemon.
 */
export function bridgeEntry(): string {
  return fileURLToPath(new URL('./bridge.js', import.meta.url));
}
