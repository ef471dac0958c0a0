import { type ChildProcess, fork } from 'node:child_process';
import { z } from 'zod';
import { BRIDGE_OPTIONS_ENV, type BridgeOptions, OVERWRITE_FREED } from '../../config/index.ts';
import {
  type BoardCommand,
  BoardState,
  type BridgeEvent,
  BridgeMessage,
  type BridgeRequest,
  CardReading,
  fail,
  isErrorCode,
  ok,
  PrinterStatus,
  PrintOutcome,
  ReaderState,
  type ReceiptModel,
  type Result,
} from '../../domain/index.ts';
import { bridgeEntry } from '../../firmware-bridge/index.ts';
import { type CallOutcome, PendingCalls } from './pending-calls.ts';

/** Longest waits for a reply in milliseconds. */
const LIMIT_MS = {
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
const ENDS_WHEN_LATE: ReadonlySet<BridgeRequest['op']> = new Set(['read-card', 'reader-state', 'wipe']);
const RESPAWN_MS = [50, 200, 500, 1000, 2000, 5000] as const;
/** A bridge that lived this long was well: the next death starts the back-off anew. */
const WELL_AFTER_MS = 30_000;
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
}

type Asked = BridgeRequest extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;

/**
 * The daemon's side of the bridge process: forks it, asks it, starts it again when it dies. Every call settles:
 * with E-BRIDGE-001 when the bridge is or goes down, with E-BRIDGE-002 when no reply comes in time.
 */
export class BridgeLink {
  readonly #listeners = new Set<(event: BridgeLinkEvent) => void>();
  readonly #calls = new PendingCalls();
  #options: BridgeLinkOptions | undefined;
  #bridge: ChildProcess | undefined;
  #respawn: NodeJS.Timeout | undefined;
  #attempts = 0;
  #ready = false;
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
    return this.#call({ op: 'board', command }, BoardState);
  }

  /** Overwrites what the bridge holds of a card. A bridge that does not answer is ended, which wipes too. */
  async wipe(): Promise<Result<void>> {
    const wiped = await this.#call({ op: 'wipe' }, z.null());
    return wiped.ok ? ok(undefined) : wiped;
  }

  /** Calls `listener` at each event until the function it gives is called. */
  on(listener: (event: BridgeLinkEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  counters(): BridgeCounters {
    return { up: this.#ready, ...this.#counts };
  }

  /** Process id of the bridge, for tests and the health page. */
  get pid(): number | undefined {
    return this.#bridge?.pid;
  }

  /** Ends the bridge for good; pending calls settle with E-BRIDGE-001. */
  async stop(): Promise<void> {
    clearTimeout(this.#respawn);
    this.#listeners.clear();
    this.#options = undefined;
    const bridge = this.#bridge;
    if (bridge === undefined || bridge.exitCode !== null || bridge.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => bridge.once('exit', () => resolve()));
    bridge.kill('SIGKILL');
    await ended;
  }

  #emit(event: BridgeLinkEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  async #call<T>(asked: Asked, answer: z.ZodType<T>): Promise<Result<T>> {
    const bridge = this.#bridge;
    if (bridge === undefined || !bridge.connected || !this.#ready) return fail('E-BRIDGE-001');
    if (this.#calls.size >= MAX_PENDING) return fail('E-BRIDGE-004');
    this.#counts.calls++;
    const call = this.#calls.open(LIMIT_MS[asked.op], () => {
      this.#counts.late++;
      const ends = ENDS_WHEN_LATE.has(asked.op);
      this.#options?.log(`bridge: no reply to ${asked.op} in time${ends ? ', ended' : ''}`);
      if (ends) bridge.kill('SIGKILL');
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
    const bridge = fork(bridgeEntry(), [], {
      serialization: 'advanced',
      execArgv: ['--enable-source-maps'],
      env: {
        ...process.env,
        ...OVERWRITE_FREED,
        ...options.env,
        [BRIDGE_OPTIONS_ENV]: JSON.stringify(options.options),
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
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
      if (message.data.event === 'ready') this.#ready = true;
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

  #died(livedMs: number): void {
    this.#bridge = undefined;
    this.#ready = false;
    this.#counts.deaths++;
    this.#calls.failAll('E-BRIDGE-001');
    this.#emit({ event: 'bridge-died' });
    if (livedMs > WELL_AFTER_MS) this.#attempts = 0;
    const options = this.#options;
    if (options === undefined) return;
    const delay = RESPAWN_MS[Math.min(this.#attempts, RESPAWN_MS.length - 1)];
    this.#attempts++;
    this.#respawn = setTimeout(() => this.#fork(options), delay);
  }
}
