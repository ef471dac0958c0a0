/** The writer and the files of a C2SP tlog-tiles log: the kiosk's, and the county's own. */
export type { EntryCodec, LogView, PrunableView } from './codec.ts';
export { exportLog } from './export.ts';
export { LedgerFault } from './fault.ts';
export { folderSource, readTile } from './folder-source.ts';
export { type Appended, LogWriter, type LogWriterOptions } from './log-writer.ts';
export { rootOfFirst } from './root-of-first.ts';
export { type LogFinding, type LogReport, verifyLog } from './verify.ts';
