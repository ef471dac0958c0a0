import { z } from 'zod';
import { CameraRotation, InfraredPair } from '../../config/index.ts';

/** The cameras before the person: how the colour camera is built in, and the infrared camera beside it if there is one. */
export const CameraSetup = z.object({ rotation: CameraRotation, infrared: InfraredPair.nullable() });
export type CameraSetup = z.infer<typeof CameraSetup>;

/** One colour camera that stands upright. */
export const ONE_CAMERA: CameraSetup = { rotation: 0, infrared: null };
