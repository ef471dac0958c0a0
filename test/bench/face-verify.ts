import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { modelsFolder } from '../../config/index.ts';
import { EMBEDDING_LENGTH } from '../../device-daemon/face/embedder.ts';
import { FaceReader, FRAME_VIEWS, MESH_NUMBERS, SecretMemory } from '../../device-daemon/face/index.ts';
import type { Picture } from '../../domain/index.ts';
import { type Bench, median } from './bench-line.ts';

const ROUNDS = 12;
/** Size of a camera frame as the screen sends it. */
const WIDTH = 640;
const HEIGHT = 480;

/** One camera frame from pixels to a face's embedding, as every frame of the face step costs; and loading. */
export const faceVerify: Bench = {
  name: 'face-verify',
  run: async () => {
    const frame = await cameraFrame();
    const since = performance.now();
    const reader = await FaceReader.load(modelsFolder(), new SecretMemory());
    const loaded = performance.now() - since;
    const points = new Float32Array(MESH_NUMBERS);
    const embedding = new Float32Array(EMBEDDING_LENGTH);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      if (!(await reader.embedStill(frame, points, FRAME_VIEWS, embedding)))
        throw new Error('no face in the picture');
      times.push(performance.now() - start);
    }
    return [
      { name: 'face-verify', value: median(times), unit: 'ms' },
      { name: 'face-load', value: loaded, unit: 'ms' },
    ];
  },
};

/** A photograph that an npm package ships, at the size of a camera frame. */
async function cameraFrame(): Promise<Picture> {
  const demo = join(
    dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')),
    'demo',
  );
  const image = await loadImage(join(demo, 'sample1.jpg'));
  const canvas = createCanvas(WIDTH, HEIGHT);
  canvas.getContext('2d').drawImage(image, 0, 0, WIDTH, HEIGHT);
  const { data } = canvas.getContext('2d').getImageData(0, 0, WIDTH, HEIGHT);
  return { width: WIDTH, height: HEIGHT, channels: 4, pixels: new Uint8Array(data.buffer) };
}
