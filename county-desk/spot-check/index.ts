export { allocate, type Stratum } from './allocation.ts';
export { type DrawnStratum, draw, ticketOf } from './draw.ts';
export {
  type Frame,
  type FramePerson,
  frameDigest,
  frameText,
  makeFrame,
  STRATUM_KEYS,
  type StratumKey,
  stratumKeys,
} from './frame.ts';
export {
  DEFAULT_FACTOR,
  type DrawFinding,
  type DrawOrder,
  drawResult,
  type MadeDraw,
  makeDraw,
} from './make-draw.ts';
