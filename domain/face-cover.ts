import type { Picture } from './face.ts';
import { type Colour, colourAt, luminanceOf, medianOf, type Place, ramp } from './face-sampling.ts';

/** What covers a face; each 0..1. */
export interface Cover {
  /** How much of the eyes shows: dark glasses hide them. Never demanded, blind people wear them. */
  readonly eyes: number;
  /**
   * How surely a hat of a colour that hair hasn't covers the forehead. Black, grey and white hats can't be told from
   * hair and stay 0: a fringe must never be called a hat.
   */
  readonly hat: number;
  /** How surely nose tip, lips and chin are all covered. A beard leaves nose and lips, a hand is no colour but skin's. */
  readonly mask: number;
}

/** Points of the mesh on skin that mask and hat leave free, and on skin that a hat leaves free. */
const UPPER_SKIN = [168, 8, 9, 193, 417, 143, 372, 35, 265, 151, 108, 337];
const LOWER_SKIN = [50, 280, 101, 330, 205, 425, 36, 266, 6, 197, 195];
/** What a mask covers, each part by itself; the nose's ridge and tip alone, as nothing else covers them. */
const MASKED = [
  [5],
  [4],
  [1, 2],
  [0, 13, 17, 61, 291],
  [175, 199, 200, 208, 428],
  [57, 287, 207, 427, 210, 430],
];
/** The skin just below the eyes, which glasses cover and lids and lashes don't. */
const BELOW_EYES = [230, 450, 229, 449, 228, 448, 110, 339, 23, 253, 24, 254];
const [RIGHT_SIDE, LEFT_SIDE, TOP, BETWEEN_EYES] = [234, 454, 10, 168];
/** Heights of the forehead's rows, 0 between the eyes, 1 at the hairline; how far aside, in widths of the face. */
const HAT_ROWS = [0.6, 0.8, 1, 1.25];
const HAT_COLUMNS = [-0.25, -0.12, 0, 0.12, 0.25];

/** Measures what covers the face of `mesh` (468 points, x, y, z in pixels); `pixels` is the face's width. */
export function coverOf(picture: Picture, mesh: Float32Array, pixels: number): Cover {
  const place = (index: number): Place => ({ x: mesh[3 * index] ?? 0, y: mesh[3 * index + 1] ?? 0 });
  const colours = (places: readonly Place[]): Colour[] =>
    places.flatMap((at) => colourAt(picture, at, pixels / 24) ?? []);
  const middleOf = (indices: readonly number[]): Colour => middleColour(colours(indices.map(place)));
  const lower = middleOf(LOWER_SKIN);
  const [right, left, top, origin] = [RIGHT_SIDE, LEFT_SIDE, TOP, BETWEEN_EYES].map(place);
  if (right === undefined || left === undefined || top === undefined || origin === undefined)
    return { eyes: 1, hat: 0, mask: 0 };
  const forehead = HAT_ROWS.flatMap((up) =>
    HAT_COLUMNS.map((aside) => ({
      x: origin.x + aside * (left.x - right.x) + up * (top.x - origin.x),
      y: origin.y + aside * (left.y - right.y) + up * (top.y - origin.y),
    })),
  );
  const spots = colours(forehead);
  const cloth = spots.filter((spot) => noHair(spot, lower)).length / Math.max(1, spots.length);
  const below = colours(BELOW_EYES.map(place)).map(luminanceOf);
  return {
    eyes: ramp(medianOf(below) / Math.max(LEAST, luminanceOf(lower)), 0.25, 0.6),
    hat: spots.length < forehead.length / 2 ? 0 : ramp(cloth, 0.4, 0.8),
    mask: maskOf(MASKED.map(middleOf), middleOf(UPPER_SKIN)),
  };
}

/** Luminance below which colours mean nothing. */
const LEAST = 8;

/** Natural logarithms of red against green, and of blue against green: the same in light and in shadow. */
function hueOf({ red, green, blue }: Colour): { red: number; blue: number } {
  return {
    red: Math.log((red + LEAST) / (green + LEAST)),
    blue: Math.log((blue + LEAST) / (green + LEAST)),
  };
}

/** Whether a spot is blue, green or deep red, as no hair is, whatever the light makes of the skin beside it. */
function noHair(spot: Colour, skin: Colour): boolean {
  if (luminanceOf(spot) < LEAST) return false;
  const [own, beside] = [hueOf(spot), hueOf(skin)];
  const blue = own.blue - own.red > 0.3 && own.blue - own.red - (beside.blue - beside.red) > 0.6;
  const green = own.red - beside.red < -0.15 && (own.red < -0.12 || (own.red < 0 && own.blue < -0.3));
  const red = own.red - beside.red > 0.55;
  return blue || green || red;
}

/** Difference of red to blue of the palest skin: what has less of its own is judged as if it had this. */
const PALEST = 0.15;

/**
 * 0..1, how surely all parts are cloth: pale ones, which lost skin's red against blue, or all black. One of each is a
 * dark beard below a nose in coloured light.
 */
function maskOf(parts: readonly Colour[], skin: Colour): number {
  const warmth = ({ red, blue }: Colour) => Math.log((red + LEAST) / (blue + LEAST));
  const light = (colour: Colour) => luminanceOf(colour) / Math.max(LEAST, luminanceOf(skin));
  const lost = (colour: Colour) => (warmth(skin) - warmth(colour)) / Math.max(PALEST, warmth(skin));
  const pale = parts.map((part) => Math.min(ramp(lost(part), 0.42, 0.66), ramp(light(part), 0.45, 0.65)));
  const black = parts.map((part) => ramp(light(part), 0.45, 0.3));
  return Math.max(Math.min(...pale), Math.min(...black));
}

function middleColour(colours: readonly Colour[]): Colour {
  return {
    red: medianOf(colours.map(({ red }) => red)),
    green: medianOf(colours.map(({ green }) => green)),
    blue: medianOf(colours.map(({ blue }) => blue)),
  };
}
