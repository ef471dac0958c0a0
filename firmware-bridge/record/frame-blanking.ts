import type { Blanking, Direction } from './shown-bytes.ts';

const PREAMBLE = [0xaa, 0xaa, 0xaa, 0x96, 0x69] as const;
const LENGTH_BYTES = 2;
/** CMD PARA of a command; SW1 SW2 SW3 of a reply. What follows is the card's, but for the check sum of an empty frame. */
const HEAD_BYTES = { out: 2, in: 3 } as const;
const LONGEST = 65_535;

/** Where in a frame of GA/T 467 one direction of a line is. */
class FramePlace {
  readonly #head: number;
  #matched = 0;
  #length = 0;
  /** Bytes of the frame behind its preamble that have come. */
  #behind = 0;

  constructor(direction: Direction) {
    this.#head = HEAD_BYTES[direction];
  }

  get inFrame(): boolean {
    return this.#matched === PREAMBLE.length;
  }

  reset(): void {
    this.#matched = 0;
    this.#length = 0;
    this.#behind = 0;
  }

  /** Whether the next byte may be shown. */
  take(byte: number): boolean {
    if (!this.inFrame) return this.#search(byte);
    this.#behind++;
    if (this.#behind <= LENGTH_BYTES) {
      this.#length = (this.#length << 8) | byte;
      return true;
    }
    const at = this.#behind - LENGTH_BYTES;
    // An empty frame's check sum says nothing that its head does not.
    const isShown = at <= this.#head || this.#length === this.#head + 1;
    if (at >= Math.min(this.#length, LONGEST)) this.reset();
    return isShown;
  }

  /** A byte that may begin or go on a preamble is shown: it is no more than that. */
  #search(byte: number): boolean {
    if (byte === PREAMBLE[this.#matched]) this.#matched++;
    else if (byte === PREAMBLE[0]) this.#matched = this.#matched === 3 ? 3 : 1;
    else {
      this.#matched = 0;
      return false;
    }
    return true;
  }
}

/** A serial line with frames of the SAM: preamble, length, command and status are shown, nothing of their data. */
export class FrameBlanking implements Blanking {
  readonly #places = { out: new FramePlace('out'), in: new FramePlace('in') };

  shown(direction: Direction, bytes: Uint8Array): Uint8Array {
    // A command begins anew; what still comes of an older reply is nobody's frame any more.
    if (direction === 'out') for (const place of Object.values(this.#places)) place.reset();
    return this.goOn(direction, bytes);
  }

  /** As `shown`, for a frame that comes in more than one answer. */
  goOn(direction: Direction, bytes: Uint8Array): Uint8Array {
    return bytes.map((byte) => (this.#places[direction].take(byte) ? 1 : 0));
  }
}
