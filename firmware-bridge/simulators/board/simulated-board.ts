import { PortFaults } from '../port-faults.ts';
import { openPty, type SimulatedLine } from '../pty.ts';
import { BoardControl, type BoardSimulatorState } from './board-control.ts';
import { BoardMachine, type BoardSensors } from './board-machine.ts';

const TICK_MS = 20;
const AT_REST: BoardSensors = { near: false, doorOpen: false, powerFailing: false };

/** A board on a pseudo-terminal: the machine, its cable, and the faults of its port. */
export class SimulatedBoard {
  readonly #path: string;
  readonly #faults = new PortFaults();
  #machine: BoardMachine;
  #line: SimulatedLine | undefined;
  #wanted: 'gone' | 'back' = 'back';
  #plugging: Promise<void> | undefined;
  #frozen = false;
  #boots = 1;

  private constructor(path: string) {
    this.#path = path;
    this.#machine = this.#start('power-on', AT_REST);
    setInterval(() => {
      if (!this.#frozen) this.#machine.tick(performance.now());
    }, TICK_MS);
  }

  /** The board's line is at `path`. Rejects when no pseudo-terminal can be had. */
  static async open(path: string): Promise<SimulatedBoard> {
    const board = new SimulatedBoard(path);
    await board.#plugIn();
    return board;
  }

  /** Obeys one command of the control socket. Throws when it is none. */
  readonly control = async (raw: unknown): Promise<BoardSimulatorState> => {
    await this.#obey(BoardControl.parse(raw));
    return {
      line: this.#line === undefined ? 'gone' : 'back',
      frozen: this.#frozen,
      boots: this.#boots,
      ...this.#machine.state(performance.now()),
    };
  };

  async #obey(command: BoardControl): Promise<void> {
    const now = performance.now();
    if (command.cmd === 'near') this.#machine.setNear(command.near, now);
    else if (command.cmd === 'door') this.#machine.setDoor(command.open, now);
    else if (command.cmd === 'power') this.#machine.setPower(command.failing, now);
    else if (command.cmd === 'key') this.#machine.pressKey(command.key, now);
    else if (command.cmd === 'freeze') this.#frozen = command.frozen;
    else if (command.cmd === 'fault') this.#faults.set(command.fault);
    else if (command.cmd === 'noise') this.#line?.write(Buffer.from(command.hex, 'hex'));
    else if (command.cmd === 'reset') {
      this.#boots++;
      this.#machine = this.#start('unknown', this.#machine.state(now));
    } else if (command.cmd === 'line') {
      this.#wanted = command.state;
      if (command.state === 'gone') await this.#pull();
      else await this.#plugIn();
    }
  }

  #start(reset: 'unknown' | 'power-on', { near, doorOpen, powerFailing }: BoardSensors): BoardMachine {
    return new BoardMachine(
      {
        boot: Math.floor(Math.random() * 0x1_0000),
        reset,
        sensors: { near, doorOpen, powerFailing },
        send: (bytes) => this.#send(bytes),
        refuses: () => this.#faults.refuses(),
      },
      performance.now(),
    );
  }

  #send(bytes: Uint8Array): void {
    if (this.#frozen) return;
    const { pieces, afterMs, disconnect } = this.#faults.apply(bytes);
    const line = this.#line;
    const go = (): void => {
      for (const piece of pieces) line?.write(piece);
      if (disconnect) {
        this.#wanted = 'gone';
        void this.#pull();
      }
    };
    if (afterMs === 0) go();
    else setTimeout(go, afterMs);
  }

  async #pull(): Promise<void> {
    const line = this.#line;
    this.#line = undefined;
    await line?.unplug();
  }

  /** Brings the line back, once, however often it is asked for. */
  #plugIn(): Promise<void> {
    this.#plugging ??= this.#plugWhileWanted().finally(() => {
      this.#plugging = undefined;
    });
    return this.#plugging;
  }

  async #plugWhileWanted(): Promise<void> {
    while (this.#wanted === 'back' && this.#line === undefined) {
      const line = await openPty(this.#path);
      // It may have been pulled meanwhile.
      if (this.#wanted === 'back') this.#use(line);
      else await line.unplug();
    }
  }

  #use(line: SimulatedLine): void {
    this.#line = line;
    line.onBytes((bytes) => {
      if (!this.#frozen) this.#machine.receive(bytes, performance.now());
    });
    // A pseudo-terminal ends when its user closes it; a board's cable does not.
    line.onGone(() => {
      if (this.#line !== line) return;
      this.#line = undefined;
      if (this.#wanted === 'back') void this.#plugIn();
    });
  }
}
