import type { BridgeRequest } from '../../domain/index.ts';

/** Longest waits for a reply in milliseconds. */
export const CALL_LIMIT_MS: Readonly<Record<BridgeRequest['op'], number>> = {
  'read-card': 10_000,
  'reader-state': 2000,
  print: 30_000,
  'printer-status': 7000,
  board: 2000,
  report: 15_000,
  'find-reader': 60_000,
  wipe: 2000,
};

/** A bridge that is late with one of these is ended and started again; a slow printer must not cost the reader. */
export const ENDS_WHEN_LATE: ReadonlySet<BridgeRequest['op']> = new Set([
  'read-card',
  'reader-state',
  'wipe',
]);
