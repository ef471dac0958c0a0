export { obeyDock } from './dock-cut.ts';
export type { Guidance } from './guide.ts';
export { setInfraredCamera } from './infrared.ts';
export { useCamera } from './use-camera.ts';
