export { CountyLine, type CountyLineOptions, type LineEvent, type LineState } from './county-line.ts';
export { handOver } from './hand-over.ts';
export { exportStick, forgetStickFile, type StickFile, stickFiles } from './stick.ts';
