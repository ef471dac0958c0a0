import { join } from 'node:path';
import type { Picture } from '../../domain/index.ts';
import { Network } from './network.ts';
import { samplePicture } from './sampling.ts';
import type { SecretMemory } from './secret-memory.ts';

/** A face as BlazeFace finds it, in pixels of the picture. */
export interface DetectedFace {
  /** Centre and size of the box. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** In the plane of the picture, radians: 0 when the eyes are level. */
  readonly roll: number;
  /** 0..1. */
  readonly score: number;
}

const SIDE = 128;
const ANCHORS = 896;
/** Numbers an anchor: box centre, box size, then six key points (right eye, left eye, nose, mouth, ears). */
const NUMBERS = 16;
const LEAST_SCORE = 0.5;
const SAME_FACE_OVERLAP = 0.3;
const MOST_FACES = 8;

/** Finds faces with BlazeFace short range (128 x 128). */
export class FaceDetector {
  private readonly network: Network;
  private readonly anchors = anchorCentres();

  private constructor(network: Network) {
    this.network = network;
  }

  static async load(folder: string, memory: SecretMemory): Promise<FaceDetector> {
    const network = await Network.load(
      join(folder, 'blazeface.onnx'),
      { name: 'input', shape: [1, 3, SIDE, SIDE] },
      [
        { name: 'regressors', shape: [1, ANCHORS, NUMBERS] },
        { name: 'classificators', shape: [1, ANCHORS, 1] },
      ],
      memory,
    );
    return new FaceDetector(network);
  }

  /**
   * The faces of a picture, the largest first, at most 8. `share` is the side of what is looked at in longer sides of
   * the picture: above 1 the picture stands in a black margin, below only its middle is seen.
   */
  async find(picture: Picture, share = 1): Promise<DetectedFace[]> {
    // The picture is put whole into the square, centred; outside is black.
    const side = share * Math.max(picture.width, picture.height);
    const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
    const step = side / SIDE;
    samplePicture(
      picture,
      { a: step, b: 0, c: left, d: 0, e: step, f: top },
      SIDE,
      { mean: 127.5, deviation: 127.5, order: 'rgb' },
      this.network.input,
    );
    await this.network.run();
    const found: DetectedFace[] = [];
    const scores = this.network.output('classificators');
    for (let anchor = 0; anchor < ANCHORS; anchor++) {
      const score = 1 / (1 + Math.exp(-(scores[anchor] ?? 0)));
      if (score >= LEAST_SCORE) found.push(this.face(anchor, score, step, left, top));
    }
    return withoutRepeats(found).sort((one, other) => other.width - one.width);
  }

  flush(): Promise<void> {
    return this.network.flush();
  }

  private face(anchor: number, score: number, step: number, left: number, top: number): DetectedFace {
    const values = this.network.output('regressors');
    const value = (index: number): number => values[anchor * NUMBERS + index] ?? 0;
    const centreX = (this.anchors[2 * anchor] ?? 0) * SIDE;
    const centreY = (this.anchors[2 * anchor + 1] ?? 0) * SIDE;
    return {
      x: (value(0) + centreX) * step + left,
      y: (value(1) + centreY) * step + top,
      width: value(2) * step,
      height: value(3) * step,
      roll: Math.atan2(value(7) - value(5), value(6) - value(4)),
      score,
    };
  }
}

/** Anchor centres 0..1: two a cell of 16 x 16, then six a cell of 8 x 8 (BlazeFace short range, fixed size). */
function anchorCentres(): Float32Array {
  const centres = new Float32Array(2 * ANCHORS);
  let at = 0;
  for (const [cells, each] of [
    [16, 2],
    [8, 6],
  ] as const)
    for (let y = 0; y < cells; y++)
      for (let x = 0; x < cells; x++)
        for (let i = 0; i < each; i++) {
          centres[at++] = (x + 0.5) / cells;
          centres[at++] = (y + 0.5) / cells;
        }
  return centres;
}

/** Boxes that overlap are one face: their mean, weighted by score (the "blending" of the BlazeFace paper, section 4). */
function withoutRepeats(found: readonly DetectedFace[]): DetectedFace[] {
  let rest = [...found].sort((one, other) => other.score - one.score);
  const faces: DetectedFace[] = [];
  while (faces.length < MOST_FACES) {
    const [best] = rest;
    if (best === undefined) break;
    const same = rest.filter((face) => overlap(best, face) > SAME_FACE_OVERLAP);
    rest = rest.filter((face) => face !== best && overlap(best, face) <= SAME_FACE_OVERLAP);
    const weight = same.reduce((sum, face) => sum + face.score, 0);
    const mean = (of: (face: DetectedFace) => number): number =>
      same.reduce((sum, face) => sum + face.score * of(face), 0) / weight;
    faces.push({
      x: mean((face) => face.x),
      y: mean((face) => face.y),
      width: mean((face) => face.width),
      height: mean((face) => face.height),
      roll: best.roll,
      score: best.score,
    });
  }
  return faces;
}

/** Centre and size of an upright box. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Intersection over union of two boxes, 0..1. */
export function overlap(one: Box, other: Box): number {
  const side = (x1: number, w1: number, x2: number, w2: number): number =>
    Math.max(0, Math.min(x1 + w1 / 2, x2 + w2 / 2) - Math.max(x1 - w1 / 2, x2 - w2 / 2));
  const both = side(one.x, one.width, other.x, other.width) * side(one.y, one.height, other.y, other.height);
  const union = one.width * one.height + other.width * other.height - both;
  return union <= 0 ? 0 : both / union;
}
