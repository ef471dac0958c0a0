import type { BoardKey, BoardLights, BuzzerPattern } from '../../../domain/index.ts';
import {
  BOARD_TIMES,
  BoardFrameDecoder,
  type BoardMessage,
  boardFrame,
  type CommandOutcome,
  encodeBoardFrame,
  type HostMessage,
  PROTOCOL,
  readHostFrame,
} from '../../board/index.ts';
import { EventShelf } from './event-shelf.ts';
import { Watchdog } from './watchdog.ts';

/** Where a kiosk without a living host stands: nothing leads the hand, the status light says that it is out. */
const SAFE: BoardLights = { reader: 'off', printer: 'off', camera: 'off', status: 'blink' };

export interface BoardMachineOptions {
  /** 16 bits, another at each start. */
  readonly boot: number;
  readonly reset: 'unknown' | 'power-on' | 'asked';
  /** How the sensors stand at the start. */
  readonly sensors: BoardSensors;
  /** Bytes to the host. */
  readonly send: (bytes: Uint8Array) => void;
  /** Whether the part that the next command needs is broken. */
  readonly refuses?: () => boolean;
}

export interface BoardSensors {
  readonly near: boolean;
  readonly doorOpen: boolean;
  readonly powerFailing: boolean;
}

/** All that can be seen of a board from outside. */
export interface BoardMachineState extends BoardSensors {
  readonly hostAlive: boolean;
  readonly lights: BoardLights;
  readonly buzzes: readonly BuzzerPattern[];
  readonly kicks: number;
  readonly watchdogMs: number;
  readonly kioskHasPower: boolean;
  readonly powerCuts: number;
  /** Events that the host has not taken. */
  readonly eventsWaiting: number;
}

const FIRMWARE = 'reference 1.0.0';
const KEPT_BUZZES = 8;

/**
 * The board's side of docs/board-protocol.md: the reference for firmware, and the simulator's heart. No I/O and no
 * clock: the time is a parameter of every call, monotonic milliseconds. `tick` is to be called each 10 to 50 ms.
 */
export class BoardMachine {
  readonly #options: BoardMachineOptions;
  readonly #decoder = new BoardFrameDecoder();
  readonly #events = new EventShelf();
  readonly #watchdog = new Watchdog();
  #sensors: BoardSensors;
  #reset: 'unknown' | 'power-on' | 'asked' | 'watchdog';
  #lights = SAFE;
  #buzzes: BuzzerPattern[] = [];
  #kicks = 0;
  #sequence = 0;
  #hostAlive = false;
  #heardAt = 0;
  #toldAt = Number.NEGATIVE_INFINITY;
  #eventSentAt = Number.NEGATIVE_INFINITY;
  #lastCommand: { sequence: number; type: number; outcome: CommandOutcome } | undefined;

  constructor(options: BoardMachineOptions, now: number) {
    this.#options = options;
    this.#sensors = options.sensors;
    this.#reset = options.reset;
    // What is not as it should be at the start is an event: it may have become so while the board was off.
    if (options.sensors.doorOpen) this.#events.add({ what: 'door', open: true }, now);
    if (options.sensors.powerFailing) this.#events.add({ what: 'power', failing: true }, now);
  }

  state(now: number): BoardMachineState {
    return {
      ...this.#sensors,
      hostAlive: this.#hostAlive,
      lights: this.#lights,
      buzzes: this.#buzzes,
      kicks: this.#kicks,
      watchdogMs: this.#watchdog.withinMs,
      kioskHasPower: !this.#watchdog.isCutting(now),
      powerCuts: this.#watchdog.cuts,
      eventsWaiting: this.#events.waiting,
    };
  }

