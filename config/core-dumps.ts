import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * RLIMIT_CORE in bytes. A core needs a page at least, so a file of 1 byte is none. Not 0: where core_pattern is a
 * pipe the kernel ignores every limit but 1 (core(5); fs/coredump.c takes 1 for "no dump").
 */
const CORE_LIMIT = 1;

/**
 * Forbids core dumps of this process and of all that it starts from now on: cards, photos and keys are in their
 * memory. By prlimit of util-linux, since Node has no setrlimit. When that does not work nothing is said here: the
 * self-test says it (E-HEALTH-007).
 */
export function forbidCoreDumps(): void {
  const limits = `--core=${CORE_LIMIT}:${CORE_LIMIT}`;
  spawnSync('prlimit', [`--pid=${process.pid}`, limits], { stdio: 'ignore', timeout: 5000 });
}

/** Whether this process may write a core dump, by /proc; undefined when there is no such process. */
export function mayDumpCore(pid: number): boolean | undefined {
  try {
    const limits = readFileSync(`/proc/${pid}/limits`, 'utf8');
    const soft = /^Max core file size\s+(\S+)/m.exec(limits)?.[1];
    return !(Number(soft) <= CORE_LIMIT);
  } catch {
    return undefined;
  }
}
