export * from './device-ladders.ts';
export * from './recovery-ladder.ts';
