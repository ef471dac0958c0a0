import type { ScreenName } from '../../domain/index.ts';

/** The idle screen stands so long before the page moves: nobody is in the middle of a movement then. */
const IDLE_MS = 3_000;
/** Screens on which nobody is. */
const NOBODY: readonly ScreenName[] = ['idle', 'out-of-service'];
/** Two names of the loopback: to a browser two sites, and each site has a process of its own. */
const OTHER_NAME: Readonly<Record<string, string>> = { '127.0.0.1': 'localhost', localhost: '127.0.0.1' };

/**
 * Ends the process of the page after each visit: strings, decoded pictures and buffers of sockets cannot be
 * overwritten from a page, but they go with its process. On the idle screen the page moves to the other name of the
 * same daemon. Only a page that fills the window moves: one in the dock's frame shares the dock's process.
 *
 * The returned function is told each screen that is shown; undefined while the daemon is away.
 */
export function freshProcessAfterVisit(): (screen: ScreenName | undefined) => void {
  let visited = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (screen) => {
    clearTimeout(timer);
    if (screen !== undefined && !NOBODY.includes(screen)) visited = true;
    if (!visited || screen !== 'idle' || window.top !== window) return;
    timer = setTimeout(() => {
      const other = OTHER_NAME[location.hostname];
      if (other === undefined) return;
      const address = new URL(location.href);
      address.hostname = other;
      location.replace(address);
    }, IDLE_MS);
  };
}
