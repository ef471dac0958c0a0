import iconv from 'iconv-lite';
import type { PrinterProfile } from '../../config/index.ts';

/** Cells of GB 2312 rows that hold a character, as [first, last] code (rows 10-15 and 88-94 are empty). */
const GB2312: readonly (readonly [number, number])[] = [
  [0xa1a1, 0xa1fe],
  [0xa2b1, 0xa2e2],
  [0xa2e5, 0xa2ee],
  [0xa2f1, 0xa2fc],
  [0xa3a1, 0xa3fe],
  [0xa4a1, 0xa4f3],
  [0xa5a1, 0xa5f6],
  [0xa6a1, 0xa6b8],
  [0xa6c1, 0xa6d8],
  [0xa7a1, 0xa7c1],
  [0xa7d1, 0xa7f1],
  [0xa8a1, 0xa8ba],
  [0xa8c5, 0xa8e9],
  [0xa9a4, 0xa9ef],
  [0xb0a1, 0xd7f9],
  [0xd8a1, 0xf7fe],
];

/** What GBK adds. 0xFE50 and up is left out: printers' fonts differ there. */
const GBK_MORE: readonly (readonly [number, number])[] = [
  [0x8140, 0xa0fe],
  [0xa2a1, 0xa2aa],
  [0xa840, 0xa895],
  [0xa940, 0xa957],
  [0xa960, 0xa988],
  [0xaa40, 0xaaa0],
  [0xab40, 0xaba0],
  [0xac40, 0xaca0],
  [0xad40, 0xada0],
  [0xae40, 0xaea0],
  [0xaf40, 0xafa0],
];

/** CJK Extension A, the four-byte part that GB 18030-2000 obliges a font to have. */
const EXTENSION_A_FIRST = 0x8139ee39;
const EXTENSION_A_LAST = 0x82358738;

/** The GB 18030 code of one character as the printer gets it. */
export function gb18030(text: string): Buffer {
  return iconv.encode(text, 'gb18030');
}

function isGb2312(code: number): boolean {
  return (code & 0xff) >= 0xa1 && GB2312.some(([first, last]) => first <= code && code <= last);
}

function isTwoByteGbk(code: number): boolean {
  const low = code & 0xff;
  if (GBK_MORE.some(([first, last]) => first <= code && code <= last))
    return low >= 0x40 && low !== 0x7f && low !== 0xff;
  // GBK/4: rows B0 to FD left of the GB 2312 block.
  return code >= 0xb040 && code <= 0xfda0 && low >= 0x40 && low <= 0xa0 && low !== 0x7f;
}

/**
 * Whether the printer's built-in font has this character. `text` is one grapheme; anything of more than
 * one code point is never in a built-in font.
 */
export function inRepertoire(text: string, repertoire: PrinterProfile['repertoire']): boolean {
  if (repertoire === 'none' || [...text].length !== 1) return false;
  const code = gb18030(text);
  if (code.length === 1) return /^[\x20-\x7e]$/.test(text);
  // iconv-lite answers an unencodable character with '?', one byte: never here.
  if (code.length === 2) {
    const value = code.readUInt16BE(0);
    if (isGb2312(value)) return true;
    return repertoire !== 'gb2312' && isTwoByteGbk(value);
  }
  const value = code.readUInt32BE(0);
  return repertoire === 'gb18030' && EXTENSION_A_FIRST <= value && value <= EXTENSION_A_LAST;
}
