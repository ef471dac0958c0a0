import type { FuzzTarget } from '../target.ts';
import { apduExchange, apduPaged, apduWrapped } from './apdu.ts';
import { boardFrames, boardMessages } from './board.ts';
import { cardText } from './card.ts';
import { controlLines } from './control-lines.ts';
import { cameraFrames, framesToWorker } from './face-frames.ts';
import { faceImage } from './face-image.ts';
import { hidReports } from './hid.ts';
import { bridgeMessages, clientMessages, controlCommands } from './messages.ts';
import { photoSpecimen } from './photo.ts';
import { photoBmp, photoJpeg } from './photo-image.ts';
import { printerAnswers, printerJob, printerStatus, starAnswers } from './printer.ts';
import { samClient, samFrames } from './sam.ts';

/** Everything that takes what a stranger sends. */
export const TARGETS: readonly FuzzTarget[] = [
  samFrames,
  samClient,
  apduPaged,
  apduWrapped,
  apduExchange,
  cardText,
  hidReports,
  photoSpecimen,
  photoBmp,
  photoJpeg,
  cameraFrames,
  framesToWorker,
  faceImage,
  boardFrames,
  boardMessages,
  printerAnswers,
  starAnswers,
  printerStatus,
  printerJob,
  controlCommands,
  controlLines,
  bridgeMessages,
  clientMessages,
];
