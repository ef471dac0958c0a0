import type { BridgeOptions } from '../config/index.ts';
import type {
  BoardState,
  CodedError,
  DeviceReport,
  LadderCounts,
  PrinterStatus,
  ReaderState,
  Result,
  SamReport,
} from '../domain/index.ts';
import { type CardReader, photoDecoder, SAM_SUCCESS, statusError } from './card/index.ts';

const NO_READER: ReaderState = { reader: 'gone', card: 'none', name: '' };

export interface ReportSources {
  readonly options: BridgeOptions;
  readonly reader: Result<CardReader>;
  printerStatus(): Promise<Result<PrinterStatus>>;
  board(): BoardState;
  ladders(): LadderCounts[];
}

/** What a reader sees now, `gone` for one whose profile cannot be used. */
export function readerStateOf(reader: Result<CardReader>): ReaderState {
  return reader.ok ? reader.value.state() : NO_READER;
}

/** Asks every device how it is. Each question has the time limit of its device's profile. */
export async function deviceReport(sources: ReportSources): Promise<DeviceReport> {
  const { options, reader } = sources;
  const [sam, printer, decoder] = await Promise.all([
    samOf(reader),
    sources.printerStatus(),
    decoderOf(options),
  ]);
  const state = readerStateOf(reader);
  return {
    reader: {
      profile: options.reader.profile,
      state,
      sam: sam.ok ? sam.value : null,
      decoder,
      ...errorOf(readerError(state, sam)),
    },
    printer: {
      profile: options.printer.profile,
      status: printer.ok ? printer.value : null,
      ...errorOf(printer),
    },
    board: sources.board(),
    ladders: sources.ladders(),
  };
}

/** The module's own word, the last one when it takes no commands any more. */
async function samOf(reader: Result<CardReader>): Promise<Result<SamReport | null>> {
  if (!reader.ok) return reader;
  return (await reader.value.sam?.()) ?? { ok: true, value: null };
}

/** Why the reader cannot read: a module that answers may still say that it does not work. */
function readerError(state: ReaderState, sam: Result<SamReport | null>): Result<unknown> {
  const status = sam.ok ? (sam.value?.status ?? SAM_SUCCESS) : SAM_SUCCESS;
  if (status !== SAM_SUCCESS) return { ok: false, error: statusError('status', status) };
  return sam.ok && state.reader === 'gone' ? { ok: false, error: { code: 'E-CARD-012' } } : sam;
}

/** A decoder of its own is asked: the one that serves visits may be at work. */
async function decoderOf(options: BridgeOptions): Promise<DeviceReport['reader']['decoder']> {
  const decoder = photoDecoder(options);
  return { name: decoder.name, ...errorOf(await decoder.ready()) };
}

function errorOf(result: Result<unknown, CodedError>): { code: string | null; detail: string } {
  return result.ok
    ? { code: null, detail: '' }
    : { code: result.error.code, detail: (result.error.detail ?? '').slice(0, 400) };
}
