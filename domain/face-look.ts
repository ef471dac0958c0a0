import type { Picture } from './face.ts';
import { type Cover, coverOf } from './face-cover.ts';
import { colourAt, greyAt, luminanceOf, medianOf, type Place } from './face-sampling.ts';

/** A face found beside the one that is looked at: centre and width in pixels of the picture. */
export interface FoundFace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** What one picture shows of a face, measured alike by the screen and by the daemon. */
export interface FaceLook extends Cover {
  /** Milliseconds of the caller's clock at which the picture was taken. */
  readonly atMs: number;
  /** Whether somebody else stands before the device too. */
  readonly secondPerson: boolean;
  /** Width of the face against the picture's smaller side. */
  readonly width: number;
  /** Place of the face's middle off the picture's middle, in picture widths and heights; -0.5..0.5 inside. */
  readonly offX: number;
  readonly offY: number;
  /** Degrees: yaw positive towards the person's own left, pitch positive downwards, roll positive clockwise. */
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
  /** Place between the eyes and width of the face, in pixels: what holding still is judged by. */
  readonly middle: Place;
  readonly pixels: number;
  /** Luminance 0..255 of the skin: the middle one, and of its brighter parts. */
  readonly brightness: number;
  readonly highlight: number;
  /** Luminance 0..255 of what surrounds the head, beside and above. */
  readonly surround: number;
  /** Energy of the finest detail against all contrast of the face, 0 flat or blurred, above 0.1 crisp. */
  readonly sharpness: number;
}

/** A second face narrower than this share of the first is somebody in the background. */
const BYSTANDER_WIDTH = 0.4;
/** Cheeks, nose and forehead: skin in nearly every face. */
const SKIN = [50, 280, 101, 330, 117, 346, 6, 197, 195, 5, 151, 9, 108, 337, 69, 299];
/** The ends of the face: its sides before the ears, its top, its chin, between the eyes. */
const [RIGHT_SIDE, LEFT_SIDE, TOP, CHIN, BETWEEN_EYES] = [234, 454, 10, 152, 168];
const [RIGHT_EYE, LEFT_EYE] = [33, 263];
/** Lean of the line from hairline to chin when a head is held level, degrees: the median of 604 press photographs. */
const LEVEL_PITCH = 4.6;

const DEGREES = 180 / Math.PI;

/** Whether somebody else stands before the device too; faces are ordered by width, the largest first. */
export function secondPerson(faces: readonly FoundFace[]): boolean {
  const [first, second] = faces;
  return first !== undefined && second !== undefined && second.width >= BYSTANDER_WIDTH * first.width;
}

/**
 * Measures a face. `mesh` holds the 468 points of MediaPipe's FaceMesh as x, y, z in pixels of the picture; `faces` are
 * all faces found, the largest first, and may be empty where nobody looked for others. Some 4,000 samples: under a
 * millisecond, whatever the size of the picture.
 */
export function lookAtFace(
  picture: Picture,
  mesh: Float32Array,
  faces: readonly FoundFace[] = [],
  atMs = 0,
): FaceLook {
  const point = (index: number) => ({
    x: mesh[3 * index] ?? 0,
    y: mesh[3 * index + 1] ?? 0,
    z: mesh[3 * index + 2] ?? 0,
  });
  const [right, left, top, chin] = [point(RIGHT_SIDE), point(LEFT_SIDE), point(TOP), point(CHIN)];
  const across = { x: left.x - right.x, y: left.y - right.y, z: left.z - right.z };
  const down = { x: chin.x - top.x, y: chin.y - top.y, z: chin.z - top.z };
  const eyes = [point(RIGHT_EYE), point(LEFT_EYE)] as const;
  const pixels = Math.hypot(across.x, across.y, across.z);
  const middle = { x: (right.x + left.x + top.x + chin.x) / 4, y: (right.y + left.y + top.y + chin.y) / 4 };
  const skin = SKIN.flatMap((index) => {
    const colour = colourAt(picture, point(index), pixels / 24);
    return colour === undefined ? [] : [luminanceOf(colour)];
  }).sort((a, b) => a - b);
  return {
    atMs,
    secondPerson: secondPerson(faces),
    width: pixels / Math.min(picture.width, picture.height),
    offX: middle.x / picture.width - 0.5,
    offY: middle.y / picture.height - 0.5,
    yaw: Math.atan2(across.z, Math.hypot(across.x, across.y)) * DEGREES,
    pitch: Math.atan2(down.z, Math.hypot(down.x, down.y)) * DEGREES - LEVEL_PITCH,
    roll: Math.atan2(eyes[1].y - eyes[0].y, eyes[1].x - eyes[0].x) * DEGREES,
    middle: point(BETWEEN_EYES),
    pixels,
    brightness: medianOf(skin),
    highlight: skin[Math.floor(skin.length * 0.85)] ?? 0,
    surround: surroundOf(picture, middle, pixels),
    sharpness: sharpnessOf(picture, point(BETWEEN_EYES), across, down),
    ...coverOf(picture, mesh, pixels),
  };
}

/** Mean luminance of a ring around the head, from one shoulder over the top to the other. */
function surroundOf(picture: Picture, middle: Place, pixels: number): number {
  let [sum, count] = [0, 0];
  for (let degrees = 150; degrees <= 390; degrees += 10)
    for (const ring of [1, 1.25]) {
      const angle = degrees / DEGREES;
      const at = {
        x: middle.x + Math.cos(angle) * ring * 1.05 * pixels,
        y: middle.y + Math.sin(angle) * ring * 1.2 * pixels,
      };
      const colour = colourAt(picture, at, pixels / 12);
      if (colour === undefined) continue;
      sum += luminanceOf(colour);
      count++;
    }
  return count === 0 ? 0 : sum / count;
}

/** Cells a side of the part from the brows to the mouth. */
const CELLS = 48;
/** Used for one look at a time and emptied after it. */
const grey = new Float32Array(CELLS * CELLS);

/** Variance of the Laplacian against the variance itself, over brows, eyes, nose and mouth. */
function sharpnessOf(picture: Picture, middle: Place, across: Place, down: Place): number {
  const size = Math.hypot(across.x, across.y);
  const unit = { x: across.x / Math.max(1, size), y: across.y / Math.max(1, size) };
  // The face's width on both axes: a head that looks down is short, not blurred.
  const step = (0.72 * Math.max(size, Math.hypot(down.x, down.y) * 0.8)) / CELLS;
  let mean = 0;
  for (let row = 0; row < CELLS; row++)
    for (let column = 0; column < CELLS; column++) {
      const [u, v] = [(column - CELLS / 2) * step, (row - CELLS / 4) * step];
      const value = greyAt(picture, {
        x: middle.x + u * unit.x - v * unit.y,
        y: middle.y + u * unit.y + v * unit.x,
      });
      grey[row * CELLS + column] = value;
      mean += value / (CELLS * CELLS);
    }
  let [variance, detail] = [0, 0];
  for (let row = 1; row < CELLS - 1; row++)
    for (let column = 1; column < CELLS - 1; column++) {
      const at = row * CELLS + column;
      const here = grey[at] ?? 0;
      const around =
        (grey[at - 1] ?? 0) + (grey[at + 1] ?? 0) + (grey[at - CELLS] ?? 0) + (grey[at + CELLS] ?? 0);
      variance += (here - mean) ** 2;
      detail += (around - 4 * here) ** 2;
    }
  grey.fill(0);
  // A plain grey picture has neither: 1 keeps the share of nothing at nothing.
  return detail / (20 * variance + CELLS * CELLS);
}
