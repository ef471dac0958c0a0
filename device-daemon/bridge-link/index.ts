export * from './bridge-link.ts';
export { bridgeOfSettings } from './bridge-of-settings.ts';
export * from './reader-patience.ts';
export * from './simulated-hardware.ts';
