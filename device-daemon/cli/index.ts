export { runKioskProgram } from './kiosk-program.ts';
