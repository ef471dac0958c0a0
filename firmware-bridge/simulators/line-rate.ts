import { closeSync, constants, openSync } from 'node:fs';
import koffi from 'koffi';

/** Room for `struct termios` of any C library. */
const TERMIOS_BYTES = 256;

/** `speed_t` of glibc before 2.42 for the rates of a SAM module (bits/termios.h); newer ones say the rate itself. */
const RATES: ReadonlyMap<number, number> = new Map([
  [0o15, 9600],
  [0o16, 19_200],
  [0o17, 38_400],
  [0o10001, 57_600],
  [0o10002, 115_200],
]);

/** Tells to what rate the near end has set the line. */
export interface LineRate {
  /** Bits a second. */
  now(): number;
  close(): void;
}

/** Watches the pseudo-terminal at `path`. Throws when it cannot be opened. */
export function watchLineRate(path: string): LineRate {
  const libc = koffi.load('libc.so.6');
  const tcgetattr = libc.func('int tcgetattr(int fd, void *termios)');
  const cfgetospeed = libc.func('uint cfgetospeed(void *termios)');
  const fd = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  const termios = Buffer.alloc(TERMIOS_BYTES);
  return {
    now: () => {
      tcgetattr(fd, termios);
      const speed = Number(cfgetospeed(termios));
      return RATES.get(speed) ?? speed;
    },
    close: () => closeSync(fd),
  };
}
