import type { PrinterProfile } from '../../config/index.ts';
import type { ReceiptBlock, ReceiptModel } from '../../domain/index.ts';
import { type Cell, cellsOf, columnsOf, type TibetanColumns } from './cells.ts';
import { inRepertoire } from './repertoire.ts';
import { wrap } from './wrap.ts';

/** Dots of one half-width column and of a line's cells in the built-in font. */
const HALF_DOTS = 12;
const CELL_DOTS = 24;
/** Smallest type on a slip, points: what old eyes read on paper. */
const SMALLEST_POINTS = 12;
/** Columns between a label and its value. */
const GAP = 2;

/** Cells of one weight. */
export interface Span {
  readonly cells: readonly Cell[];
  readonly bold: boolean;
}

/** How the cells of a line are set. Lengths are dots. */
export interface LineStyle {
  readonly half: number;
  readonly cell: number;
  readonly line: number;
  /** White above the cells when they are drawn; the built-in font has its white below. */
  readonly above: number;
}

/** What comes on the paper, one below the other. */
export type PrintLine =
  | {
      readonly kind: 'text';
      readonly spans: readonly Span[];
      readonly align: 'left' | 'center' | 'right';
      readonly style: LineStyle;
      /** Whether the line is drawn: larger than the built-in font looks good in, or not in its repertoire. */
      readonly drawn: boolean;
    }
  | { readonly kind: 'rule' }
  | { readonly kind: 'qr'; readonly data: string }
  | { readonly kind: 'feed'; readonly lines: number };

/** Size 1: the built-in font, magnified as the profile says. */
export function bodyStyle(profile: PrinterProfile): LineStyle {
  const { magnify, lineDots } = profile.body;
  return { half: HALF_DOTS * magnify, cell: CELL_DOTS * magnify, line: lineDots, above: 0 };
}

/** Size 2: drawn. */
export function resultStyle(profile: PrinterProfile): LineStyle {
  const { cellDots, lineDots } = profile.result;
  return { half: cellDots / 2, cell: cellDots, line: lineDots, above: Math.round((lineDots - cellDots) / 2) };
}

/** Half-width columns of a line in this style. */
export function columnsAcross(profile: PrinterProfile, style: LineStyle): number {
  return Math.floor(profile.paperDots / style.half);
}

/** Sets a receipt in lines. Pure; no line is wider than the paper. */
export function layOut(
  receipt: ReceiptModel,
  profile: PrinterProfile,
  tibetan?: TibetanColumns,
): PrintLine[] {
  const cells = (text: string): Cell[] => cellsOf(text, tibetan);
  return receipt.blocks.flatMap((block) => layOutBlock(block, profile, cells));
}

function layOutBlock(
  block: ReceiptBlock,
  profile: PrinterProfile,
  cellsIn: (text: string) => Cell[],
): PrintLine[] {
  if (block.block === 'rule') return [{ kind: 'rule' }];
  if (block.block === 'qr') return block.data === '' ? [] : [{ kind: 'qr', data: block.data }];
  if (block.block === 'feed') return [{ kind: 'feed', lines: block.lines }];
  if (block.block === 'pair') return layOutPair(cellsIn(block.label), cellsIn(block.value), profile);
  const style = block.size === 2 ? resultStyle(profile) : bodyStyle(profile);
  return wrap(cellsIn(block.text), columnsAcross(profile, style)).map((cells) =>
    textLine([{ cells, bold: block.bold }], block.align, style, profile, block.size === 2),
  );
}

/** Label and value side by side where they fit, else the value below. The value is bold: it is what is read. */
function layOutPair(label: readonly Cell[], value: readonly Cell[], profile: PrinterProfile): PrintLine[] {
  const style = bodyStyle(profile);
  const columns = columnsAcross(profile, style);
  if (columnsOf(label) + GAP + columnsOf(value) <= columns) {
    const gap = cellsOf(' '.repeat(GAP));
    const spans = [
      { cells: [...label, ...gap], bold: false },
      { cells: value, bold: true },
    ];
    return [textLine(spans, 'left', style, profile)];
  }
  const small = shrunk(value, style, profile);
  const below = wrap(value, columnsAcross(profile, small));
  const side = below.length === 1 ? 'right' : 'left';
  return [
    ...wrap(label, columns).map((cells) => textLine([{ cells, bold: false }], 'left', style, profile)),
    ...below.map((cells) => textLine([{ cells, bold: true }], side, small, profile, small !== style)),
  ];
}

/** A number that no line can hold is drawn smaller rather than broken, as long as it stays readable. */
function shrunk(value: readonly Cell[], style: LineStyle, profile: PrinterProfile): LineStyle {
  const oneWord = value.every((cell) => cell.columns === 1 && cell.text !== ' ');
  if (!oneWord || columnsOf(value) <= columnsAcross(profile, style)) return style;
  const half = Math.floor(profile.paperDots / columnsOf(value));
  const cell = 2 * half;
  const points = (cell / profile.dotsPerInch) * 72;
  return points < SMALLEST_POINTS ? style : { half, cell, line: style.line, above: style.cell - cell };
}

function textLine(
  spans: readonly Span[],
  align: 'left' | 'center' | 'right',
  style: LineStyle,
  profile: PrinterProfile,
  asPicture = false,
): PrintLine {
  const cells = spans.flatMap((span) => span.cells);
  if (cells.some((cell) => cell.tibetan))
    return { kind: 'text', spans, align, style: roomForStacks(style, profile), drawn: true };
  const rare = cells.some((cell) => !inRepertoire(cell.text, profile.repertoire));
  return { kind: 'text', spans, align, style, drawn: asPicture || rare };
}

/** Where the base line of Chinese lies below the top of its cell, in cells: ideographs fill -0.12 to 0.88 of the em. */
export const BASE_LINE = 0.87;

/** A line with Tibetan is higher: its stacks reach above and below what Chinese fills. */
function roomForStacks(style: LineStyle, profile: PrinterProfile): LineStyle {
  const { scale, ascent, descent } = profile.font.tibetan;
  const above = Math.max(style.above, Math.ceil(style.cell * (ascent * scale - BASE_LINE)));
  const line = Math.ceil(above + style.cell * (BASE_LINE + descent * scale));
  return { ...style, above, line: Math.max(style.line, line) };
}
