export * from './device-ladders.ts';
export * from './printer-on-ladder.ts';
export * from './reader-on-ladder.ts';
export * from './recovery-ladder.ts';
