import type { BridgeOptions } from '../config/index.ts';
import {
  type BridgeReply,
  type BridgeRequest,
  type CardReading,
  type CodedError,
  fail,
  type PrinterStatus,
  type ReaderFinding,
  type Result,
} from '../domain/index.ts';
import type { Board } from './board/index.ts';
import type { CardReader } from './card/index.ts';
import { deviceReport, readerStateOf } from './device-report.ts';
import { forgetHeap } from './forget-heap.ts';
import type { Printer } from './printer/index.ts';
import type { DeviceLadders } from './recovery/index.ts';

/** Requests that may be under way at once; a daemon that asks more has lost its way. */
const MAX_UNDER_WAY = 16;

export interface BridgeDevices {
  /** An error where the settings name a profile that there is not, and while a search is under way. */
  readonly reader: Result<CardReader>;
  /** Lets the reader go, tries every profile, and takes the reader up again. */
  readonly findReader: (everyPort: boolean) => Promise<ReaderFinding[]>;
  readonly printer: Result<Printer>;
  readonly board: Board;
  readonly options: BridgeOptions;
  readonly ladders: Pick<DeviceLadders, 'counts'>;
  /** Called with each status that differs from the one before. */
  readonly onPrinter: (status: PrinterStatus) => void;
}

/** Answers the daemon's requests, each exactly once. */
export class BridgeRequests {
  readonly #devices: BridgeDevices;
  readonly #readings = new Set<CardReading>();
  #underWay = 0;
  #printerState = '';

  constructor(devices: BridgeDevices) {
    this.#devices = devices;
  }

  /** Rejects only where an invariant is broken, which ends the process: the daemon settles the call then. */
  async answer(request: BridgeRequest): Promise<BridgeReply> {
    if (this.#underWay >= MAX_UNDER_WAY) return reply(request.id, fail('E-BRIDGE-004'));
    this.#underWay++;
    try {
      return reply(request.id, await this.#value(request));
    } finally {
      this.#underWay--;
    }
  }

  /** Overwrites the photo of a reading that has been sent. */
  sent(value: unknown): void {
    for (const reading of this.#readings)
      if (reading === value) {
        reading.photo?.pixels.fill(0);
        this.#readings.delete(reading);
      }
  }

  async #value(request: BridgeRequest): Promise<Result<unknown>> {
    const { reader, printer, board } = this.#devices;
    switch (request.op) {
      case 'read-card': {
        if (!reader.ok) return reader;
        const reading = await reader.value.read();
        if (reading.ok) this.#readings.add(reading.value);
        return reading;
      }
      case 'reader-state':
        return { ok: true, value: readerStateOf(reader) };
      case 'print':
        return printer.ok ? { ok: true, value: await printer.value.print(request.receipt) } : printer;
      case 'printer-status':
        return this.#printerStatus();
      case 'report':
        return { ok: true, value: await this.#report() };
      case 'board':
        return board.command(request.command);
      case 'find-reader':
        return { ok: true, value: await this.#devices.findReader(request.everyPort) };
      case 'wipe':
        for (const reading of this.#readings) this.sent(reading);
        await forgetHeap();
        return { ok: true, value: null };
    }
  }

  async #printerStatus(): Promise<Result<PrinterStatus>> {
    const { printer } = this.#devices;
    return printer.ok ? this.#tell(await printer.value.status()) : printer;
  }

  #report(): ReturnType<typeof deviceReport> {
    const { options, reader, board, ladders } = this.#devices;
    return deviceReport({
      options,
      reader,
      printerStatus: () => this.#printerStatus(),
      board: () => board.state(),
      ladders: () => ladders.counts(),
    });
  }

  #tell(status: Result<PrinterStatus>): Result<PrinterStatus> {
    if (status.ok && status.value.state !== this.#printerState) {
      this.#printerState = status.value.state;
      this.#devices.onPrinter(status.value);
    }
    return status;
  }
}

function reply(id: number, result: Result<unknown, CodedError>): BridgeReply {
  return result.ok ? { kind: 'value', id, value: result.value } : { kind: 'error', id, ...result.error };
}
