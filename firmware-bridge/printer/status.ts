import type { PrinterStatus } from '../../domain/index.ts';

/** DLE EOT n with n = 1 printer, 2 cause of offline, 3 cause of error, 4 roll paper (ESC/POS, DLE EOT). */
export const STATUS_KINDS = [1, 2, 3, 4] as const;

/** The real-time question: answered with one byte at once, even while the printer stands. */
export function statusQuestion(kind: (typeof STATUS_KINDS)[number]): Buffer {
  return Buffer.from([0x10, 0x04, kind]);
}

/** Bits 0, 1, 4 and 7 of every DLE EOT answer are fixed to 0, 1, 1 and 0. */
export function isStatusAnswer(byte: number): boolean {
  return (byte & 0x93) === 0x12;
}

const OFFLINE = 0x08;
const COVER_OPEN = 0x04;
const STOPPED_BY_PAPER_END = 0x20;
const ERROR = 0x40;
const CUTTER = 0x08;
/** Unrecoverable, and recoverable by itself (head temperature). */
const OTHER_ERROR = 0x20 | 0x40;
const PAPER_NEAR_END = 0x0c;
const PAPER_END = 0x60;

/**
 * What four answers mean together. The cause is named before its consequence: an open cover also
 * sets offline, and on many models paper end too.
 */
export function statusOf(answers: readonly [number, number, number, number]): PrinterStatus {
  const [printer, offline, error, paper] = answers;
  return {
    state: firstOf({
      coverOpen: (offline & COVER_OPEN) !== 0,
      paperEnd: (paper & PAPER_END) !== 0 || (offline & STOPPED_BY_PAPER_END) !== 0,
      cutter: (error & CUTTER) !== 0,
      error: (offline & ERROR) !== 0 || (error & OTHER_ERROR) !== 0,
      offline: (printer & OFFLINE) !== 0,
      nearEnd: (paper & PAPER_NEAR_END) !== 0,
    }),
  };
}

/** What an automatic status (GS a, four bytes) means: printer, errors, paper, nothing of use. */
export function automaticStatusOf(bytes: readonly number[]): PrinterStatus {
  const [printer = 0, error = 0, paper = 0] = bytes;
  return {
    state: firstOf({
      coverOpen: (printer & 0x20) !== 0,
      paperEnd: (paper & 0x0c) !== 0,
      cutter: (error & 0x08) !== 0,
      error: (error & (0x04 | 0x20 | 0x40)) !== 0,
      offline: (printer & 0x08) !== 0,
      nearEnd: (paper & 0x03) !== 0,
    }),
  };
}

/** What the status of a Star printer means: two header bytes, then printer status 1 to 4 (Star Line Mode, appendix 2). */
export function starStatusOf(bytes: readonly number[]): PrinterStatus {
  const [, , printer = 0, error = 0, mechanics = 0, paper = 0] = bytes;
  return {
    state: firstOf({
      coverOpen: (printer & 0x20) !== 0,
      paperEnd: (paper & 0x08) !== 0,
      cutter: (error & 0x08) !== 0,
      // Head temperature, unrecoverable, mechanics; paper jam in the presenter, head up.
      error: (error & 0x64) !== 0 || (mechanics & 0x06) !== 0,
      offline: (printer & 0x08) !== 0,
      nearEnd: (paper & 0x06) !== 0,
    }),
  };
}

interface Conditions {
  readonly coverOpen: boolean;
  readonly paperEnd: boolean;
  readonly cutter: boolean;
  readonly error: boolean;
  readonly offline: boolean;
  readonly nearEnd: boolean;
}

function firstOf(is: Conditions): PrinterStatus['state'] {
  if (is.coverOpen) return 'cover-open';
  if (is.paperEnd) return 'paper-out';
  if (is.cutter) return 'cutter-error';
  if (is.error) return 'error';
  if (is.offline) return 'offline';
  return is.nearEnd ? 'paper-low' : 'ready';
}
