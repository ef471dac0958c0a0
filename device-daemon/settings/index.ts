export type { PastSettings } from './history.ts';
export { checkPin, scryptPin } from './pin.ts';
export { profilesThere } from './profiles-there.ts';
export { valueAt } from './setting-path.ts';
export { namesThatDiffer, settingsDigest } from './settings-change.ts';
export { SettingsStore, writeFirstSettings } from './settings-store.ts';
