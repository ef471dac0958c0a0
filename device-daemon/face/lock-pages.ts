import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

type Bytes = Float32Array | Float64Array | Uint8Array;

/** madvise(2): these pages are left out of a core. */
const MADV_DONTDUMP = 16;
const PAGE = 4096n;

interface Calls {
  mlock(address: bigint, length: number): number;
  madvise(address: bigint, length: number, advice: number): number;
  addressOf(bytes: Bytes): bigint;
}

let calls: Calls | undefined | 'not asked' = 'not asked';

/**
 * Keeps the pages of `bytes` out of swap (mlock) and out of cores (MADV_DONTDUMP), for as long as the process lives.
 * False where the limit (RLIMIT_MEMLOCK) is reached or there is no C library to call. Only for memory that no
 * collector moves or gives back: an ArrayBuffer's or a SharedArrayBuffer's own.
 *
 * Not mlockall: the JavaScript engine gives pages back by MADV_DONTNEED, which Linux refuses for locked ones, and
 * takes that for the end of the world (`Check failed: 0 == ret`, Node 20).
 */
export function lockPages(bytes: Bytes): boolean {
  if (calls === 'not asked') calls = libraryCalls();
  if (calls === undefined || bytes.byteLength === 0) return calls !== undefined;
  const address = calls.addressOf(bytes);
  const from = address - (address % PAGE);
  const length = Number(address - from) + bytes.byteLength;
  calls.madvise(from, length, MADV_DONTDUMP);
  return calls.mlock(from, length) === 0;
}

/** Kilobytes of this process that are locked, by /proc; undefined where it tells nothing. */
export function lockedKilobytes(): number | undefined {
  try {
    const found = /^VmLck:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return found === undefined ? undefined : Number(found);
  } catch {
    return undefined;
  }
}

function libraryCalls(): Calls | undefined {
  try {
    const koffi: typeof import('koffi') = createRequire(import.meta.url)('koffi');
    const library = koffi.load('libc.so.6');
    const mlock: (address: bigint, length: number) => number = library.func(
      'int mlock(uintptr_t address, size_t length)',
    );
    const madvise: (address: bigint, length: number, advice: number) => number = library.func(
      'int madvise(uintptr_t address, size_t length, int advice)',
    );
    return { mlock, madvise, addressOf: (bytes) => koffi.address(bytes) };
  } catch {
    return undefined;
  }
}
