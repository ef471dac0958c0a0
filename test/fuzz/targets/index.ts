import type { FuzzTarget } from '../target.ts';
import { apduExchange, apduPaged, apduWrapped } from './apdu.ts';
import { boardFrames } from './board.ts';
import { cardText } from './card.ts';
import { controlLines } from './control-lines.ts';
import { bridgeMessages, clientMessages, controlCommands } from './messages.ts';
import { photoSpecimen } from './photo.ts';
import { printerAnswers, printerJob, printerStatus } from './printer.ts';
import { samClient, samFrames } from './sam.ts';

/** Everything that takes what a stranger sends. */
export const TARGETS: readonly FuzzTarget[] = [
  samFrames,
  samClient,
  apduPaged,
  apduWrapped,
  apduExchange,
  cardText,
  photoSpecimen,
  boardFrames,
  printerAnswers,
  printerStatus,
  printerJob,
  controlCommands,
  controlLines,
  bridgeMessages,
  clientMessages,
];
