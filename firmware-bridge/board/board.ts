import {
  type BoardCommand,
  type BoardEvent,
  type BoardState,
  type ErrorCode,
  fail,
  type Result,
} from '../../domain/index.ts';
import { type OpenSerialPort, openSerialPort } from '../drivers/index.ts';
import { ladderAlone, type Recovery } from '../recovery/index.ts';
import { boardWithout, HostSession } from './host-session.ts';

const TICK_MS = 50;
const BAUD = 115_200;
/** More than this not yet sent, and the other side is not taking anything: what is said is old by then. */
const MAX_UNSENT = 4096;
/** No line is opened again sooner than after so many milliseconds, whatever the ladder says. */
const MIN_PAUSE_MS = 50;

/** How the line to the board fares since the bridge started. */
export interface BoardCounts {
  /** Frames dropped for their check sum. */
  readonly dropped: number;
  /** Commands sent again. */
  readonly resent: number;
  /** Times the line was opened anew. */
  readonly reopened: number;
}

/** The kiosk's control board. */
export interface Board {
  state(): BoardState;
  /**
   * Settles within 2 s with the board's state behind the command. E-BOARD-001 without a board, -002 to -004 while it
   * is lost, -005 when it did not answer, -006 when it refused, -007 when too many commands wait.
   */
  command(command: BoardCommand): Promise<Result<BoardState>>;
  counts(): BoardCounts;
  /** Lets go of the line; every command settles. */
  close(): Promise<void>;
}

export interface BoardOptions {
  /** Device file; '' = the kiosk has no board. */
  readonly path: string;
  readonly onEvent: (event: BoardEvent) => void;
  /** The board's ladder, which says how long to wait before a line that went is opened again. */
  readonly recovery?: Recovery;
}

/** Opens the control board and holds it: a line that goes is opened again, for ever. Never fails, may be `lost`. */
export function openBoard(options: BoardOptions): Board {
  return options.path === '' ? noBoard() : new SerialBoard(options);
}

function noBoard(): Board {
  return {
    state: () => boardWithout(null),
    command: async () => fail('E-BOARD-001'),
    counts: () => ({ dropped: 0, resent: 0, reopened: 0 }),
    close: async () => undefined,
  };
}

class SerialBoard implements Board {
  readonly #path: string;
  readonly #session: HostSession;
  readonly #recovery: Recovery;
  #line: OpenSerialPort | undefined;
  #ticking: NodeJS.Timeout | undefined;
  #reopening: NodeJS.Timeout | undefined;
  #opening: Promise<void>;
  /** Settles when the line that was left last is let go. */
  #leaving: Promise<void> = Promise.resolve();
  #reopened = 0;
  #closed = false;

  constructor({ path, onEvent, recovery = ladderAlone('board') }: BoardOptions) {
    this.#path = path;
    this.#recovery = recovery;
    this.#session = new HostSession({
      send: (bytes) => this.#send(bytes),
      onEvent: (event) => {
        if (event.what === 'link' && event.state.link === 'ready') recovery.succeeded();
        onEvent(event);
      },
      onLost: (code) => void this.#leave(code),
    });
    this.#opening = this.#open();
  }

  state(): BoardState {
    return this.#session.state();
  }

  command(command: BoardCommand): Promise<Result<BoardState>> {
    return this.#session.ask(command, performance.now());
  }

  counts(): BoardCounts {
    return { ...this.#session.counts(), reopened: this.#reopened };
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#reopening);
    await this.#opening;
    await this.#leave('E-BOARD-002');
  }

  async #open(): Promise<void> {
    const port = await openSerialPort({ path: this.#path, baud: BAUD });
    if (!port.ok) {
      const code = port.error.reason === 'held' ? 'E-BOARD-008' : 'E-BOARD-002';
      this.#session.closed(code);
      this.#openLater(code);
      return;
    }
    this.#line = port.value;
    this.#session.opened(performance.now());
    this.#ticking = setInterval(() => this.#session.tick(performance.now()), TICK_MS);
    port.value.onBytes((bytes) => this.#session.receive(bytes, performance.now()));
    port.value.onClosed(() => {
      if (this.#line === port.value) void this.#leave('E-BOARD-002');
    });
  }

  /** Bytes that cannot go are lost, as on a cable. */
  #send(bytes: Uint8Array): void {
    const line = this.#line;
    if (line !== undefined && line.unsent < MAX_UNSENT) void line.write(Buffer.from(bytes));
  }

  /** Lets go of the line, to open it anew. */
  #leave(code: ErrorCode): Promise<void> {
    const line = this.#line;
    if (line === undefined) return this.#leaving;
    this.#line = undefined;
    clearInterval(this.#ticking);
    this.#leaving = line.close().then(() => this.#openLater(code));
    this.#session.closed(code);
    return this.#leaving;
  }

  /** Opens the line again when the ladder says so, for ever. */
  #openLater(code: ErrorCode): void {
    if (this.#closed) return;
    const { waitMs } = this.#recovery.failed(code);
    this.#reopening = setTimeout(
      () => {
        this.#reopened++;
        this.#opening = this.#open();
      },
      Math.max(waitMs, MIN_PAUSE_MS),
    );
  }
}
