/** A command that a printer obeys on arrival, before everything that waits in its buffer. */
export type RealTimeCommand =
  | { readonly kind: 'status'; readonly of: 1 | 2 | 3 | 4 }
  | { readonly kind: 'clear' }
  /** Star: ESC ACK SOH and ESC ACK CAN. */
  | { readonly kind: 'star-status' }
  | { readonly kind: 'reset' }
  /** The question of the profile's exit sensor. */
  | { readonly kind: 'exit' };

/** One command and the bytes by which it is known. */
export interface RealTimePattern {
  readonly bytes: Buffer;
  readonly command: RealTimeCommand;
}

/** DLE EOT 1 to 4 and DLE DC4 fn 8. */
export const ESC_POS_PATTERNS: readonly RealTimePattern[] = [
  ...([1, 2, 3, 4] as const).map((of) => ({
    bytes: Buffer.from([0x10, 0x04, of]),
    command: { kind: 'status', of } as const,
  })),
  {
    bytes: Buffer.from([0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08]),
    command: { kind: 'clear' },
  },
];

export const STAR_PATTERNS: readonly RealTimePattern[] = [
  { bytes: Buffer.from([0x1b, 0x06, 0x01]), command: { kind: 'star-status' } },
  { bytes: Buffer.from([0x1b, 0x06, 0x18]), command: { kind: 'reset' } },
];

/**
 * Finds real-time commands in the stream, wherever they stand: a printer does not know either whether
 * they lie inside a picture. Keeps a tail shorter than the longest pattern between calls.
 */
export class RealTimeScanner {
  readonly #patterns: readonly RealTimePattern[];
  readonly #keep: number;
  #tail = Buffer.alloc(0);

  constructor(patterns: readonly RealTimePattern[] = ESC_POS_PATTERNS) {
    this.#patterns = patterns;
    this.#keep = Math.max(...patterns.map(({ bytes }) => bytes.length)) - 1;
  }

  /** The commands that these bytes complete, each with the index in `bytes` behind it, in order. */
  push(bytes: Buffer): { command: RealTimeCommand; end: number }[] {
    const all = Buffer.concat([this.#tail, bytes]);
    const offset = this.#tail.length;
    const found: { command: RealTimeCommand; end: number }[] = [];
    for (const { bytes: pattern, command } of this.#patterns)
      for (let at = all.indexOf(pattern); at >= 0; at = all.indexOf(pattern, at + 1)) {
        const end = at + pattern.length - offset;
        // What ended in the tail already was found before.
        if (end > 0) found.push({ command, end });
      }
    this.#tail = Buffer.from(all.subarray(Math.max(0, all.length - this.#keep)));
    return found.sort((a, b) => a.end - b.end);
  }

  /** Forgets half a command, as a printer does that was switched off. */
  clear(): void {
    this.#tail = Buffer.alloc(0);
  }
}
