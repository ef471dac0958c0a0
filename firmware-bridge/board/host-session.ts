import {
  type BoardCommand,
  type BoardEvent,
  type BoardState,
  type ErrorCode,
  fail,
  ok,
  type Result,
} from '../../domain/index.ts';
import { recordTraffic } from '../record/index.ts';
import { BoardFrameDecoder, encodeBoardFrame } from './board-frame.ts';
import {
  type BoardMessage,
  type CommandOutcome,
  type HostMessage,
  hostFrame,
  PROTOCOL,
  readBoardFrame,
} from './board-messages.ts';
import { BOARD_TIMES } from './board-times.ts';
import { CommandQueue } from './command-queue.ts';

/** Between two ticks: a process that slept so long has old key presses in its input. */
const SLEPT_MS = 1000;
const WORD = 0x1_0000;
/** Characters of a version in BoardState. */
const MAX_VERSION = 40;

export interface HostSessionOptions {
  /** Bytes to the board. They may get lost. */
  readonly send: (bytes: Uint8Array) => void;
  readonly onEvent: (event: BoardEvent) => void;
  /** The board says nothing, or speaks another version: the line is best opened anew. */
  readonly onLost: (code: ErrorCode) => void;
}

/** The state of a board that is lost for this reason; null = the kiosk has none. */
export function boardWithout(code: ErrorCode | null): BoardState {
  return {
    link: code === null ? 'none' : 'lost',
    code,
    version: '',
    near: false,
    doorOpen: false,
    powerFailing: false,
    watchdogMs: 0,
    lastReset: 'unknown',
  };
}

/**
 * The host's side of docs/board-protocol.md. No I/O and no clock: the time is a parameter of every call, monotonic
 * milliseconds. `tick` is to be called each 50 ms or so while a line is open.
 */
export class HostSession {
  readonly #options: HostSessionOptions;
  readonly #decoder = new BoardFrameDecoder();
  readonly #commands: CommandQueue;
  #phase: 'closed' | 'greeting' | 'greeted' | 'ready' = 'closed';
  #lostCode: ErrorCode = 'E-BOARD-002';
  #state: BoardState = boardWithout('E-BOARD-002');
  /** Code of the loss that was told last, null when `ready` was: the same is not told twice. */
  #told: ErrorCode | null | undefined;
  #boot: number | undefined;
  #lastEvent: number | undefined;
  #now = 0;
  /** When a ready board was last heard, or when what it is to answer within the same time began. */
  #wellAt = 0;
  #spokeAt = 0;
  #keysFrom = 0;

  constructor(options: HostSessionOptions) {
    this.#options = options;
    this.#commands = new CommandQueue((command, sequence) => this.#say(asMessage(command), sequence));
  }

  state(): BoardState {
    return this.#state;
  }

