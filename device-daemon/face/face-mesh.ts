import { join } from 'node:path';
import type { Picture } from '../../domain/index.ts';
import { Network } from './network.ts';
import { samplePicture } from './sampling.ts';
import type { SecretMemory } from './secret-memory.ts';

/** Points of a FaceMesh. */
export const MESH_POINTS = 468;
/** Numbers of a mesh: x, y in pixels of the picture, z on the same scale, smaller is nearer. */
export const MESH_NUMBERS = 3 * MESH_POINTS;

const SIDE = 192;
/** The square that is looked at, in sizes of the detector's box (MediaPipe face_landmark_front). */
const MARGIN = 1.5;

/** A square in the picture, turned by `roll` radians. */
export interface MeshSquare {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly roll: number;
}

/** Finds 468 points of one face with FaceMesh (192 x 192). */
export class FaceMesh {
  private readonly network: Network;

  private constructor(network: Network) {
    this.network = network;
  }

  static async load(folder: string, memory: SecretMemory): Promise<FaceMesh> {
    const network = await Network.load(
      join(folder, 'facemesh.onnx'),
      { name: 'input_1', shape: [1, 3, SIDE, SIDE] },
      [
        { name: 'conv2d_21', shape: [1, MESH_NUMBERS, 1, 1] },
        { name: 'conv2d_31', shape: [1, 1, 1, 1] },
      ],
      memory,
    );
    return new FaceMesh(network);
  }

  /** Writes the points of the face in the square into `points`; returns 0..1, how surely it's a face. */
  async find(picture: Picture, square: MeshSquare, points: Float32Array): Promise<number> {
    const step = square.side / SIDE;
    const [cos, sin] = [Math.cos(square.roll) * step, Math.sin(square.roll) * step];
    const middle = SIDE / 2;
    const map = {
      a: cos,
      b: -sin,
      c: square.x - cos * middle + sin * middle,
      d: sin,
      e: cos,
      f: square.y - sin * middle - cos * middle,
    };
    const scale = { mean: 0, deviation: 255, order: 'rgb' } as const;
    samplePicture(picture, map, SIDE, scale, this.network.input);
    await this.network.run();
    const found = this.network.output('conv2d_21');
    for (let i = 0; i < MESH_NUMBERS; i += 3) {
      const [x, y] = [found[i] ?? 0, found[i + 1] ?? 0];
      points[i] = map.a * x + map.b * y + map.c;
      points[i + 1] = map.d * x + map.e * y + map.f;
      points[i + 2] = (found[i + 2] ?? 0) * step;
    }
    return 1 / (1 + Math.exp(-(this.network.output('conv2d_31')[0] ?? 0)));
  }

  flush(): Promise<void> {
    return this.network.flush();
  }
}

/** The square to look at for a face that the detector found. */
export function squareAround(face: {
  x: number;
  y: number;
  width: number;
  height: number;
  roll: number;
}): MeshSquare {
  return { x: face.x, y: face.y, side: MARGIN * Math.max(face.width, face.height), roll: face.roll };
}
