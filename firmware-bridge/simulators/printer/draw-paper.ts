import type { PrinterProfile } from '../../../config/index.ts';
import { parseEscPos } from './escpos-parser.ts';
import { Paper } from './paper.ts';
import type { Parsed } from './paper-command.ts';
import { parseStarLine } from './star-parser.ts';

/**
 * The picture (PNG) of what a printer of this profile prints from these bytes. Pure, but for the font
 * files of the profile; throws when those are absent.
 */
export function drawPaper(bytes: Uint8Array, profile: PrinterProfile): Buffer {
  const paper = new Paper(profile);
  let rest = Buffer.from(bytes);
  let mode = false;
  const parse = (): Parsed | undefined =>
    profile.language === 'star-line'
      ? parseStarLine(rest, mode, profile.cut !== 'none')
      : parseEscPos(rest, mode);
  for (let parsed = parse(); parsed !== undefined; parsed = parse()) {
    const { command, length } = parsed;
    if (profile.language === 'star-line')
      mode = command.kind === 'raster-on' || (mode && command.kind !== 'raster-off');
    // ESC @ leaves the choice of Chinese to the switch-on default of the models modelled here: off.
    else if (command.kind === 'chinese-on' || command.kind === 'chinese-off' || command.kind === 'init')
      mode = command.kind === 'chinese-on';
    paper.apply(command);
    rest = rest.subarray(length);
  }
  return paper.picture();
}
