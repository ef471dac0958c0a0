const OK = [0x90, 0x00];
const MORE = [0x61, 0x00];
const WRONG_LE = 0x6c;
const WRONG_OFFSET = [0x6b, 0x00];
const NOTHING_KEPT = [0x69, 0x85];

/** What a reader with short APDUs does with a reply that is longer than one answer: keeps it and hands out pieces. */
export class ReplyInPieces {
  #reply: Uint8Array = new Uint8Array();
  #given = 0;

  /** Whether the last byte of the reply has been handed out. */
  get done(): boolean {
    return this.#given >= this.#reply.length;
  }

  /** Keeps a reply for GET RESPONSE and gives the answer that says that there is one. */
  keep(reply: Uint8Array): Uint8Array {
    this.wipe();
    this.#reply = reply;
    return Uint8Array.from(MORE);
  }

  /** GET RESPONSE: 61 00 while more is left, 6C xx where fewer bytes are left than were asked for. */
  next(le: number): Uint8Array {
    const left = this.#reply.length - this.#given;
    const size = le === 0 ? 256 : le;
    if (left === 0) return Uint8Array.from(NOTHING_KEPT);
    if (size > left) return Uint8Array.of(WRONG_LE, left);
    const piece = this.#reply.subarray(this.#given, this.#given + size);
    this.#given += size;
    return Uint8Array.from([...piece, ...(this.done ? OK : MORE)]);
  }

  /** `size` bytes of what is kept, from `offset` on. */
  at(offset: number, size: number): Uint8Array {
    if (offset >= this.#reply.length) return Uint8Array.from(WRONG_OFFSET);
    const piece = this.#reply.subarray(offset, offset + size);
    this.#given = offset + piece.length;
    return Uint8Array.from([...piece, ...OK]);
  }

  wipe(): void {
    this.#reply.fill(0);
    this.#reply = new Uint8Array();
    this.#given = 0;
  }
}
