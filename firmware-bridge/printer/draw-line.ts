import type { PrinterProfile } from '../../config/index.ts';
import { type Bitmap, blacken, blank } from './bitmap.ts';
import { columnsOf } from './cells.ts';
import { bodyStyle, type PrintLine } from './layout.ts';
import { drawQr } from './qr.ts';
import type { SlipFont } from './slip-font.ts';

const RULE_DOTS = 4;
const RULE_HEIGHT = 28;

/** The picture of one line of a slip, as wide as the paper. */
export function drawLine(line: PrintLine, profile: PrinterProfile, font: SlipFont): Bitmap {
  const width = profile.paperDots;
  if (line.kind === 'feed') return blank(width, bodyStyle(profile).line * line.lines);
  if (line.kind === 'qr') return drawQr(line.data, width, profile.qr);
  if (line.kind === 'rule') {
    const rule = blank(width, RULE_HEIGHT);
    blacken(rule, 0, (RULE_HEIGHT - RULE_DOTS) / 2, width, RULE_DOTS);
    return rule;
  }
  const used = line.spans.reduce((sum, span) => sum + columnsOf(span.cells), 0) * line.style.half;
  const share = { left: 0, center: 0.5, right: 1 }[line.align];
  const { half, cell, above: top, line: height } = line.style;
  const left = Math.floor((width - used) * share);
  return font.drawLine(line.spans, { width, height, left, top, half, cell });
}
