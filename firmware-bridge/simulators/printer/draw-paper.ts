import type { PrinterProfile } from '../../../config/index.ts';
import { parseEscPos } from './escpos-parser.ts';
import { Paper } from './paper.ts';

/**
 * The picture (PNG) of what a printer of this profile prints from these bytes. Pure, but for the font
 * files of the profile; throws when those are absent.
 */
export function drawPaper(bytes: Uint8Array, profile: PrinterProfile): Buffer {
  const paper = new Paper(profile);
  let rest = Buffer.from(bytes);
  let chinese = false;
  for (let parsed = parseEscPos(rest, chinese); parsed !== undefined; parsed = parseEscPos(rest, chinese)) {
    const { command, length } = parsed;
    // ESC @ leaves the choice of Chinese to the switch-on default of the models modelled here: off.
    if (command.kind === 'chinese-on' || command.kind === 'chinese-off' || command.kind === 'init')
      chinese = command.kind === 'chinese-on';
    paper.apply(command);
    rest = rest.subarray(length);
  }
  return paper.picture();
}
