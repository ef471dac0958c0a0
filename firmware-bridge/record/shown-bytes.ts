/**
 * Decides byte by byte what of a port's traffic may be shown. Blank is the rule: a byte is shown only where it is known
 * to be a command, a length or a status. One for each port, since traffic comes in chunks.
 */
export interface Blanking {
  /** 1 for each byte that may be shown. `out` is towards the device. */
  shown(direction: Direction, bytes: Uint8Array): Uint8Array;
}

export type Direction = 'out' | 'in';

/** Hexadecimal with `[n]` for n blanked bytes, as in `aaaaaa96690508000090[1285]`. */
export function blankedHex(bytes: Uint8Array, shown: Uint8Array): string {
  let text = '';
  let blank = 0;
  bytes.forEach((byte, i) => {
    if (shown[i] !== 1) {
      blank++;
      return;
    }
    if (blank > 0) text += `[${blank}]`;
    blank = 0;
    text += byte.toString(16).padStart(2, '0');
  });
  return blank > 0 ? `${text}[${blank}]` : text;
}
