export type { LogSource, SignedFile } from './log-source.ts';
