import { type BoardCommand, type BoardState, type ErrorCode, fail, type Result } from '../../domain/index.ts';
import { BOARD_TIMES, COMMAND_TRIES } from './board-times.ts';

/** Commands that may wait, the one under way among them; a kiosk never has more to say at once. */
const MAX_WAITING = 8;
/** No command settles later than this after it was asked, however many are in front of it, in milliseconds. */
const SETTLES_WITHIN_MS = 1800;

interface Asked {
  readonly command: BoardCommand;
  readonly settle: (result: Result<BoardState>) => void;
  readonly until: number;
  sequence: number;
  tries: number;
  sentAt: number;
}

/** The commands to a board, one under way at a time; each settles once. No clock of its own. */
export class CommandQueue {
  readonly #send: (command: BoardCommand, sequence: number) => void;
  readonly #asked: Asked[] = [];
  #sequence = 0;
  #resent = 0;

  constructor(send: (command: BoardCommand, sequence: number) => void) {
    this.#send = send;
  }

  /** How often a command had to be sent again. */
  get resent(): number {
    return this.#resent;
  }

  /** Settles by `answered`, by `failAll`, or with E-BOARD-005 (not taken) or E-BOARD-007 (too many). */
  ask(command: BoardCommand, now: number): Promise<Result<BoardState>> {
    if (this.#asked.length >= MAX_WAITING) return Promise.resolve(fail('E-BOARD-007'));
    return new Promise((settle) => {
      const until = now + SETTLES_WITHIN_MS;
      this.#asked.push({ command, settle, until, sequence: 0, tries: 0, sentAt: 0 });
      this.work(now);
    });
  }

  /** The answer to the command under way: what it is for, and how to settle it. Undefined for an old one's answer. */
  answered(sequence: number): Pick<Asked, 'command' | 'settle'> | undefined {
    const first = this.#asked[0];
    if (first === undefined || first.tries === 0 || first.sequence !== sequence) return undefined;
    return this.#asked.shift();
  }

  /** Sends the first command, again where its answer does not come, and gives up what took too long. */
  work(now: number): void {
    for (const late of this.#asked.filter(({ until }) => until <= now)) this.#giveUp(late);
    let first = this.#asked[0];
    while (first !== undefined && first.tries >= COMMAND_TRIES && isDue(first, now)) {
      this.#giveUp(first);
      first = this.#asked[0];
    }
    if (first === undefined || !isDue(first, now)) return;
    if (first.tries === 0) {
      this.#sequence = (this.#sequence + 1) & 0xff;
      first.sequence = this.#sequence;
    } else this.#resent++;
    first.tries++;
    first.sentAt = now;
    this.#send(first.command, first.sequence);
  }

  failAll(code: ErrorCode): void {
    for (const asked of this.#asked.splice(0)) asked.settle(fail(code));
  }

  #giveUp(asked: Asked): void {
    this.#asked.splice(this.#asked.indexOf(asked), 1);
    asked.settle(fail('E-BOARD-005', asked.command.command));
  }
}

function isDue(asked: Asked, now: number): boolean {
  return asked.tries === 0 || now - asked.sentAt >= BOARD_TIMES.resend;
}
