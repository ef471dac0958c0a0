import { isStatusAnswer } from './status.ts';

/** One thing that a printer said. */
export type Answer =
  | { readonly kind: 'status'; readonly byte: number }
  /** `GS r 1` answered: all before it has been worked off. */
  | { readonly kind: 'paper-status' }
  /** `GS ( H` answered with the four characters that were sent. */
  | { readonly kind: 'process-id'; readonly id: string }
  | { readonly kind: 'other' };

const BLOCK_HEAD = 0x37;
const PROCESS_ID = 0x22;
/** Longest answer block taken: the longest in use here has 7 bytes. */
const BLOCK_MAX = 32;

/** GS r 1 answers: bits 4 and 7 are 0, bits 0 and 1 (near end) and bits 2 and 3 (end) go in pairs. */
function isPaperStatus(byte: number): boolean {
  return (byte & 0x90) === 0 && [0x00, 0x03, 0x0c, 0x0f].includes(byte & 0x0f);
}

/** Sorts the bytes of a printer into answers. Keeps at most one unfinished block; never fails. */
export class AnswerReader {
  private block: number[] = [];

  /** The answers that these bytes complete, in order. */
  push(bytes: Uint8Array): Answer[] {
    const answers: Answer[] = [];
    for (const byte of bytes) {
      const answer = this.take(byte);
      if (answer !== undefined) answers.push(answer);
    }
    return answers;
  }

  private take(byte: number): Answer | undefined {
    if (this.block.length > 0) {
      this.block.push(byte);
      if (byte !== 0 && this.block.length < BLOCK_MAX) return undefined;
      const block = this.block;
      this.block = [];
      const isProcessId = block.length === 7 && block[1] === PROCESS_ID;
      return isProcessId
        ? { kind: 'process-id', id: String.fromCharCode(...block.slice(2, 6)) }
        : { kind: 'other' };
    }
    if (byte === BLOCK_HEAD) {
      this.block = [byte];
      return undefined;
    }
    if (isStatusAnswer(byte)) return { kind: 'status', byte };
    return isPaperStatus(byte) ? { kind: 'paper-status' } : { kind: 'other' };
  }
}
