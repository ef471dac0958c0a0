export type { DeskDoors } from './desk.ts';
export { deskDevices } from './desk-devices.ts';
export type { DeskDevice, DeskParts, OpenAlarm } from './desk-parts.ts';
export { ROUTES } from './routes/index.ts';
export { type RunningWeb, serveWeb, type WebOptions } from './server.ts';
