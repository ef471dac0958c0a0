import { FrameBlanking } from './frame-blanking.ts';
import type { Blanking, Direction } from './shown-bytes.ts';

/** CLA INS P1 P2 and one byte of length. */
const HEAD_BYTES = 5;
const STATUS_BYTES = 2;
const PREAMBLE = Buffer.from('aaaaaa9669', 'hex');

/**
 * Exchanges with a reader over PC/SC. Of a command its head, and of a frame in it what FrameBlanking shows; of an
 * answer SW1 SW2, and of its data nothing unless frames were sent. `status` is false for control codes, whose answers
 * may have no SW1 SW2.
 */
export class ApduBlanking implements Blanking {
  readonly #frames = new FrameBlanking();
  readonly #status: boolean;
  #framed = false;

  constructor(status: boolean) {
    this.#status = status;
  }

  shown(direction: Direction, bytes: Uint8Array): Uint8Array {
    return direction === 'out' ? this.#command(bytes) : this.#answer(bytes);
  }

  #command(bytes: Uint8Array): Uint8Array {
    const isFrame = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(PREAMBLE);
    // Without a frame in it, it fetches the rest of one that is under way.
    const shown = isFrame ? this.#frames.shown('out', bytes) : new Uint8Array(bytes.length);
    this.#framed ||= isFrame;
    return shown.fill(1, 0, Math.min(HEAD_BYTES, bytes.length));
  }

  #answer(bytes: Uint8Array): Uint8Array {
    const data = this.#status ? Math.max(0, bytes.length - STATUS_BYTES) : bytes.length;
    const shown = new Uint8Array(bytes.length);
    if (this.#framed) shown.set(this.#frames.goOn('in', bytes.subarray(0, data)));
    return shown.fill(1, data);
  }
}
