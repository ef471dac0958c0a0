import type { ChildProcess } from 'node:child_process';
import { z } from 'zod';
import { type BridgeOptions, type LadderDevice, readRecoveryLadder } from '../../config/index.ts';
import {
  type BoardCommand,
  BoardState,
  type BridgeEvent,
  BridgeMessage,
  type BridgeRequest,
  CardReading,
  DeviceReport,
  type ErrorCode,
  fail,
  isErrorCode,
  ok,
  PrinterStatus,
  PrintOutcome,
  ReaderFinding,
  ReaderState,
  type ReceiptModel,
  type Result,
} from '../../domain/index.ts';
import { CALL_LIMIT_MS, ENDS_WHEN_LATE } from './call-limits.ts';
import { DeviceRespawns } from './device-respawns.ts';
import { EarlyBoardEvents } from './early-board-events.ts';
import { forkBridge } from './fork-bridge.ts';
import { type CallOutcome, PendingCalls } from './pending-calls.ts';

/** A bridge that is to be ended can still send what it was asked for, this many milliseconds long. */
const LAST_WORDS_MS = 150;
/** Longest list of findings: a profile each. */
const MAX_FINDINGS = 100;
const READY_MS = 5000;
const MAX_PENDING = 16;

export interface BridgeLinkOptions {
  readonly options: BridgeOptions;
  /** Added to the bridge's environment: PCSCLITE_CSOCK_NAME of a simulated reader. */
  readonly env?: Readonly<Record<string, string>>;
  /** For the technician; never gets anything personal. */
  readonly log: (line: string) => void;
}

export type BridgeLinkEvent = BridgeEvent | { readonly event: 'bridge-died' };

/** Counters of the ladder for the health page. */
export interface BridgeCounters {
  readonly up: boolean;
  readonly calls: number;
  readonly deaths: number;
  /** Calls that had no reply in time; those of the reader and the wipe ended a bridge. */
  readonly late: number;
  /** Messages of the bridge that were not of domain/bridge.ts. */
  readonly malformed: number;
  /** Bridges that were ended because a device had come to the end of what one bridge can do. */
  readonly respawns: Readonly<Record<LadderDevice, number>>;
}

type Asked = BridgeRequest extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;

/**
 * The daemon's side of the bridge process: forks it, asks it, starts it again when it dies. Every call settles:
 * with E-BRIDGE-001 when the bridge is or goes down, with E-BRIDGE-002 when no reply comes in time.
 */
