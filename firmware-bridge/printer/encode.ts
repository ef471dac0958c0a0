import { PrinterTypes, ThermalPrinter } from 'node-thermal-printer';
import type { PrinterProfile } from '../../config/index.ts';
import { ok, type ReceiptModel, type Result } from '../../domain/index.ts';
import { type Bitmap, blacken, blank } from './bitmap.ts';
import { columnsOf, hasTibetan } from './cells.ts';
import { bodyStyle, layOut, type PrintLine } from './layout.ts';
import { drawQr } from './qr.ts';
import { withoutRealTimeCommands } from './real-time-safe.ts';
import { gb18030 } from './repertoire.ts';
import { openSlipFont, type SlipFont } from './slip-font.ts';

/** FS &: codes from 0x81 are Chinese characters from here on (ESC/POS, FS &). */
const CHINESE_ON = Buffer.from([0x1c, 0x26]);
const RULE_DOTS = 4;
const RULE_HEIGHT = 28;

/**
 * The ESC/POS bytes of a slip, from `ESC @` to the cut. The commands come from node-thermal-printer;
 * texts are GB 18030 by ourselves, as the library's CHINA set is EUC-CN and spoils ¥, € and rare characters.
 * Fails with E-PRINT-010 when a font for drawn lines is absent.
 */
export function encodeReceipt(receipt: ReceiptModel, profile: PrinterProfile): Result<Buffer> {
  const font = openSlipFont(profile.font, needsTibetan(receipt));
  if (!font.ok) return font;
  const printer = new ThermalPrinter({ type: PrinterTypes.EPSON, interface: '' });
  printer.append(Buffer.from([0x1b, 0x40]));
  // GS P: one unit is one dot everywhere, for some printers count ESC 3 and ESC J in half dots.
  printer.append(Buffer.from([0x1d, 0x50, profile.dotsPerInch & 0xff, profile.dotsPerInch & 0xff]));
  printer.append(CHINESE_ON);
  for (const line of layOut(receipt, profile, font.value.tibetanColumns))
    appendLine(printer, line, profile, font.value);
  printer.append(Buffer.from([0x1b, 0x4a, profile.feedDotsBeforeCut]));
  const cutting = { verticalTabAmount: 0 };
  if (profile.cut === 'full') printer.cut(cutting);
  else printer.partialCut(cutting);
  return ok(printer.getBuffer());
}

/** Only slips with Tibetan on them need its font. */
function needsTibetan(receipt: ReceiptModel): boolean {
  return receipt.blocks.some(
    (block) =>
      (block.block === 'text' && hasTibetan(block.text)) ||
      (block.block === 'pair' && hasTibetan(block.label + block.value)),
  );
}

function appendLine(printer: ThermalPrinter, line: PrintLine, profile: PrinterProfile, font: SlipFont): void {
  const width = profile.paperDots;
  if (line.kind === 'feed') {
    printer.setLineSpacing(bodyStyle(profile).line);
    for (let i = 0; i < line.lines; i += 1) printer.newLine();
  } else if (line.kind === 'rule') {
    const rule = blank(width, RULE_HEIGHT);
    blacken(rule, 0, (RULE_HEIGHT - RULE_DOTS) / 2, width, RULE_DOTS);
    appendRaster(printer, rule);
  } else if (line.kind === 'qr') appendRaster(printer, drawQr(line.data, width, profile.qr));
  else if (line.drawn) {
    const used = line.spans.reduce((sum, span) => sum + columnsOf(span.cells), 0) * line.style.half;
    const share = { left: 0, center: 0.5, right: 1 }[line.align];
    const { half, cell, above: top, line: height } = line.style;
    const left = Math.floor((width - used) * share);
    appendRaster(printer, font.drawLine(line.spans, { width, height, left, top, half, cell }));
  } else appendText(printer, line);
}

function appendText(printer: ThermalPrinter, line: Extract<PrintLine, { kind: 'text' }>): void {
  printer.setLineSpacing(line.style.line);
  if (line.align === 'center') printer.alignCenter();
  else if (line.align === 'right') printer.alignRight();
  else printer.alignLeft();
  // The library puts its first argument into the high half byte, which GS ! reads as the width.
  printer.setTextSize(line.style.half / 12 - 1, line.style.cell / 24 - 1);
  for (const span of line.spans) {
    printer.bold(span.bold);
    printer.append(gb18030(span.cells.map((cell) => cell.text).join('')));
  }
  printer.newLine();
}

function appendRaster(printer: ThermalPrinter, bitmap: Bitmap): void {
  // A picture is as wide as the paper, so the justification must not move it.
  printer.alignLeft();
  const head = Buffer.from([0x1d, 0x76, 0x30, 0, bitmap.width / 8, 0, 0, 0]);
  head.writeUInt16LE(bitmap.height, 6);
  printer.append(Buffer.concat([head, withoutRealTimeCommands(bitmap.data)]));
}
