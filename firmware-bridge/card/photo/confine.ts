import koffi from 'koffi';

/** Linux numbers: prctl(2), getrlimit(2), signal(7). */
const PR_SET_PDEATHSIG = 1;
const PR_SET_DUMPABLE = 4;
const RLIMIT_CPU = 0;
const RLIMIT_FSIZE = 1;
const RLIMIT_DATA = 2;
const SIGKILL = 9;
const SIGXFSZ = 25;
const IGNORE = 1n;

/** Memory that this process may have: several times what Node and a decoder need. */
const DATA_BYTES = 1024 * 1024 * 1024;
/** Processor time of all its threads: one that spins while no card is there would go on until the next card. */
const CPU_SECONDS = 30;

/**
 * Takes from this process what a decoder does not need, before a maker's library is loaded: it ends when its parent
 * ends, leaves no core dump (its memory holds the photo), writes no file (one code of some libraries saves the photo
 * beside the program) and cannot eat the machine's memory or its processor for ever. Throws when the kernel refuses.
 */
export function confineThisProcess(parent: number): void {
  const libc = koffi.load(null);
  const prctl = libc.func('prctl', 'int', ['int', 'ulong', 'ulong', 'ulong', 'ulong']);
  const setrlimit = libc.func('setrlimit', 'int', ['int', 'void *']);
  const signal = libc.func('signal', 'int64', ['int', 'int64']);
  const limit = (resource: number, most: number): number => {
    const limits = new BigUint64Array(2).fill(BigInt(most));
    return setrlimit(resource, Buffer.from(limits.buffer));
  };
  signal(SIGXFSZ, IGNORE);
  const refused =
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) !== 0 ||
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) !== 0 ||
    limit(RLIMIT_CPU, CPU_SECONDS) !== 0 ||
    limit(RLIMIT_FSIZE, 0) !== 0 ||
    limit(RLIMIT_DATA, DATA_BYTES) !== 0;
  if (refused) throw new Error('the kernel refused a limit');
  // The parent may have ended before the first call.
  if (process.ppid !== parent) process.exit(1);
}
