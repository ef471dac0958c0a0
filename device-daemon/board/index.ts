export { KioskBoard, type KioskBoardParts } from './kiosk-board.ts';
export { lightsOf } from './lights.ts';
