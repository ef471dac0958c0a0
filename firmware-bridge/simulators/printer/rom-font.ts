import type { PrinterProfile } from '../../../config/index.ts';
import { type Bitmap, blacken, blank, isBlack, openSlipFont } from '../../printer/index.ts';

const CELL = 24;
/** Canvas widths are multiples of 8, so a 12-dot glyph is drawn in 16 and cut. */
const HALF_DRAWN = 16;

/** The simulated printer's built-in font: 12 x 24 dots for one-byte codes, 24 x 24 for Chinese. */
export interface RomFont {
  /** The glyph in a cell `width` dots wide; a hollow box for undefined, as printers do for what they lack. */
  glyph(text: string | undefined, width: 12 | 24): Bitmap;
}

/** Throws when the font files of the profile are absent: the set-up installs them with the simulator. */
export function openRomFont(profile: PrinterProfile): RomFont {
  const font = openSlipFont(profile.font);
  if (!font.ok) throw new Error(`${font.error.code}: ${font.error.detail}`);
  const made = new Map<string, Bitmap>();
  const draw = (text: string | undefined, width: 12 | 24): Bitmap => {
    if (text === undefined) return box(width);
    const columns = width === 12 ? 1 : 2;
    const spans = [{ cells: [{ text, columns, tibetan: false }], bold: false }];
    const drawn = width === 12 ? HALF_DRAWN : CELL;
    return cropped(
      font.value.drawLine(spans, { width: drawn, height: CELL, left: 0, top: 0, half: 12, cell: CELL }),
      width,
    );
  };
  return {
    glyph(text, width) {
      const key = `${width}${text ?? ''}`;
      const known = made.get(key) ?? draw(text, width);
      made.set(key, known);
      return known;
    },
  };
}

/** The left `width` dots; dots beyond are white. The bitmap keeps rows of whole bytes inside. */
function cropped(from: Bitmap, width: number): Bitmap {
  if (from.width === width) return from;
  const to = { width, height: from.height, data: Buffer.alloc(Math.ceil((width * from.height) / 8)) };
  for (let y = 0; y < from.height; y += 1)
    for (let x = 0; x < width; x += 1) if (isBlack(from, x, y)) blacken(to, x, y, 1, 1);
  return to;
}

function box(width: number): Bitmap {
  const bitmap = cropped(blank(CELL, CELL), width);
  blacken(bitmap, 1, 2, width - 2, 2);
  blacken(bitmap, 1, 20, width - 2, 2);
  blacken(bitmap, 1, 2, 2, 20);
  blacken(bitmap, width - 3, 2, 2, 20);
  return bitmap;
}
