import { type DeviceReport, type ErrorCode, isErrorCode, type PrinterStatus } from '../../domain/index.ts';

/** Parts whose health the log tells of. */
export type DevicePart = 'bridge' | 'reader' | 'sam' | 'decoder' | 'printer' | 'paper' | 'board';

/** How one part is. `code` is null while it is well. */
export interface PartState {
  readonly part: DevicePart;
  readonly code: ErrorCode | null;
  /** For the technician; never names a person. */
  readonly detail: string;
}

/** States in which a printer prints nothing for another cause than its paper. */
const STOPPED: Partial<Record<PrinterStatus['state'], ErrorCode>> = {
  'cover-open': 'E-PRINT-002',
  offline: 'E-PRINT-003',
  error: 'E-PRINT-004',
  'cutter-error': 'E-PRINT-014',
};

const PAPER: Partial<Record<PrinterStatus['state'], string>> = {
  'paper-out': 'out',
  'paper-low': 'low: put in a new roll soon',
};

/** Each device of a report as good or bad. A part of which nothing is known, such as paper without a printer, is left out. */
export function partStates(report: DeviceReport): PartState[] {
  return [
    readerPart(report),
    ...samPart(report),
    decoderPart(report),
    ...printerParts(report),
    boardPart(report),
  ];
}

const known = (code: string | null, otherwise: ErrorCode): ErrorCode =>
  code !== null && isErrorCode(code) ? code : otherwise;

function readerPart({ reader, ladders }: DeviceReport): PartState {
  const { state } = reader;
  if (state.reader === 'gone')
    return {
      part: 'reader',
      code: known(reader.code, 'E-CARD-012'),
      detail: named(reader.detail, reader.profile),
    };
  const spent = ladders.some(({ device, now }) => device === 'reader' && now === 'out-of-service');
  const detail = `${state.name}, profile ${reader.profile}, card ${state.card}`;
  return { part: 'reader', code: spent ? 'E-BRIDGE-005' : null, detail };
}

function samPart({ reader }: DeviceReport): PartState[] {
  const { sam, state } = reader;
  if (state.reader === 'gone') return [];
  const code = reader.code === null ? null : known(reader.code, 'E-CARD-006');
  if (code !== null) return [{ part: 'sam', code, detail: reader.detail }];
  if (sam === null) return [{ part: 'sam', code: null, detail: 'not shown by this kind of reader' }];
  const status = sam.status.toString(16).padStart(2, '0');
  return [{ part: 'sam', code: null, detail: `status ${status}, id ${sam.id ?? 'not told'}` }];
}

function decoderPart({ reader }: DeviceReport): PartState {
  const { name, code, detail } = reader.decoder;
  // Chosen by whoever set the device up: every visit goes to the staff check.
  if (name === 'none' && code === 'E-CARD-013')
    return { part: 'decoder', code: null, detail: 'none chosen: staff compare the faces' };
  if (code === null) return { part: 'decoder', code: null, detail: name };
  return { part: 'decoder', code: known(code, 'E-CARD-013'), detail: named(detail, name) };
}

function printerParts({ printer }: DeviceReport): PartState[] {
  const { status, profile } = printer;
  if (status === null)
    return [
      { part: 'printer', code: known(printer.code, 'E-PRINT-006'), detail: named(printer.detail, profile) },
    ];
  const { state } = status;
  const stopped = STOPPED[state] ?? null;
  const told: PartState = { part: 'printer', code: stopped, detail: `${profile}, ${state}` };
  if (stopped !== null) return [told];
  return [
    told,
    { part: 'paper', code: state === 'paper-out' ? 'E-PRINT-001' : null, detail: PAPER[state] ?? 'enough' },
  ];
}

function boardPart({ board }: DeviceReport): PartState {
  if (board.link === 'none') return { part: 'board', code: null, detail: 'none in the settings' };
  if (board.link === 'lost') return { part: 'board', code: known(board.code, 'E-BOARD-002'), detail: '' };
  const facts = [
    board.version,
    board.doorOpen ? 'door open' : 'door closed',
    board.watchdogMs === 0 ? 'watchdog off' : `watchdog ${board.watchdogMs} ms`,
    `last reset ${board.lastReset}`,
    ...(board.powerFailing ? ['power failing'] : []),
  ];
  return { part: 'board', code: null, detail: facts.join(', ') };
}

const named = (detail: string, name: string): string => (detail === '' ? name : `${name}: ${detail}`);
