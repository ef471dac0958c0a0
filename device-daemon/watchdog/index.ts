export { decide, type ScreenFacts, type Verdict } from './decide.ts';
export { openServiceNotify, type ServiceNotify } from './service-notify.ts';
export { Watchdog, type WatchdogParts } from './watchdog.ts';
