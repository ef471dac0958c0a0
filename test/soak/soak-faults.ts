import type { SoakRig } from './rig.ts';

/** Something that goes wrong in one visit, and how it is put right behind it. */
export interface SoakFault {
  readonly name: string;
  set(rig: SoakRig): Promise<unknown>;
  clear(rig: SoakRig): Promise<unknown>;
}

const readerFault = (name: string, fault: object): SoakFault => ({
  name,
  set: (rig) => rig.reader({ cmd: 'fault', fault }),
  clear: (rig) => rig.reader({ cmd: 'fault', fault: { fault: 'none' } }),
});
const printerState = (state: 'paper-out' | 'cover-open' | 'cutter-error'): SoakFault => ({
  name: `printer: ${state}`,
  set: (rig) => rig.printer({ cmd: 'state', state }),
  clear: (rig) => rig.printer({ cmd: 'state', state: 'ok' }),
});

/** Faults that a bridge lives through; they take their turns. */
export const SOAK_FAULTS: readonly SoakFault[] = [
  readerFault('reader: a broken-off read', { fault: 'status', command: 'read', status: 0x41, times: 1 }),
  readerFault('reader: a turned byte', { fault: 'corrupt', at: -1, times: 1 }),
  printerState('paper-out'),
  readerFault('reader: half an answer', { fault: 'truncate', bytes: 9, times: 1 }),
  printerState('cover-open'),
  readerFault('reader: an answer twice', { fault: 'duplicate', times: 1 }),
  {
    name: 'printer: connection lost in the slip',
    set: (rig) => rig.printer({ cmd: 'fault', fault: { kind: 'disconnect-after', bytes: 3000 } }),
    clear: (rig) => rig.printer({ cmd: 'fault', fault: { kind: 'none' } }),
  },
  readerFault('reader: a refusal', { fault: 'failNext', times: 1 }),
  printerState('cutter-error'),
];
