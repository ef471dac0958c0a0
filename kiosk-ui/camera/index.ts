export { CameraVideo } from './CameraVideo.tsx';
export { obeyDock } from './dock-cut.ts';
export { type Guidance, prepareEye } from './eye.ts';
export { setInfraredCamera } from './infrared.ts';
export { useCamera } from './use-camera.ts';
