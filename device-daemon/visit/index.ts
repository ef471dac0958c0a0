export { CardPhoto } from './card-photo.ts';
export { OperatorDoor } from './operator-door.ts';
export type { VisitParts } from './parts.ts';
export { VisitHost } from './visit-host.ts';
