import { PrinterTypes, ThermalPrinter } from 'node-thermal-printer';
import type { PrinterProfile } from '../../config/index.ts';
import type { Bitmap } from './bitmap.ts';
import { drawLine } from './draw-line.ts';
import type { EncodedSlip } from './encode.ts';
import type { PrintLine } from './layout.ts';
import { withoutStarRealTimeCommands } from './real-time-safe.ts';
import type { SlipFont } from './slip-font.ts';

/** Star Line Mode Command Specifications, 3.4: raster commands. Numbers stand in ASCII, ended by NUL. */
const ENTER_RASTER = Buffer.from('\x1b*rA', 'latin1');
const QUIT_RASTER = Buffer.from('\x1b*rB', 'latin1');
/** A page of no set length: a roll. */
const CONTINUOUS = Buffer.from('\x1b*rP0\0', 'latin1');
/** What quitting raster mode does: 1 nothing more, 3 feed to the tear bar. */
const QUITTING = {
  cutter: Buffer.from('\x1b*rE1\0', 'latin1'),
  tearBar: Buffer.from('\x1b*rE3\0', 'latin1'),
};

/**
 * A slip in Star Line Mode: one picture. The Chinese mode of these printers differs from one market's model to
 * another's, and node-thermal-printer's picture command sets the line spacing for good; raster mode is the same on all.
 * `ESC d` 2 and 3 feed to the cutter by themselves. Nobody has tried it on a printer.
 */
export function encodeStarLine(
  lines: readonly PrintLine[],
  profile: PrinterProfile,
  font: SlipFont,
): EncodedSlip {
  const rows = lines.flatMap((line) => rowsOf(drawLine(line, profile, font)));
  const quitting = profile.cut === 'none' ? QUITTING.tearBar : QUITTING.cutter;
  const printer = new ThermalPrinter({ type: PrinterTypes.STAR, interface: '' });
  const cutting = { verticalTabAmount: 0 };
  if (profile.cut === 'full') printer.cut(cutting);
  else if (profile.cut === 'partial') printer.partialCut(cutting);
  return {
    body: Buffer.concat([
      Buffer.from([0x1b, 0x40]),
      ENTER_RASTER,
      CONTINUOUS,
      quitting,
      ...rows,
      QUIT_RASTER,
    ]),
    ending: printer.getBuffer() ?? Buffer.alloc(0),
  };
}

/** `b n1 n2 data` for every row of dots. */
function rowsOf(bitmap: Bitmap): Buffer[] {
  const across = bitmap.width / 8;
  const head = Buffer.from([0x62, across & 0xff, across >> 8]);
  return Array.from({ length: bitmap.height }, (_, y) =>
    Buffer.concat([head, withoutStarRealTimeCommands(bitmap.data.subarray(y * across, (y + 1) * across))]),
  );
}
