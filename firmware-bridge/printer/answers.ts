import type { ExitSensor } from '../../config/index.ts';
import { isStatusAnswer } from './status.ts';

/** One thing that a printer said. */
export type Answer =
  /** The answer to `DLE EOT n`. */
  | { readonly kind: 'status'; readonly byte: number }
  /** `GS r 1` answered: all before it has been worked off. */
  | { readonly kind: 'paper-status' }
  /** `GS ( H` answered with the four characters that were sent. */
  | { readonly kind: 'process-id'; readonly id: string }
  /** Automatic status back (GS a): four bytes, unasked. */
  | { readonly kind: 'automatic'; readonly bytes: readonly number[] }
  /** Automatic status of a Star printer, or the same asked for: header and status bytes. */
  | { readonly kind: 'star-status'; readonly bytes: readonly number[] }
  /** The answer to the question of the profile's exit sensor. */
  | { readonly kind: 'exit'; readonly bytes: readonly number[] }
  /** Another block from `7` to NUL, such as the word that the buffers are empty. */
  | { readonly kind: 'block' }
  | { readonly kind: 'other' };

/** Sorts the bytes of a printer into answers. */
export interface AnswerSource {
  /** The answers that these bytes complete, in order; never more than bytes. */
  push(bytes: Uint8Array): Answer[];
}

const BLOCK_HEAD = 0x37;
const PROCESS_ID = 0x22;
/** Longest answer block taken: the longest in use here has 7 bytes. */
const BLOCK_MAX = 32;
const AUTOMATIC_LENGTH = 4;

/** GS r 1 answers: bits 4 and 7 are 0, bits 0 and 1 (near end) and bits 2 and 3 (end) go in pairs. */
function isPaperStatus(byte: number): boolean {
  return (byte & 0x90) === 0 && [0x00, 0x03, 0x0c, 0x0f].includes(byte & 0x0f);
}

/** First byte of an automatic status: bits 0, 1 and 7 are 0, bit 4 is 1; of all answers only this has that form. */
const beginsAutomatic = (byte: number): boolean => (byte & 0x93) === 0x10;
/** The three other bytes: bits 4 and 7 are 0. */
const goesOnAutomatic = (byte: number): boolean => (byte & 0x90) === 0;
/** XON and XOFF of a serial line, which say nothing to us. */
const isFlow = (byte: number): boolean => byte === 0x11 || byte === 0x13;

/** Sorts what an ESC/POS printer says. Keeps at most one unfinished block of 32 bytes; never fails. */
export class AnswerReader implements AnswerSource {
  readonly #exit: { readonly head: Buffer; readonly length: number } | undefined;
  #block: number[] = [];

  constructor(exit?: ExitSensor) {
    this.#exit = exit && { head: Buffer.from(exit.answer.head, 'hex'), length: exit.answer.length };
  }

  push(bytes: Uint8Array): Answer[] {
    const answers: Answer[] = [];
    for (const byte of bytes) this.#take(byte, answers);
    return answers;
  }

  #take(byte: number, answers: Answer[]): void {
    const [first] = this.#block;
    if (first === undefined) {
      if (byte === BLOCK_HEAD || this.#beginsExit(byte) || beginsAutomatic(byte)) this.#block = [byte];
      else if (!isFlow(byte)) answers.push(single(byte));
    } else if (first === BLOCK_HEAD) this.#goOnBlock(byte, answers);
    else if (this.#beginsExit(first)) this.#goOnExit(byte, answers);
    else this.#goOnAutomatic(byte, answers);
  }

  #goOnBlock(byte: number, answers: Answer[]): void {
    this.#block.push(byte);
    if (byte !== 0 && this.#block.length < BLOCK_MAX) return;
    const block = this.#end();
    if (block.length === 7 && block[1] === PROCESS_ID)
      answers.push({ kind: 'process-id', id: String.fromCharCode(...block.slice(2, 6)) });
    else answers.push({ kind: byte === 0 ? 'block' : 'other' });
  }

  #beginsExit(byte: number): boolean {
    return this.#exit?.head[0] === byte;
  }

  #goOnExit(byte: number, answers: Answer[]): void {
    const exit = this.#exit;
    const expected = exit?.head[this.#block.length];
    if (expected !== undefined && expected !== byte) {
      this.#breakOff(byte, answers);
      return;
    }
    this.#block.push(byte);
    if (this.#block.length >= (exit?.length ?? 0)) answers.push({ kind: 'exit', bytes: this.#end() });
  }

  #goOnAutomatic(byte: number, answers: Answer[]): void {
    if (isFlow(byte)) return;
    if (!goesOnAutomatic(byte)) {
      this.#breakOff(byte, answers);
      return;
    }
    this.#block.push(byte);
    if (this.#block.length === AUTOMATIC_LENGTH) answers.push({ kind: 'automatic', bytes: this.#end() });
  }

  /** The block was none: its head is rubbish, and what came behind it may be more. */
  #breakOff(byte: number, answers: Answer[]): void {
    const [, ...rest] = this.#end();
    answers.push({ kind: 'other' }, ...rest.map((): Answer => ({ kind: 'other' })));
    this.#take(byte, answers);
  }

  #end(): number[] {
    const block = this.#block;
    this.#block = [];
    return block;
  }
}

function single(byte: number): Answer {
  if (isStatusAnswer(byte)) return { kind: 'status', byte };
  return isPaperStatus(byte) ? { kind: 'paper-status' } : { kind: 'other' };
}
