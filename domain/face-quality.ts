import type { FaceLook } from './face-look.ts';
import { ramp } from './face-sampling.ts';

/** What remains of the weight of a picture that is as bad as can be in one respect. */
const LEAST = 0.15;

/**
 * 0..1, how well a picture serves to compare the face: the product of size, pose, light, sharpness and of what covers
 * the face. A weight among the pictures of one person, never a reason to turn anybody away.
 */
export function qualityOf(look: FaceLook): number {
  const size = ramp(look.pixels, 40, 150);
  const pose = ramp(Math.hypot(look.yaw, 0.7 * look.pitch), 40, 6);
  const light = Math.min(ramp(look.brightness, 20, 80), ramp(look.brightness, 252, 225));
  const crisp = ramp(look.sharpness, 0.001, 0.02);
  const share = [size, pose, light, crisp].reduce((sum, part) => sum * (LEAST + (1 - LEAST) * part), 1);
  return share * (0.8 + 0.2 * look.eyes) * (1 - 0.4 * look.hat) * (1 - 0.8 * look.mask);
}
