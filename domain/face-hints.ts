import type { CoachHint, Picture } from './face.ts';
import type { FaceLook } from './face-look.ts';

/** Least and most width of the face against the picture's smaller side. */
const LEAST_WIDTH = 0.2;
const MOST_WIDTH = 0.7;
/** How far the face's middle may lie off the picture's middle, in picture sizes. */
const OFF_CENTRE = 0.25;
/** Degrees within which a face looks at the camera. A bent back looks down: pitch is hardly asked for. */
const FRONTAL_YAW = 14;
const FRONTAL_PITCH = 35;
const LEVEL_ROLL = 20;
/** Luminance 0..255 that the brighter parts of a face must reach: dark skin in fair light is above 80 there. */
const LEAST_HIGHLIGHT = 50;
/** Luminance of a whole picture below which nobody could be seen. */
const LEAST_BRIGHTNESS = 45;
/** A face whose brighter parts are this dark before something this much brighter stands against the light; one this bright is burnt out. */
const BACKLIT = { highlight: 90, surround: 140, times: 2 } as const;
const BURNT_OUT = 245;
/** From here a cover is told of. */
const COVERED = 0.7;
/** Faster than this, in face widths a second, and further than this between two pictures, and the face moves. */
const MOVES = { speed: 0.5, least: 0.04 } as const;
/** Detail below this is a smear. */
const LEAST_SHARPNESS = 0.0008;

/** What is asked for kindly and then let be: the picture is used all the same, and weighs less. */
const SOFT: ReadonlySet<CoachHint> = new Set(['less-light', 'hat-off', 'mask-off']);
/** A soft hint must be clear for this long and in this many pictures in a row. */
const CLEAR_MS = 600;
const CLEAR_LOOKS = 4;
/** How long soft hints are given to one person, all together. */
const PATIENCE_MS = 4000;
/** A pause longer than this hides what happened in it. */
const LONGEST_PAUSE_MS = 1000;

/** Whether a picture is too dark to see anybody in; `brightness` is its mean luminance 0..255. */
export function tooDark(brightness: number): boolean {
  return brightness < LEAST_BRIGHTNESS;
}

/** What helps most where no face is found; `brightness` is the picture's mean luminance 0..255. */
export function hintWithoutFace(brightness: number): CoachHint {
  return tooDark(brightness) ? 'more-light' : 'look-here';
}

/** Mean luminance 0..255 of a picture, from some 2,000 of its pixels. */
export function brightnessOf({ width, height, channels, pixels }: Picture): number {
  const count = width * height;
  // No divisor of a usual width: the samples would stand in columns.
  const stride = Math.max(1, Math.floor(count / 2000) | 1);
  let [sum, taken] = [0, 0];
  for (let pixel = 0; pixel < count; pixel += stride, taken++) {
    const at = pixel * channels;
    sum += 0.299 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0);
  }
  return taken === 0 ? 0 : sum / taken;
}

/**
 * What is wrong with this one picture, the worst first: somebody else, looking away, too far, too near, off the middle,
 * too dark, against the light, a hat, a mask, movement since `before`. None when it is good.
 */
export function hintsOf(look: FaceLook, before?: FaceLook): CoachHint[] {
  const found: [boolean, CoachHint][] = [
    [look.secondPerson, 'one-person'],
    [!looksAhead(look), 'look-here'],
    [look.width < LEAST_WIDTH, 'closer'],
    [look.width > MOST_WIDTH, 'farther'],
    [Math.max(Math.abs(look.offX), Math.abs(look.offY)) > OFF_CENTRE, 'centre'],
    [look.highlight < LEAST_HIGHLIGHT && !againstLight(look), 'more-light'],
    [againstLight(look) || look.brightness > BURNT_OUT, 'less-light'],
    [look.hat >= COVERED, 'hat-off'],
    [look.mask >= COVERED, 'mask-off'],
    [moved(look, before) || look.sharpness < LEAST_SHARPNESS, 'hold-still'],
  ];
  return found.flatMap(([holds, hint]) => (holds ? hint : []));
}

/** Whether the face looks at the camera. */
export function looksAhead({ yaw, pitch, roll }: FaceLook): boolean {
  return Math.abs(yaw) <= FRONTAL_YAW && Math.abs(pitch) <= FRONTAL_PITCH && Math.abs(roll) <= LEVEL_ROLL;
}

function againstLight({ highlight, surround }: FaceLook): boolean {
  return highlight < BACKLIT.highlight && surround > BACKLIT.surround && surround > BACKLIT.times * highlight;
}

function moved(look: FaceLook, before: FaceLook | undefined): boolean {
  if (before === undefined) return false;
  const pause = look.atMs - before.atMs;
  if (pause <= 0 || pause > LONGEST_PAUSE_MS) return false;
  const way = Math.hypot(look.middle.x - before.middle.x, look.middle.y - before.middle.y) / look.pixels;
  return way > MOVES.least && (way * 1000) / pause > MOVES.speed;
}

/**
 * Follows one person's pictures in front: light from behind, hats and masks are told only when they are
 * clear for a while, for four seconds in all, and then let be.
 */
export class FrontHints {
  private before: FaceLook | undefined;
  private readonly runs = new Map<CoachHint, { fromMs: number; looks: number }>();
  private patienceMs = PATIENCE_MS;
  private soft: CoachHint | undefined;

  /** The sentence that helps most now, undefined when the picture can be used. */
  hintOf(look: FaceLook): CoachHint | undefined {
    const hints = hintsOf(look, this.before);
    const pause = look.atMs - (this.before?.atMs ?? look.atMs);
    // What was said since the last picture is used up, as long as that was not an age ago.
    if (this.soft !== undefined) this.patienceMs -= Math.max(0, Math.min(pause, LONGEST_PAUSE_MS));
    this.before = look;
    for (const hint of SOFT) this.count(hint, hints.includes(hint), look.atMs);
    const said = hints.find((hint) => !SOFT.has(hint) || this.isClear(hint, look.atMs));
    this.soft = said !== undefined && SOFT.has(said) ? said : undefined;
    return said;
  }

  /** For the next person, or when nothing of this one is to remain. */
  reset(): void {
    this.before = undefined;
    this.runs.clear();
    this.patienceMs = PATIENCE_MS;
    this.soft = undefined;
  }

  private count(hint: CoachHint, seen: boolean, atMs: number): void {
    const run = this.runs.get(hint);
    if (!seen) this.runs.delete(hint);
    else if (run === undefined) this.runs.set(hint, { fromMs: atMs, looks: 1 });
    else run.looks++;
  }

  private isClear(hint: CoachHint, atMs: number): boolean {
    const run = this.runs.get(hint);
    return (
      this.patienceMs > 0 && run !== undefined && run.looks >= CLEAR_LOOKS && atMs - run.fromMs >= CLEAR_MS
    );
  }
}
