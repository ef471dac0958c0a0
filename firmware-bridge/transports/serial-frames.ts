import { fail, ok, type Result } from '../../domain/index.ts';
import {
  asReply,
  encodeCommand,
  type FrameTransport,
  MAX_FRAME_LENGTH,
  SAM_COMMANDS,
  SAM_SUCCESS,
  SamFrameDecoder,
  type SamReply,
} from '../card/index.ts';
import { canAnswer } from './reply-fits.ts';
import type { SerialLine } from './serial-line.ts';

/** Silence after which nothing late is thought to be on its way any more. */
const SILENCE_MS = 50;
/** Waiting for silence on a line that never falls silent ends after this. */
const SILENCE_LIMIT_MS = 1000;
/** A reply that stops for so long in its middle has broken off. */
const GAP_MS = 250;

/** Refusals that a module gives to its id too: it does not know the command, or takes none at all. */
const ID_REFUSALS: ReadonlySet<number> = new Set([0x21, 0x23, 0x60, 0x66]);

interface Waiting {
  readonly accepts: (reply: SamReply) => boolean;
  readonly settle: (result: Result<SamReply>) => void;
  gap: NodeJS.Timeout | undefined;
}

/**
 * SAM frames on a serial line, one exchange at a time. GA/T 467 gives replies no number: after a time-out the
 * line is brought into step again before the next command, so that a late reply is never taken for the next one's.
 */
export class SerialFrames implements FrameTransport {
  readonly baud: number;
  readonly #line: SerialLine;
  readonly #decoder: SamFrameDecoder;
  #waiting: Waiting | undefined;
  #heardAt = 0;
  #inStep = true;

  constructor(line: SerialLine, baud: number, maxLength: number = MAX_FRAME_LENGTH) {
    this.baud = baud;
    this.#line = line;
    this.#decoder = new SamFrameDecoder(maxLength);
    line.onBytes((bytes) => this.#receive(bytes));
    line.onGone(() => this.#settle(fail('E-CARD-012', 'the line has gone')));
  }

  async exchange(frame: Uint8Array, timeoutMs: number): Promise<Result<SamReply>> {
    if (!this.#inStep) {
      const step = await this.#step();
      if (!step.ok) return step;
    }
    const reply = await this.#ask(frame, timeoutMs, (candidate) => canAnswer(frame, candidate));
    // After a broken reply more of it may come.
    this.#inStep = reply.ok;
    return reply;
  }

  /** Overwrites what the decoder holds. */
  wipe(): void {
    this.#decoder.reset();
  }

  /**
   * Waits for silence, throws away what came, and asks for the module's id: no other reply looks like it, and a module
   * answers in order. So what was late has come before it.
   */
  async #step(): Promise<Result<void>> {
    await this.#silence();
    await this.#line.flush();
    const { command, parameter, timeoutMs } = SAM_COMMANDS.samId;
    const frame = encodeCommand(command, parameter);
    const id = await this.#ask(
      frame,
      timeoutMs,
      (reply) => ID_REFUSALS.has(reply.status) || (reply.status === SAM_SUCCESS && canAnswer(frame, reply)),
    );
    this.#inStep = id.ok;
    return id.ok ? ok(undefined) : id;
  }

  async #silence(): Promise<void> {
    const until = performance.now() + SILENCE_LIMIT_MS;
    this.#heardAt = performance.now();
    for (;;) {
      const quietFor = performance.now() - this.#heardAt;
      if (quietFor >= SILENCE_MS || performance.now() > until || !this.#line.open) return;
      await new Promise((resolve) => setTimeout(resolve, SILENCE_MS - quietFor + 1));
    }
  }

  async #ask(
    frame: Uint8Array,
    timeoutMs: number,
    accepts: (reply: SamReply) => boolean,
  ): Promise<Result<SamReply>> {
    this.#decoder.reset();
    const reply = new Promise<Result<SamReply>>((resolve) => {
      const late = setTimeout(() => this.#settle(this.#late()), timeoutMs);
      this.#waiting = {
        accepts,
        gap: undefined,
        settle: (result) => {
          clearTimeout(late);
          resolve(result);
        },
      };
    });
    const written = await this.#line.write(frame);
    if (!written.ok) this.#settle(written);
    return reply;
  }

  #late(): Result<never> {
    return this.#decoder.discarded + this.#decoder.pending > 0
      ? fail('E-CARD-009', 'no whole frame in time')
      : fail('E-CARD-010', 'no answer in time');
  }

  #receive(bytes: Uint8Array): void {
    this.#heardAt = performance.now();
    const waiting = this.#waiting;
    // Nobody has asked: late, or sent twice.
    if (waiting === undefined) return;
    for (const body of this.#decoder.push(bytes)) {
      const reply = asReply(body);
      if (reply !== undefined && this.#waiting === waiting && waiting.accepts(reply)) this.#settle(ok(reply));
      else body.fill(0);
    }
    if (this.#waiting !== waiting) return;
    clearTimeout(waiting.gap);
    waiting.gap = setTimeout(() => this.#broken(), GAP_MS);
  }

  /** Only replies that cannot be meant have come so far: the right one may still. */
  #broken(): void {
    if (this.#decoder.discarded + this.#decoder.pending > 0) this.#settle(this.#late());
  }

  #settle(result: Result<SamReply>): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    this.#waiting = undefined;
    clearTimeout(waiting.gap);
    this.#decoder.reset();
    waiting.settle(result);
  }
}
