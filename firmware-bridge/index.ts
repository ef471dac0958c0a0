import { fileURLToPath } from 'node:url';

export * from './card/index.ts';

/** The script that the daemon forks: the process that owns every native driver. */
export function bridgeEntry(): string {
  return fileURLToPath(new URL('./bridge.js', import.meta.url));
}
