import type { InfraredPair } from '../../config/index.ts';
import type { Box } from './face-detector.ts';
import type { InfraredObjection } from './try-witness.ts';

/** A picture's place of a face is compared with one of the other camera that is at most this much older. */
const SAME_MOMENT_MS = 400;
/** An infrared camera that is silent for so long gives no pictures. */
const SILENT_MS = 3000;
/** The two lenses may see the face by so much larger or smaller. */
const MOST_SIZE_RATIO = 1.7;

/**
 * "No infrared picture of a screen": while one face is followed, the infrared camera must see a face at the place where
 * the colour camera sees it. A screen gives off no infrared light and shows none; a print does, since paper and most
 * inks throw infrared light back: against prints this says nothing, the turn of the head does.
 */
export class InfraredWitness {
  private readonly pair: InfraredPair;
  private colour: { readonly face: Box; readonly atMs: number } | undefined;
  private track = 0;
  private beganMs = 0;
  private lastMs: number | undefined;
  private compared = 0;
  private agreed = 0;

  constructor(pair: InfraredPair) {
    this.pair = pair;
  }

  /** A new try, at `nowMs`. */
  begin(nowMs: number): void {
    this.colour = undefined;
    this.track = 0;
    this.beganMs = nowMs;
    this.lastMs = undefined;
    this.compared = 0;
    this.agreed = 0;
  }

  /**
   * Where the colour camera sees the face, as shares 0..1 of its picture; undefined when it sees none. `track` is the
   * number of the face that is followed: for another one the count begins anew.
   */
  sawColour(face: Box | undefined, atMs: number, track: number): void {
    if (track !== this.track) {
      this.compared = 0;
      this.agreed = 0;
    }
    this.track = track;
    this.colour = face === undefined ? undefined : { face, atMs };
  }

  /** The faces of a new infrared picture, as shares 0..1 of it. */
  sawInfrared(faces: readonly Box[], atMs: number): void {
    this.lastMs = atMs;
    if (this.colour === undefined || atMs - this.colour.atMs > SAME_MOMENT_MS) return;
    const { face } = this.colour;
    this.compared++;
    if (faces.some((found) => this.fits(face, found))) this.agreed++;
  }

  /** What speaks against taking the face that is followed for a living one; undefined when nothing does. */
  objection(nowMs: number): InfraredObjection {
    if (this.silent(nowMs)) return 'no-pictures';
    const enough = this.agreed >= this.pair.pictures && this.agreed >= this.pair.share * this.compared;
    return enough ? undefined : 'no-face';
  }

  /** What the infrared camera adds to a try that came to nothing: as `objection`, once there was enough to compare. */
  explanation(nowMs: number): InfraredObjection {
    if (this.silent(nowMs)) return 'no-pictures';
    return this.compared < this.pair.pictures ? undefined : this.objection(nowMs);
  }

  private silent(nowMs: number): boolean {
    return this.lastMs === undefined || nowMs - Math.max(this.lastMs, this.beganMs) > SILENT_MS;
  }

  private fits(colour: Box, found: Box): boolean {
    const { a, b, c, d, e, f } = this.pair.map;
    const scale = Math.sqrt(Math.abs(a * e - b * d));
    const width = colour.width * scale;
    const height = colour.height * scale;
    const offX = Math.abs(found.x - (a * colour.x + b * colour.y + c)) / width;
    const offY = Math.abs(found.y - (d * colour.x + e * colour.y + f)) / height;
    const ratio = found.width / width;
    return (
      Math.max(offX, offY) <= this.pair.beside && ratio <= MOST_SIZE_RATIO && ratio >= 1 / MOST_SIZE_RATIO
    );
  }
}

/** A box in pixels as shares of the picture. */
export function inShares(box: Box, size: { readonly width: number; readonly height: number }): Box {
  return {
    x: box.x / size.width,
    y: box.y / size.height,
    width: box.width / size.width,
    height: box.height / size.height,
  };
}