export class BridgeLink {
  readonly #listeners = new Set<(event: BridgeLinkEvent) => void>();
  readonly #calls = new PendingCalls();
  readonly #earlyBoard = new EarlyBoardEvents();
  readonly #backOff = readRecoveryLadder().bridge;
  readonly #respawns = new DeviceRespawns({
    respawn: () => this.#endSoon(),
    busy: () => this.#busy(),
    log: (line) => this.#options?.log(line),
  });
  #busy: () => boolean = () => false;
  #options: BridgeLinkOptions | undefined;
  #bridge: ChildProcess | undefined;
  #respawn: NodeJS.Timeout | undefined;
  #attempts = 0;
  #ready = false;
  /** Whether this bridge has said that the reader went. */
  #readerWent = false;
  /** The prints so far, settled when the last one is. */
  #printed: Promise<unknown> = Promise.resolve();
  #counts = { calls: 0, deaths: 0, late: 0, malformed: 0 };

  /** Starts the bridge; settles when it is ready, or after 5 s when it is not (it is tried again and again). */
  start(options: BridgeLinkOptions): Promise<void> {
    if (this.#options !== undefined) throw new Error('the link is started once');
    this.#options = options;
    this.#fork(options);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, READY_MS);
      const off = this.on((event) => {
        if (event.event !== 'ready') return;
        clearTimeout(timer);
        off();
        resolve();
      });
    });
  }

  /** Reads the card on the reader: E-CARD-… or E-BRIDGE-…. At most 10 s. */
  readCard(): Promise<Result<CardReading>> {
    return this.#call({ op: 'read-card' }, CardReading);
  }

  /** What the reader sees now. */
  readerState(): Promise<Result<ReaderState>> {
    return this.#call({ op: 'reader-state' }, ReaderState);
  }

  /** Prints one slip, at most once. E-BRIDGE-001 or -002 leave open whether it came out. At most 30 s. */
  print(receipt: ReceiptModel): Promise<Result<PrintOutcome>> {
    const outcome = this.#call({ op: 'print', receipt }, PrintOutcome);
    this.#printed = Promise.all([this.#printed, outcome]).then(() => undefined);
    return outcome;
  }

  /** What the printer says of itself, after the slips under way: it has one connection. At most 7 s from then. */
  async printerStatus(): Promise<Result<PrinterStatus>> {
    await this.#printed;
    return this.#call({ op: 'printer-status' }, PrinterStatus);
  }

  /** Asks something of the control board; gives its state then, or E-BOARD-…. At most 2 s. */
  board(command: BoardCommand): Promise<Result<BoardState>> {
    this.#earlyBoard.end();
    return this.#call({ op: 'board', command }, BoardState);
  }

  /** Overwrites what the bridge holds of a card. A bridge that does not answer is ended, which wipes too. */
  async wipe(): Promise<Result<void>> {
    const wiped = await this.#call({ op: 'wipe' }, z.null());
    return wiped.ok ? ok(undefined) : wiped;
  }

  /** How every device is; with the printer's answer at most 15 s. Not while a card is read: it waits in turn. */
  async report(): Promise<Result<DeviceReport>> {
    const report = await this.#call({ op: 'report' }, DeviceReport);
    return report.ok ? ok(this.#respawns.inReport(report.value)) : report;
  }

  /**
   * Tries every reader profile in order and tells which one answered. Lets the reader in use go; at most 60 s.
   * `everyPort` asks serial ports too of which nothing says that a reader hangs on them: only when a technician wants it.
   */
  findReader({ everyPort = false }: { readonly everyPort?: boolean } = {}): Promise<Result<ReaderFinding[]>> {
    return this.#call({ op: 'find-reader', everyPort }, z.array(ReaderFinding).max(MAX_FINDINGS));
  }

  /** Why nothing more is done for this device but to try it now and then; null while it is in service. */
  outOfService(device: LadderDevice): ErrorCode | null {
    return this.#respawns.outOfService(device);
  }

  /** From now on a bridge is not given up for printer or board while `busy` says that somebody is here. */
  spareWhile(busy: () => boolean): void {
    this.#busy = busy;
  }

  /** Calls `listener` at each event until the function it gives is called. */
  on(listener: (event: BridgeLinkEvent) => void): () => void {
    this.#listeners.add(listener);
    this.#earlyBoard.tell(listener);
    return () => this.#listeners.delete(listener);
  }

  counters(): BridgeCounters {
    const respawns = {
      reader: this.#respawns.total('reader'),
      printer: this.#respawns.total('printer'),
      board: this.#respawns.total('board'),
    };
    return { up: this.#ready, ...this.#counts, respawns };
  }

  /** Process id of the bridge, for tests and the health page. */
  get pid(): number | undefined {
    return this.#bridge?.pid;
  }

  /** Ends the bridge for good; pending calls settle with E-BRIDGE-001. */
  async stop(): Promise<void> {
    clearTimeout(this.#respawn);
    this.#respawns.stop();
    this.#listeners.clear();
    this.#options = undefined;
    const bridge = this.#bridge;
    if (bridge === undefined || bridge.exitCode !== null || bridge.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => bridge.once('exit', () => resolve()));
    bridge.kill('SIGKILL');
    await ended;
  }

  #emit(event: BridgeLinkEvent): void {
    this.#earlyBoard.keep(event);
    for (const listener of [...this.#listeners]) listener(event);
  }

  async #call<T>(asked: Asked, answer: z.ZodType<T>): Promise<Result<T>> {
    const bridge = this.#bridge;
    if (bridge === undefined || !bridge.connected || !this.#ready) return fail('E-BRIDGE-001');
    if (this.#calls.size >= MAX_PENDING) return fail('E-BRIDGE-004');
    this.#counts.calls++;
    const call = this.#calls.open(CALL_LIMIT_MS[asked.op], () => {
      this.#counts.late++;
      const ends = ENDS_WHEN_LATE.has(asked.op);
      this.#options?.log(`bridge: no reply to ${asked.op} in time${ends ? ', ended' : ''}`);
      if (!ends) return;
      this.#respawns.spent('reader', 'E-BRIDGE-002');
      bridge.kill('SIGKILL');
    });
    bridge.send({ id: call.id, ...asked }, (error) => {
      if (error !== null) this.#calls.settle(call.id, { ok: false, error: { code: 'E-BRIDGE-001' } });
    });
    return this.#parsed(await call.outcome, answer);
  }

  #parsed<T>(outcome: CallOutcome, answer: z.ZodType<T>): Result<T> {
    if (!outcome.ok) return outcome;
    const value = answer.safeParse(outcome.value);
    if (value.success) return ok(value.data);
    this.#counts.malformed++;
    return fail('E-BRIDGE-003');
  }

  #fork(options: BridgeLinkOptions): void {
    const started = performance.now();
    const bridge = forkBridge(options.options, options.env);
    this.#bridge = bridge;
    bridge.on('message', (raw) => this.#message(raw));
    // A failed spawn or send; when the process is gone, 'exit' or 'close' tells.
    bridge.on('error', () => options.log('bridge: could not be reached'));
    bridge.once('close', (code, signal) => {
      if (this.#options !== undefined) options.log(`bridge: ended (${signal ?? code ?? 'not started'})`);
      this.#died(performance.now() - started);
    });
  }

  #message(raw: unknown): void {
    const message = BridgeMessage.safeParse(raw);
    if (!message.success) {
      this.#counts.malformed++;
      return;
    }
    if (message.data.kind === 'event') {
      this.#heed(message.data);
      this.#emit(message.data);
      return;
    }
    const { id } = message.data;
    if (message.data.kind === 'value') this.#calls.settle(id, { ok: true, value: message.data.value });
    else {
      const { code, detail } = message.data;
      const error = isErrorCode(code) ? fail(code, detail) : fail('E-BRIDGE-003');
      this.#calls.settle(id, error);
    }
  }

  /** What an event of the bridge says of the ladders. */
  #heed(event: BridgeEvent): void {
    if (event.event === 'ready') this.#ready = true;
    else if (event.event === 'wants-respawn')
      this.#respawns.wanted(event.device, isErrorCode(event.code) ? event.code : 'E-BRIDGE-003');
    else if (event.event === 'well-again') this.#respawns.well(event.device);
    else if (event.event === 'printer') this.#respawns.well('printer');
    else if (event.event === 'reader-gone') this.#readerWent = true;
    else if (event.event === 'reader-ready') {
      // A reader that hung in a read is there all the time: only one that was unplugged is another one now.
      const absent = this.#respawns.outOfService('reader') === 'E-CARD-012';
      if (absent || this.#readerWent) this.#respawns.well('reader');
    }
  }

  #endSoon(): void {
    const bridge = this.#bridge;
    setTimeout(() => bridge?.kill('SIGKILL'), LAST_WORDS_MS);
  }

  #died(livedMs: number): void {
    this.#bridge = undefined;
    this.#ready = false;
    this.#readerWent = false;
    this.#respawns.bridgeDied();
    this.#counts.deaths++;
    this.#calls.failAll('E-BRIDGE-001');
    this.#emit({ event: 'bridge-died' });
    const { waitsMs, wellAfterMs } = this.#backOff;
    if (livedMs > wellAfterMs) this.#attempts = 0;
    const options = this.#options;
    if (options === undefined) return;
    const delay = waitsMs[Math.min(this.#attempts, waitsMs.length - 1)];
    this.#attempts++;
    this.#respawn = setTimeout(() => this.#fork(options), delay);
  }
}
