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
/** Cutter, unrecoverable, and recoverable by itself. */
const ANY_ERROR = 0x08 | 0x20 | 0x40;
const PAPER_NEAR_END = 0x0c;
const PAPER_END = 0x60;

/**
 * What four answers mean together. The cause is named before its consequence: an open cover also
 * sets offline, and on many models paper end too.
 */
export function statusOf(answers: readonly [number, number, number, number]): PrinterStatus {
  const [printer, offline, error, paper] = answers;
  if (offline & COVER_OPEN) return { state: 'cover-open' };
  if (paper & PAPER_END || offline & STOPPED_BY_PAPER_END) return { state: 'paper-out' };
  if (offline & ERROR || error & ANY_ERROR) return { state: 'error' };
  if (printer & OFFLINE) return { state: 'offline' };
  return { state: paper & PAPER_NEAR_END ? 'paper-low' : 'ready' };
}
