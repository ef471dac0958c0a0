import { existsSync } from 'node:fs';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import type { PrinterProfile } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import { type Bitmap, blacken, blank } from './bitmap.ts';
import type { Cell } from './cells.ts';

/** Share of full white below which a dot is burnt: a little above the middle, so that thin strokes hold. */
const BURN_BELOW = 180;
const registered = new Map<string, string>();

/** Cells to draw with one weight. */
export interface DrawnSpan {
  readonly cells: readonly Cell[];
  readonly bold: boolean;
}

/** A font that draws what the printer's own font cannot. */
export interface SlipFont {
  /**
   * Draws one line into a bitmap of `width` x `height` dots: cells of `half` dots a column and `cell` dots
   * high, the first cell's upper left corner at `left`, `top`.
   */
  drawLine(
    spans: readonly DrawnSpan[],
    at: { width: number; height: number; left: number; top: number; half: number; cell: number },
  ): Bitmap;
}

/** Fails with E-PRINT-010 when a font file of the profile is absent or is no font. */
export function openSlipFont(font: PrinterProfile['font']): Result<SlipFont> {
  const key = `${font.regular}\n${font.bold}`;
  const known = registered.get(key);
  if (known !== undefined) return ok(slipFont(known));
  const family = `kiosk-slip-${registered.size}`;
  for (const file of [font.regular, font.bold])
    if (!existsSync(file) || GlobalFonts.registerFromPath(file, family) === null)
      return fail('E-PRINT-010', `${file}: install the package ${font.aptPackage}`);
  registered.set(key, family);
  return ok(slipFont(family));
}

function slipFont(family: string): SlipFont {
  return {
    drawLine(spans, at) {
      const canvas = createCanvas(at.width, at.height);
      const pen = canvas.getContext('2d');
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, at.width, at.height);
      pen.fillStyle = '#000';
      pen.textAlign = 'center';
      pen.textBaseline = 'alphabetic';
      // The first face of the .ttc draws Japanese forms; the language picks the forms of mainland China.
      pen.lang = 'zh-CN';
      // Ideographs fill -0.12 to 0.88 of the em above the baseline.
      const baseline = Math.round(at.top + at.cell * 0.87);
      let x = at.left;
      for (const span of spans) {
        pen.font = `${span.bold ? 'bold ' : ''}${at.cell}px "${family}"`;
        for (const cell of span.cells) {
          const width = cell.columns * at.half;
          pen.fillText(cell.text, x + width / 2, baseline, width);
          x += width;
        }
      }
      return toBitmap(pen.getImageData(0, 0, at.width, at.height).data, at.width, at.height);
    },
  };
}

function toBitmap(rgba: Uint8ClampedArray, width: number, height: number): Bitmap {
  const bitmap = blank(width, height);
  for (let dot = 0; dot < width * height; dot += 1)
    if ((rgba[dot * 4] ?? 255) < BURN_BELOW) blacken(bitmap, dot % width, Math.floor(dot / width), 1, 1);
  return bitmap;
}