  /** How noisy the line is: frames dropped for their check sum, and commands sent again. */
  counts(): { readonly dropped: number; readonly resent: number } {
    return { dropped: this.#decoder.dropped, resent: this.#commands.resent };
  }

  /** A line to the board is open. */
  opened(now: number): void {
    this.#now = now;
    this.#wellAt = now;
    this.#forget('E-BOARD-003');
    this.#greet();
  }

  /** The line is gone: every command settles, nothing is sent any more. */
  closed(code: ErrorCode): void {
    this.#lose(code);
    this.#phase = 'closed';
  }

  /** Settles with the board's state behind the command, or with the code of why it was not taken. */
  ask(command: BoardCommand, now: number): Promise<Result<BoardState>> {
    if (this.#phase !== 'ready') return Promise.resolve(fail(this.#lostCode));
    this.#clock(now);
    return this.#commands.ask(command, now);
  }

  receive(chunk: Uint8Array, now: number): void {
    this.#clock(now);
    for (const frame of this.#decoder.push(chunk)) {
      recordTraffic('board', 'in', encodeBoardFrame(frame));
      if (this.#phase === 'closed') return;
      // One that speaks and does not answer may not hear: it has no longer than one that is silent.
      if (this.#phase === 'ready') this.#wellAt = now;
      const message = readBoardFrame(frame);
      if (message === 'other-version') this.#giveUp('E-BOARD-004');
      else if (message !== 'unknown' && message !== 'malformed') this.#take(message);
    }
  }

  tick(now: number): void {
    if (this.#phase === 'closed') return;
    this.#clock(now);
    if (now - this.#wellAt > BOARD_TIMES.boardSilent) this.#giveUp('E-BOARD-003');
    else if (now - this.#spokeAt >= BOARD_TIMES.heartbeat) {
      if (this.#phase === 'greeting') this.#greet();
      else this.#say({ message: 'heartbeat' });
    }
    this.#commands.work(now);
  }

  /** Of every call, since nobody knows which comes first after a sleep. */
  #clock(now: number): void {
    if (now - this.#now > SLEPT_MS) {
      // It was this side that was silent; what the board said meanwhile is still in the input.
      this.#wellAt = now;
      this.#keysFrom = now + BOARD_TIMES.heartbeat;
    }
    this.#now = now;
  }

  #take(message: BoardMessage): void {
    if (message.message === 'hello') this.#hello(message);
    else if (this.#phase === 'greeting') return;
    else if (message.message === 'state') this.#stated(message);
    else if (message.message === 'outcome') this.#outcome(message.sequence, message.outcome);
    else if (this.#phase === 'ready') this.#event(message);
  }

  #hello({ answer, boot, firmware, major, minor, reset }: Extract<BoardMessage, { message: 'hello' }>): void {
    if (!answer) {
      // The board has started anew, or had given this host up: what it was told before no longer holds.
      if (this.#phase === 'greeting') return;
      this.#lose('E-BOARD-003');
      this.#wellAt = this.#now;
      this.#greet();
    } else if (this.#phase === 'greeting') {
      if (boot !== this.#boot) this.#lastEvent = undefined;
      this.#boot = boot;
      this.#phase = 'greeted';
      this.#wellAt = this.#now;
      const version = `${firmware} (protocol ${major}.${minor})`.slice(0, MAX_VERSION);
      this.#state = { ...this.#state, version, lastReset: reset };
    }
  }

  #stated({ near, doorOpen, powerFailing, watchdogMs }: Extract<BoardMessage, { message: 'state' }>): void {
    const wasNear = this.#state.near;
    const { version, lastReset } = this.#state;
    this.#state = {
      link: 'ready',
      code: null,
      version,
      near,
      doorOpen,
      powerFailing,
      watchdogMs,
      lastReset,
    };
    if (this.#phase === 'greeted') {
      this.#phase = 'ready';
      this.#wellAt = this.#now;
      this.#told = null;
      this.#options.onEvent({ what: 'link', state: this.#state });
    } else if (wasNear !== near) this.#options.onEvent({ what: 'presence', near });
  }

  #outcome(sequence: number, outcome: CommandOutcome): void {
    const asked = this.#commands.answered(sequence);
    if (asked === undefined) return;
    const { command } = asked;
    if (outcome !== 'done') asked.settle(fail('E-BOARD-006', `${command.command}: ${outcome}`));
    else {
      if (command.command === 'watchdog') this.#state = { ...this.#state, watchdogMs: command.withinMs };
      asked.settle(ok(this.#state));
    }
    this.#commands.work(this.#now);
  }

  #event({ number, ageMs, happened }: Extract<BoardMessage, { message: 'event' }>): void {
    this.#say({ message: 'event-taken', number });
    const ahead = this.#lastEvent === undefined ? 1 : (number - this.#lastEvent + WORD) % WORD;
    // The board sends an event again until it hears that it was taken.
    if (ahead === 0 || ahead >= WORD / 2) return;
    this.#lastEvent = number;
    if (happened.what === 'key') {
      if (ageMs <= BOARD_TIMES.keyOld && this.#now >= this.#keysFrom) this.#options.onEvent(happened);
      return;
    }
    if (happened.what === 'door') this.#state = { ...this.#state, doorOpen: happened.open };
    else this.#state = { ...this.#state, powerFailing: happened.failing };
    this.#options.onEvent({ ...happened, ageMs });
  }

  #greet(): void {
    this.#say({ message: 'hello', ...PROTOCOL });
  }

  #say(message: HostMessage, sequence = 0): void {
    this.#spokeAt = this.#now;
    const frame = encodeBoardFrame(hostFrame(message, sequence));
    recordTraffic('board', 'out', frame);
    this.#options.send(frame);
  }

  #giveUp(code: ErrorCode): void {
    this.#lose(code);
    this.#options.onLost(code);
  }

  #lose(code: ErrorCode): void {
    this.#forget(code);
    if (this.#told === code) return;
    this.#told = code;
    this.#options.onEvent({ what: 'link', state: this.#state });
  }

  #forget(code: ErrorCode): void {
    this.#phase = 'greeting';
    this.#lostCode = code;
    this.#state = boardWithout(code);
    this.#commands.failAll(code);
  }
}

function asMessage(command: BoardCommand): HostMessage {
  switch (command.command) {
    case 'lights':
      return { message: 'lights', lights: command.lights };
    case 'buzz':
      return { message: 'buzz', pattern: command.pattern };
    case 'watchdog':
      return { message: 'watchdog', withinMs: command.withinMs };
    case 'kick':
      return { message: 'kick' };
  }
}
