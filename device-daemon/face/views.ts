import type { Affine } from './sampling.ts';

/** One way to look at an aligned face; what is not given is as the alignment has it. */
export interface View {
  /** Size of the part that is looked at, in sizes of the aligned face: above 1 the face is smaller in it. */
  readonly scale?: number;
  /** How far the look is moved, in pixels of the aligned face, right and down. */
  readonly right?: number;
  readonly down?: number;
}

/** The face as it is aligned, and nothing else. */
export const PLAIN_VIEWS: readonly View[] = [{}];

/** Of every frame of a track. */
export const FRAME_VIEWS: readonly View[] = PLAIN_VIEWS;
/** Of the few best frames: as aligned, and a little smaller with more around it. */
export const LIVE_VIEWS: readonly View[] = [{}, { scale: 1.1 }];
/** Of a card's photo, once a visit. */
export const CARD_VIEWS: readonly View[] = LIVE_VIEWS;

/** What stays in place when the scale changes: the middle of the face, in pixels of the aligned face. */
const CENTRE = { x: 56, y: 72 } as const;

/** The map from the aligned face into the picture (`alignmentOf`), for another view of the same face. */
export function mapOfView(map: Affine, view: View): Affine {
  const scale = view.scale ?? 1;
  const [right, down] = [
    (1 - scale) * CENTRE.x + (view.right ?? 0),
    (1 - scale) * CENTRE.y + (view.down ?? 0),
  ];
  return {
    a: map.a * scale,
    b: map.b * scale,
    c: map.a * right + map.b * down + map.c,
    d: map.d * scale,
    e: map.e * scale,
    f: map.d * right + map.e * down + map.f,
  };
}
