export type { DockActs, InsertBody } from './dock.ts';
export type { HelloFacts, ScreenSocket, ScreenSource, Shown } from './screen-socket.ts';
export { type Endpoint, openEndpoint } from './server.ts';
