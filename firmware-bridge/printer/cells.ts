/** One grapheme and the half-width columns it takes on paper. */
export interface Cell {
  readonly text: string;
  /** 1 or 2; for Tibetan what the font says, which is no whole number. */
  readonly columns: number;
  /** Drawn together with its Tibetan neighbours, so that the font shapes them as one. */
  readonly tibetan: boolean;
}

/** Half-width columns that a Tibetan grapheme takes beside Chinese of the same size. */
export type TibetanColumns = (grapheme: string) => number;

/** The block of the Tibetan script (Unicode 0F00 to 0FFF). */
const TIBETAN = /[\u0f00-\u0fff]/;

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Control characters would be commands to the printer: none may pass from a text into the byte stream. */
const LONE_SURROGATE = /\p{Cs}/gu;
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\u200b\ufeff]/gu;

/** Whether a text has Tibetan in it. */
export function hasTibetan(text: string): boolean {
  return TIBETAN.test(text);
}

/**
 * The cells of a text. ASCII takes one column, everything else two, because the printer's
 * GB 18030 font is 12 x 24 for one-byte codes and 24 x 24 for all others. Line feeds become a space,
 * other control characters vanish, lone surrogates become U+FFFD.
 */
export function cellsOf(text: string, tibetanColumns: TibetanColumns = () => 2): Cell[] {
  const clean = text
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(/\s*\n\s*/g, ' ')
    .replace(CONTROL, '');
  const cells: Cell[] = [];
  for (const { segment } of graphemes.segment(clean)) {
    const spaced = /^\s$/.test(segment) && segment !== '\u3000' ? ' ' : segment;
    const tibetan = hasTibetan(spaced);
    const columns = tibetan ? tibetanColumns(spaced) : /^[\x20-\x7e]$/.test(spaced) ? 1 : 2;
    cells.push({ text: spaced, columns, tibetan });
  }
  return cells;
}

/** Columns that these cells take together. */
export function columnsOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.columns, 0);
}
