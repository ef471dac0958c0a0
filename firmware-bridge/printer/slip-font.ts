import { existsSync } from 'node:fs';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import type { PrinterProfile } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import { type Bitmap, blacken, blank } from './bitmap.ts';
import { type Cell, columnsOf, type TibetanColumns } from './cells.ts';
import { BASE_LINE, type Span } from './layout.ts';

/** Share of full white below which a dot is burnt: a little above the middle, so that thin strokes hold. */
const BURN_BELOW = 180;
const registered = new Map<string, string>();

/** Fonts that draw what the printer's own font cannot. */
export interface SlipFont {
  /**
   * Draws one line into a bitmap of `width` x `height` dots: cells of `half` dots a column and `cell` dots
   * high, the first cell's upper left corner at `left`, `top`.
   */
  drawLine(
    spans: readonly Span[],
    at: { width: number; height: number; left: number; top: number; half: number; cell: number },
  ): Bitmap;
  /** What a Tibetan grapheme takes, as the font measures it; at most 4. */
  readonly tibetanColumns: TibetanColumns;
}

/** No stack is wider; a grapheme that claims more is none of the script. */
const WIDEST_COLUMNS = 4;
/** Dots of an em in which widths are measured. */
const MEASURED_AT = 100;

/**
 * Fails with E-PRINT-010 when a font file of the profile is absent or is no font. The Tibetan font is only asked for
 * where `tibetan` says that it is needed: a slip in Chinese must not fail for it.
 */
export function openSlipFont(font: PrinterProfile['font'], tibetan = false): Result<SlipFont> {
  const chinese = familyOf([font.regular, font.bold], font.aptPackage);
  if (!chinese.ok) return chinese;
  if (!tibetan) return ok(slipFont(chinese.value, chinese.value, font.tibetan.scale));
  const stacks = familyOf([font.tibetan.file], font.tibetan.aptPackage);
  return stacks.ok ? ok(slipFont(chinese.value, stacks.value, font.tibetan.scale)) : stacks;
}

/** The family under which these files are registered. */
function familyOf(files: readonly string[], aptPackage: string): Result<string> {
  const key = files.join('\n');
  const known = registered.get(key);
  if (known !== undefined) return ok(known);
  const family = `kiosk-slip-${registered.size}`;
  for (const file of files)
    if (!existsSync(file) || GlobalFonts.registerFromPath(file, family) === null)
      return fail('E-PRINT-010', `${file}: install the package ${aptPackage}`);
  registered.set(key, family);
  return ok(family);
}

function slipFont(family: string, tibetanFamily: string, scale: number): SlipFont {
  return {
    drawLine(spans, at) {
      const canvas = createCanvas(at.width, at.height);
      const pen = canvas.getContext('2d');
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, at.width, at.height);
      pen.fillStyle = '#000';
      pen.textBaseline = 'alphabetic';
      // The first face of the .ttc draws Japanese forms; the language picks the forms of mainland China.
      pen.lang = 'zh-CN';
      const baseline = Math.round(at.top + at.cell * BASE_LINE);
      let x = at.left;
      for (const span of spans)
        for (const run of runsOf(span.cells)) {
          const width = columnsOf(run.cells) * at.half;
          const weight = span.bold ? 'bold ' : '';
          if (run.tibetan) {
            // One string from its left edge: the font shapes stacks and the marks above them as one.
            pen.textAlign = 'left';
            pen.font = `${weight}${at.cell * scale}px "${tibetanFamily}"`;
            pen.fillText(run.cells.map((cell) => cell.text).join(''), x, baseline, width);
          } else {
            pen.textAlign = 'center';
            pen.font = `${weight}${at.cell}px "${family}"`;
            const [cell] = run.cells;
            if (cell !== undefined) pen.fillText(cell.text, x + width / 2, baseline, width);
          }
          x += width;
        }
      return toBitmap(pen.getImageData(0, 0, at.width, at.height).data, at.width, at.height);
    },
    tibetanColumns(grapheme) {
      const pen = createCanvas(1, 1).getContext('2d');
      pen.font = `${MEASURED_AT}px "${tibetanFamily}"`;
      const columns = (pen.measureText(grapheme).width / MEASURED_AT) * scale * 2;
      return Math.min(WIDEST_COLUMNS, columns);
    },
  };
}

/** Tibetan neighbours together, every other cell by itself. */
function runsOf(cells: readonly Cell[]): { readonly tibetan: boolean; readonly cells: Cell[] }[] {
  const runs: { readonly tibetan: boolean; readonly cells: Cell[] }[] = [];
  for (const cell of cells) {
    const last = runs.at(-1);
    if (cell.tibetan && last?.tibetan === true) last.cells.push(cell);
    else runs.push({ tibetan: cell.tibetan, cells: [cell] });
  }
  return runs;
}

function toBitmap(rgba: Uint8ClampedArray, width: number, height: number): Bitmap {
  const bitmap = blank(width, height);
  for (let dot = 0; dot < width * height; dot += 1)
    if ((rgba[dot * 4] ?? 255) < BURN_BELOW) blacken(bitmap, dot % width, Math.floor(dot / width), 1, 1);
  return bitmap;
}
