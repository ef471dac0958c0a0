/** A command that a printer obeys on arrival, before everything that waits in its buffer. */
export type RealTimeCommand =
  | { readonly kind: 'status'; readonly of: 1 | 2 | 3 | 4 }
  | { readonly kind: 'clear' };

const CLEAR = Buffer.from([0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08]);

/**
 * Finds DLE EOT n and DLE DC4 fn 8 in the stream, wherever they stand: a printer does not know either whether
 * they lie inside a picture. Keeps a tail of at most 9 bytes between calls.
 */
export class RealTimeScanner {
  private tail = Buffer.alloc(0);

  /** The commands that these bytes complete, each with the index in `bytes` behind it. */
  push(bytes: Buffer): { command: RealTimeCommand; end: number }[] {
    const all = Buffer.concat([this.tail, bytes]);
    const offset = this.tail.length;
    const found: { command: RealTimeCommand; end: number }[] = [];
    let at = 0;
    for (at = all.indexOf(0x10); at >= 0; at = all.indexOf(0x10, at + 1)) {
      const kind = all[at + 2];
      if (all[at + 1] === 0x04 && (kind === 1 || kind === 2 || kind === 3 || kind === 4))
        this.note(found, { kind: 'status', of: kind }, at + 3 - offset);
      if (all.subarray(at, at + CLEAR.length).equals(CLEAR))
        this.note(found, { kind: 'clear' }, at + CLEAR.length - offset);
    }
    this.tail = Buffer.from(all.subarray(Math.max(0, all.length - CLEAR.length + 1)));
    return found;
  }

  /** What ended in the tail already was found before. */
  private note(
    found: { command: RealTimeCommand; end: number }[],
    command: RealTimeCommand,
    end: number,
  ): void {
    if (end > 0) found.push({ command, end });
  }
}
