import { readdirSync, readFileSync } from 'node:fs';

/** Ids of the running processes (zombies left out) that hold `assignment`, e.g. `NAME=value`, in their environment. */
export function processesMarked(assignment: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => environmentOf(pid).split('\0').includes(assignment))
    .map(Number);
}

/** Empty for processes that ended meanwhile or belong to somebody else. */
function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}
