import type { Answer, AnswerSource } from './answers.ts';

/** Shortest status that has the ETB counter: two header bytes and status 1 to 6. */
const SHORTEST = 8;

/** Header 1: bits 0, 4 and 7 are 1, 0 and 0; the others are the number of bytes (Star Line Mode, appendix 2). */
function lengthOf(header: number): number | undefined {
  if ((header & 0x91) !== 0x01) return undefined;
  const length = ((header >> 1) & 0x07) | ((header >> 2) & 0x18);
  return length >= SHORTEST - 1 ? length : undefined;
}

/** Every other byte of a status: bits 0, 4 and 7 are 0. */
const goesOn = (byte: number): boolean => (byte & 0x91) === 0;

/**
 * Sorts what a Star printer says: blocks of status. The answers to ENQ and EOT, which a picture's bytes may call
 * forth, fit nowhere and are `other`. Keeps at most one unfinished block of 31 bytes; never fails.
 */
export class StarAnswerReader implements AnswerSource {
  #block: number[] = [];

  push(bytes: Uint8Array): Answer[] {
    const answers: Answer[] = [];
    for (const byte of bytes) {
      const [header] = this.#block;
      if (header !== undefined && goesOn(byte)) this.#block.push(byte);
      else {
        if (header !== undefined) answers.push({ kind: 'other' });
        this.#block = lengthOf(byte) === undefined ? [] : [byte];
        if (this.#block.length === 0) answers.push({ kind: 'other' });
      }
      if (this.#block.length > 0 && this.#block.length === lengthOf(this.#block[0] ?? 0)) {
        answers.push({ kind: 'star-status', bytes: this.#block });
        this.#block = [];
      }
    }
    return answers;
  }
}
