import type { SimulatedState } from './control-commands.ts';

const stands = (state: SimulatedState): boolean => state !== 'ok' && state !== 'paper-low';

/** The byte that answers DLE EOT `kind` (1 to 4). `failing` = an unrecoverable error of the mechanics. */
export function realTimeStatus(kind: 1 | 2 | 3 | 4, state: SimulatedState, failing = false): number {
  const fixed = 0x12;
  if (kind === 1) return fixed | (stands(state) || failing ? 0x08 : 0);
  if (kind === 2)
    return (
      fixed |
      (state === 'cover-open' ? 0x04 : 0) |
      (state === 'paper-out' ? 0x20 : 0) |
      (state === 'cutter-error' || failing ? 0x40 : 0)
    );
  if (kind === 3) return fixed | (state === 'cutter-error' ? 0x08 : 0) | (failing ? 0x20 : 0);
  return fixed | (state === 'paper-low' ? 0x0c : 0) | (state === 'paper-out' ? 0x6c : 0);
}

/** The four bytes of automatic status back (GS a). */
export function automaticStatus(state: SimulatedState): Buffer {
  return Buffer.from([
    0x10 | (stands(state) ? 0x08 : 0) | (state === 'cover-open' ? 0x20 : 0),
    state === 'cutter-error' ? 0x08 : 0,
    (state === 'paper-low' ? 0x03 : 0) | (state === 'paper-out' ? 0x0f : 0),
    0x0f,
  ]);
}

/** The nine bytes of a Star printer's status with the counter of ETB (0 to 31). */
export function starStatus(state: SimulatedState, counter: number, failing = false): Buffer {
  return Buffer.from([
    0x23,
    0x06,
    (stands(state) || failing ? 0x08 : 0) | (state === 'cover-open' ? 0x20 : 0),
    (state === 'cutter-error' ? 0x08 : 0) | (failing ? 0x20 : 0),
    0,
    (state === 'paper-low' ? 0x04 : 0) | (state === 'paper-out' ? 0x0c : 0),
    0,
    ((counter & 0x07) << 1) | ((counter & 0x18) << 2),
    0,
  ]);
}