  /** Someone stands in front of the kiosk, or has left. */
  setNear(near: boolean, now: number): void {
    if (near === this.#sensors.near) return;
    this.#sensors = { ...this.#sensors, near };
    if (this.#hostAlive) this.#tellState(now);
  }

  setDoor(open: boolean, now: number): void {
    if (open === this.#sensors.doorOpen) return;
    this.#sensors = { ...this.#sensors, doorOpen: open };
    this.#events.add({ what: 'door', open }, now);
    this.#tellEvent(now);
  }

  setPower(failing: boolean, now: number): void {
    if (failing === this.#sensors.powerFailing) return;
    this.#sensors = { ...this.#sensors, powerFailing: failing };
    this.#events.add({ what: 'power', failing }, now);
    this.#tellEvent(now);
  }

  /** A key went down. It counts once, however long it stays down. */
  pressKey(key: BoardKey, now: number): void {
    if (!this.#hostAlive) return;
    this.#events.add({ what: 'key', key }, now);
    this.#tellEvent(now);
  }

  receive(bytes: Uint8Array, now: number): void {
    // A kiosk without power says nothing; a simulated one may.
    if (this.#watchdog.isCutting(now)) return;
    for (const frame of this.#decoder.push(bytes)) {
      const message = readHostFrame(frame);
      if (message === 'other-version') this.#say(this.#hello(true), now);
      else if (message === 'unknown' || message === 'malformed') {
        if (this.#hostAlive)
          this.#answer(frame, message === 'unknown' ? 'unknown-command' : 'bad-payload', now);
      } else if (message.message === 'hello') this.#greet(now);
      else if (this.#hostAlive) this.#obey(message, frame, now);
    }
  }

  tick(now: number): void {
    if (this.#hostAlive && now - this.#heardAt > BOARD_TIMES.hostSilent) this.#hostGone();
    if (this.#watchdog.tick(now, this.#sensors.powerFailing)) {
      this.#reset = 'watchdog';
      this.#hostGone();
    }
    const cutting = this.#watchdog.isCutting(now);
    if (cutting) return;
    if (now - this.#toldAt >= BOARD_TIMES.heartbeat) {
      if (this.#hostAlive) this.#tellState(now);
      else this.#say(this.#hello(false), now);
    }
    if (now - this.#eventSentAt >= BOARD_TIMES.resend) this.#tellEvent(now);
  }

  #greet(now: number): void {
    this.#hostAlive = true;
    this.#heardAt = now;
    this.#lastCommand = undefined;
    this.#say(this.#hello(true), now);
    this.#tellState(now);
    this.#tellEvent(now);
  }

  #hostGone(): void {
    this.#hostAlive = false;
    this.#lights = SAFE;
    this.#events.dropKeys();
  }

  #obey(message: HostMessage, frame: { sequence: number; type: number }, now: number): void {
    this.#heardAt = now;
    if (message.message === 'heartbeat') return;
    if (message.message === 'event-taken') {
      this.#events.taken(message.number);
      this.#tellEvent(now);
      return;
    }
    const last = this.#lastCommand;
    const again = last?.sequence === frame.sequence && last.type === frame.type;
    // A command whose answer was lost comes again: it is answered again, not done again.
    if (again) this.#answer(frame, last.outcome, now);
    else this.#answer(frame, this.#options.refuses?.() === true ? 'broken' : this.#run(message, now), now);
  }

  #run(message: HostMessage, now: number): CommandOutcome {
    switch (message.message) {
      case 'lights':
        this.#lights = message.lights;
        return 'done';
      case 'buzz':
        this.#buzzes = [...this.#buzzes, message.pattern].slice(-KEPT_BUZZES);
        return 'done';
      case 'watchdog':
        return this.#watchdog.arm(message.withinMs, now);
      case 'kick':
        this.#kicks++;
        this.#watchdog.kick(now);
        return 'done';
      default:
        return 'unknown-command';
    }
  }

  #answer(to: { sequence: number; type: number }, outcome: CommandOutcome, now: number): void {
    this.#heardAt = now;
    this.#lastCommand = { sequence: to.sequence, type: to.type, outcome };
    this.#say({ message: 'outcome', sequence: to.sequence, outcome }, now);
  }

  #hello(answer: boolean): BoardMessage {
    const { boot } = this.#options;
    return { message: 'hello', ...PROTOCOL, answer, reset: this.#reset, boot, firmware: FIRMWARE };
  }

  #tellState(now: number): void {
    this.#toldAt = now;
    this.#say({ message: 'state', ...this.#sensors, watchdogMs: this.#watchdog.withinMs }, now);
  }

  /** Tells the oldest event that was not taken, now or, until it is, with every resend. */
  #tellEvent(now: number): void {
    const event = this.#events.first(now);
    if (event === undefined || !this.#hostAlive) return;
    this.#eventSentAt = now;
    this.#say({ message: 'event', ...event }, now);
  }

  #say(message: BoardMessage, now: number): void {
    if (message.message === 'hello') this.#toldAt = now;
    this.#sequence = (this.#sequence + 1) & 0xff;
    this.#options.send(encodeBoardFrame(boardFrame(message, this.#sequence)));
  }
}
