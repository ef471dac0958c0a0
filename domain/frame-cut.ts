import { z } from 'zod';

/** How far a camera's picture must be turned clockwise to stand upright, degrees: for cameras mounted on their side. */
export const CameraRotation = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]);
export type CameraRotation = z.infer<typeof CameraRotation>;

/** Longer and shorter side of the largest frame that is sent, in pixels: what the daemon's pipeline was measured at. */
const LONGEST = 640;
const SHORTEST = 480;
/** A picture longer than this against its width, or the other way round, is cut: the face is in its middle. */
const MOST_LONG = LONGEST / SHORTEST;

/** Which part of the camera's picture becomes a frame, and how large. */
export interface FrameCut {
  /** Middle part of the picture as the camera delivers it, in its pixels. */
  readonly source: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  /** Size of the upright frame in pixels. */
  readonly width: number;
  readonly height: number;
}

/**
 * Cuts the middle out of a camera's picture of `width` x `height` pixels, so that the upright frame is between 4:3 and
 * 3:4, at most 640 x 480 or 480 x 640, never distorted and never enlarged.
 */
export function frameCut(width: number, height: number, rotation: CameraRotation): FrameCut {
  const across = Math.max(1, Math.min(width, height * MOST_LONG));
  const down = Math.max(1, Math.min(height, width * MOST_LONG));
  const scale = Math.min(1, LONGEST / Math.max(across, down), SHORTEST / Math.min(across, down));
  const [long, high] = [across, down].map((side) => Math.max(1, Math.round(side * scale)));
  const size = { width: long ?? 1, height: high ?? 1 };
  const upright = rotation === 90 || rotation === 270 ? { width: size.height, height: size.width } : size;
  return {
    source: { x: (width - across) / 2, y: (height - down) / 2, width: across, height: down },
    ...upright,
  };
}
