export { backOff } from './back-off.ts';
export { type Connection, type ConnectionListener, connect } from './connect.ts';
export { freshProcessAfterVisit } from './fresh-process.ts';
