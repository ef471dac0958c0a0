export type { LogSource, SignedFile } from './log-source.ts';
export * from './sources/index.ts';
