import type { BoardCommand, BoardEvent, BoardState, Result } from '../../domain/index.ts';
import { HostSession } from '../../firmware-bridge/board/host-session.ts';
import { BoardMachine } from '../../firmware-bridge/simulators/board/index.ts';

/** What a line does with the bytes of one frame: gives what arrives. */
export type Noise = (bytes: Uint8Array) => Uint8Array;

const STEP_MS = 10;
/** Every command settles sooner. */
const SETTLES_MS = 2000;

/**
 * Both sides of the protocol, joined by a line that may be noisy, on a clock that the test moves: minutes cost
 * milliseconds, and nothing depends on how fast this machine is.
 */
export class BoardLine {
  readonly events: BoardEvent[] = [];
  /** Codes with which the board was given up. */
  readonly lost: string[] = [];
  readonly session: HostSession;
  machine: BoardMachine;
  now = 0;
  #toBoard: Noise;
  #toHost: Noise;
  #onWay: { to: 'board' | 'host'; bytes: Uint8Array }[] = [];
  #boots = 0;
  /** A host that is hung or without power neither hears nor speaks. */
  hostStopped = false;

  constructor(noise: { toBoard?: Noise; toHost?: Noise } = {}) {
    this.#toBoard = noise.toBoard ?? ((bytes) => bytes);
    this.#toHost = noise.toHost ?? ((bytes) => bytes);
    this.machine = this.startBoard('power-on');
    this.session = new HostSession({
      send: (bytes) => this.#onWay.push({ to: 'board', bytes: this.#toBoard(bytes) }),
      onEvent: (event) => this.events.push(event),
      // As openBoard does, with no time in between.
      onLost: (code) => {
        this.lost.push(code);
        this.session.closed(code);
        this.session.opened(this.now);
      },
    });
    this.session.opened(0);
  }

  quiet(): void {
    this.#toBoard = (bytes) => bytes;
    this.#toHost = (bytes) => bytes;
  }

  /** Another start of the board; the sensors stand as they stood. */
  startBoard(reset: 'power-on' | 'unknown'): BoardMachine {
    const atRest = { near: false, doorOpen: false, powerFailing: false };
    const { near, doorOpen, powerFailing } = this.machine?.state(this.now) ?? atRest;
    const machine: BoardMachine = new BoardMachine(
      {
        boot: ++this.#boots,
        reset,
        sensors: { near, doorOpen, powerFailing },
        send: (bytes) => {
          if (this.machine === machine) this.#onWay.push({ to: 'host', bytes: this.#toHost(bytes) });
        },
      },
      this.now,
    );
    this.machine = machine;
    return machine;
  }

  /** Lets time pass. */
  run(ms: number): void {
    for (const until = this.now + ms; this.now < until; ) {
      this.now += STEP_MS;
      this.machine.tick(this.now);
      if (!this.hostStopped) this.session.tick(this.now);
      for (const { to, bytes } of this.#onWay.splice(0)) {
        if (to === 'board') this.machine.receive(bytes, this.now);
        else if (!this.hostStopped) this.session.receive(bytes, this.now);
      }
    }
  }

  /** Asks, lets time pass until the answer is there, and gives it; throws when that takes more than 2 s. */
  async ask(command: BoardCommand): Promise<Result<BoardState>> {
    let answer: Result<BoardState> | undefined;
    void this.session.ask(command, this.now).then((result) => {
      answer = result;
    });
    for (const until = this.now + SETTLES_MS; answer === undefined; await Promise.resolve()) {
      if (this.now > until) throw new Error('the command did not settle');
      this.run(STEP_MS);
    }
    return answer;
  }
}
