import type { PaperCommand } from './paper-command.ts';

/** Lines and units are set so by the slips printed here: one unit is one dot, a line 60. */
const LINE_DOTS = 60;

/** How far a command moves the paper, in dots; roughly, for the time that printing takes. */
export function dotsOf(command: PaperCommand): number {
  if (command.kind === 'raster') return command.bitmap.height;
  if (command.kind === 'feed-units') return command.units;
  if (command.kind === 'feed-lines') return command.lines * LINE_DOTS;
  return command.kind === 'line-feed' ? LINE_DOTS : 0;
}
