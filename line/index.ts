/**
 * Both ends of the line between county and kiosk: TLS 1.3 with certificates on both sides, who may speak, and bounds
 * for strangers. Which of them dials and which serves is decided by the rooms that use it.
 */

export { type Admitted, LineConnections } from './line-connections.ts';
export { dialLine, type LineIdentity, lineTls } from './line-identity.ts';
export { type AllowedPeer, judgePeer, type PeerRule } from './peer-check.ts';
export { RequestBudget } from './request-budget.ts';
export { type DoorLimits, TlsDoor, type TlsDoorOptions } from './tls-door.ts';
