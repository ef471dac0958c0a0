import { PrinterTypes, ThermalPrinter } from 'node-thermal-printer';
import type { PrinterProfile } from '../../config/index.ts';
import { ok, type ReceiptModel, type Result } from '../../domain/index.ts';
import type { Bitmap } from './bitmap.ts';
import { hasTibetan } from './cells.ts';
import { drawLine } from './draw-line.ts';
import { encodeStarLine } from './encode-star-line.ts';
import { bodyStyle, layOut, type PrintLine } from './layout.ts';
import { withoutRealTimeCommands } from './real-time-safe.ts';
import { gb18030 } from './repertoire.ts';
import { openSlipFont, type SlipFont } from './slip-font.ts';

/** FS &: codes from 0x81 are Chinese characters from here on (ESC/POS, FS &). */
const CHINESE_ON = Buffer.from([0x1c, 0x26]);

/** The bytes of a slip in two parts, so that a job can ask in between whether the cut is still ahead. */
export interface EncodedSlip {
  /** All that is printed. */
  readonly body: Buffer;
  /** The feed to the cutter or the tear bar, and the cut. */
  readonly ending: Buffer;
}

/** All bytes of a slip in one. Fails as encodeSlip does. */
export function encodeReceipt(receipt: ReceiptModel, profile: PrinterProfile): Result<Buffer> {
  const slip = encodeSlip(receipt, profile);
  return slip.ok ? ok(Buffer.concat([slip.value.body, slip.value.ending])) : slip;
}

/**
 * The bytes of a slip in the language of the printer. Fails with E-PRINT-010 when a font for drawn lines is absent.
 */
export function encodeSlip(receipt: ReceiptModel, profile: PrinterProfile): Result<EncodedSlip> {
  const font = openSlipFont(profile.font, needsTibetan(receipt));
  if (!font.ok) return font;
  const lines = layOut(receipt, profile, font.value.tibetanColumns);
  return ok(
    profile.language === 'star-line'
      ? encodeStarLine(lines, profile, font.value)
      : encodeEscPos(lines, profile, font.value),
  );
}

/**
 * ESC/POS from `ESC @` to the cut, behind which the library sends another `ESC @`. The commands come from node-thermal-printer; texts are GB 18030 by ourselves,
 * as the library's CHINA set is EUC-CN and spoils ¥, € and rare characters.
 */
function encodeEscPos(lines: readonly PrintLine[], profile: PrinterProfile, font: SlipFont): EncodedSlip {
  const printer = new ThermalPrinter({ type: PrinterTypes.EPSON, interface: '' });
  printer.append(Buffer.from([0x1b, 0x40]));
  // GS P: one unit is one dot everywhere, for some printers count ESC 3 and ESC J in half dots.
  printer.append(Buffer.from([0x1d, 0x50, profile.dotsPerInch, profile.dotsPerInch]));
  printer.append(CHINESE_ON);
  for (const line of lines) appendLine(printer, line, profile, font);
  const body = printer.getBuffer();
  printer.clear();
  printer.append(Buffer.from([0x1b, 0x4a, profile.feedDotsBeforeCut]));
  const cutting = { verticalTabAmount: 0 };
  if (profile.cut === 'full') printer.cut(cutting);
  else if (profile.cut === 'partial') printer.partialCut(cutting);
  return { body, ending: printer.getBuffer() };
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
  if (line.kind === 'feed') {
    printer.setLineSpacing(bodyStyle(profile).line);
    for (let i = 0; i < line.lines; i += 1) printer.newLine();
  } else if (line.kind === 'text' && !line.drawn) appendText(printer, line);
  else appendRaster(printer, drawLine(line, profile, font));
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
