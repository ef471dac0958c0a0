import type { CardReaderEvent } from '../card/index.ts';

/** What one look for a card came to. */
export type Look =
  /** A card lies there: the one from before, as far as the firmware tells. */
  | 'there'
  /** A card that was not there before. */
  | 'new'
  | 'missing'
  /** Nothing can be said. */
  | 'unknown'
  /** The module would not look: nothing can be said either, but it may not go on so for ever. */
  | 'refused';

/** So many looks in a row without the card, and it was lifted: one may be a card that was pushed aside. */
const LOOKS_UNTIL_REMOVED = 2;
/** So many looks in a row that did not see the card, and whether it is the same one nobody knows. */
const LOOKS_UNTIL_DOUBTED = 2;

/**
 * Whether a card lies there, from looks alone. Each stay of a card has a number; a reading belongs to one stay only.
 * Pure: no clock, no I/O.
 */
export class CardPresence {
  readonly #emit: (event: CardReaderEvent) => void;
  #present = false;
  #missing = 0;
  /** Looks since the card was seen last. */
  #unseen = 0;
  #stay = 0;
  #card: Uint8Array | undefined;

  constructor(emit: (event: CardReaderEvent) => void) {
    this.#emit = emit;
  }

  get present(): boolean {
    return this.#present;
  }

  /** Number of the stay that goes on, or of the last one. */
  get stay(): number {
    return this.#stay;
  }

  /** The card was not seen at the last look: look again soon. */
  get inDoubt(): boolean {
    return this.#missing > 0;
  }

  looked(look: Look): void {
    switch (look) {
      case 'new':
        this.#leave();
        this.#arrive();
        break;
      case 'there':
        // One may have been lifted and another laid on meanwhile: it is read again before anything goes on.
        if (this.#unseen >= LOOKS_UNTIL_DOUBTED) this.#leave();
        if (!this.#present) this.#arrive();
        this.#missing = 0;
        this.#unseen = 0;
        break;
      case 'missing':
        if (!this.#present) return;
        this.#missing++;
        this.#unseen++;
        if (this.#missing >= LOOKS_UNTIL_REMOVED) this.#leave();
        break;
      case 'refused':
      case 'unknown':
        this.#unseen++;
        break;
    }
  }

  /**
   * Takes note of a card that was read, by a keyed digest of its text. False when another card was read in this stay
   * before: nobody saw the one go and the other come, and the stay of the other begins now.
   */
  read(card: Uint8Array): boolean {
    if (this.#card === undefined || Buffer.from(card).equals(this.#card)) {
      this.#card = card;
      this.#unseen = 0;
      return true;
    }
    this.looked('new');
    this.#card = card;
    return false;
  }

  /** The reader itself has gone, and with it what lay on it. */
  lost(): void {
    this.#leave();
  }

  #arrive(): void {
    this.#present = true;
    this.#missing = 0;
    this.#unseen = 0;
    this.#stay++;
    this.#emit({ kind: 'event', event: 'card-inserted' });
  }

  #leave(): void {
    if (!this.#present) return;
    this.#present = false;
    this.#missing = 0;
    this.#card?.fill(0);
    this.#card = undefined;
    this.#emit({ kind: 'event', event: 'card-removed' });
  }
}
