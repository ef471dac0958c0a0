import type { CoachHint } from '../../domain/index.ts';
import { meanPoint } from './alignment.ts';
import type { Box } from './face-detector.ts';

/** Width of the face against the frame's smaller side. */
const LEAST_WIDTH = 0.22;
const MOST_WIDTH = 0.8;
/** How far the face's middle may lie off the frame's middle, in frame sizes. */
const OFF_CENTRE = 0.25;
const LEAST_BRIGHTNESS = 45;
/** A second face narrower than this share of the first is somebody in the background. */
const BYSTANDER_WIDTH = 0.4;

/** What is wrong with where the face stands in the frame, undefined when nothing is. */
export function framingHint(face: Box, width: number, height: number): CoachHint | undefined {
  const share = face.width / Math.min(width, height);
  if (share < LEAST_WIDTH) return 'closer';
  if (share > MOST_WIDTH) return 'farther';
  const offX = Math.abs(face.x / width - 0.5);
  const offY = Math.abs(face.y / height - 0.5);
  return Math.max(offX, offY) > OFF_CENTRE ? 'centre' : undefined;
}

/** Whether the picture is too dark to judge a face; brightness 0..255. */
export function tooDark(brightness: number): boolean {
  return brightness < LEAST_BRIGHTNESS;
}

/** Whether a second person stands before the device; faces are ordered by width. */
export function secondPerson(faces: readonly Box[]): boolean {
  const [first, second] = faces;
  return first !== undefined && second !== undefined && second.width >= BYSTANDER_WIDTH * first.width;
}

const FRONTAL_YAW = 14;
const LEVEL_ROLL = 20;

/** Whether a mesh looks at the camera, from the line between the two sides of the face (points 234 and 454). */
export function looksAhead(mesh: Float32Array): boolean {
  const [right, left] = [meanPoint(mesh, [234]), meanPoint(mesh, [454])];
  const degrees = 180 / Math.PI;
  const yaw = Math.atan2(left.z - right.z, Math.hypot(left.x - right.x, left.y - right.y)) * degrees;
  const roll = Math.atan2(left.y - right.y, left.x - right.x) * degrees;
  return Math.abs(yaw) <= FRONTAL_YAW && Math.abs(roll) <= LEVEL_ROLL;
}
