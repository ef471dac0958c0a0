import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bad, type Finding, good } from './finding.ts';

const textOf = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/** Whether the process is in a control group, at any depth, that may swap nothing (cgroup v2, `MemorySwapMax=0`). */
function keptOutOfSwap(root: string, pid: number): boolean {
  let group = /^0::(\/.*)$/m.exec(textOf(join(root, `proc/${pid}/cgroup`)))?.[1] ?? '/';
  for (; group !== '/'; group = dirname(group))
    if (textOf(join(root, 'sys/fs/cgroup', group, 'memory.swap.max')).trim() === '0') return true;
  return false;
}

/**
 * Nothing of the daemon with this id may be written to a disk by swapping. Its face buffers are locked in memory, as
 * far as its limit goes; names and numbers are not, so a locked buffer alone is no good finding. `pid` is undefined
 * where no kiosk runs that serves real people; `root` is `/` but in tests.
 */
export function checkSwap(root: string, pid: number | undefined): Finding {
  // The first line is the head of the table.
  const on = textOf(join(root, 'proc/swaps')).trim().split('\n').length > 1;
  if (!on) return good('swap', 'no swap');
  if (pid === undefined) return good('swap', 'on; told of a kiosk that runs with real hardware');
  if (keptOutOfSwap(root, pid)) return good('swap', 'on, the kiosk is kept out of it');
  const locked = /^VmLck:\s+(\d+) kB$/m.exec(textOf(join(root, `proc/${pid}/status`)))?.[1] ?? '0';
  return bad('swap', { code: 'E-HEALTH-017', detail: `process ${pid} may be swapped, but for ${locked} kB` });
}
