export { mirroredNames, readMirroredLog } from './mirrored-log.ts';
export { type RebuildDesk, type Rebuilt, rebuild } from './rebuild.ts';
