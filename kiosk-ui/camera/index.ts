export { obeyDock } from './dock-cut.ts';
export type { Guidance } from './guide.ts';
export { useCamera } from './use-camera.ts';
