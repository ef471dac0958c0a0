export { keepCountyKey, keptCountyKey } from './county-key.ts';
export { entryRows, withoutSealed } from './entry-rows.ts';
export { type HeadLine, headLines, type KeptHead } from './heads-ledger.ts';
export { type DeviceLog, deviceOfLog, logsOf } from './log-name.ts';
export { type MirrorHead, MirrorLog } from './mirror-log.ts';
