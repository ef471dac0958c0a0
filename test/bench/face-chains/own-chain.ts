import { forbidTelemetry, modelsFolder } from '../../../config/index.ts';
import { ALIGNED_SIDE, alignmentOf } from '../../../device-daemon/face/alignment.ts';
import {
  CARD_VIEWS,
  cosine,
  EMBEDDING_LENGTH,
  FaceReader,
  FRAME_VIEWS,
  LIVE_VIEWS,
  MESH_NUMBERS,
  SecretMemory,
} from '../../../device-daemon/face/index.ts';
import { samplePicture } from '../../../device-daemon/face/sampling.ts';
import type { Picture } from '../../../domain/index.ts';
import { type FaceChain, type Role, timed } from './chain.ts';

const VIEWS = { frame: FRAME_VIEWS, best: LIVE_VIEWS, card: CARD_VIEWS } as const;
const COLOURS = { mean: 127, deviation: 128, order: 'bgr' } as const;

/** The kiosk's own way. */
export function ownChain(): FaceChain {
  forbidTelemetry();
  const memory = new SecretMemory();
  const points = memory.floats(MESH_NUMBERS);
  const embedding = memory.floats(EMBEDDING_LENGTH);
  const aligned = memory.floats(3 * ALIGNED_SIDE ** 2);
  let reader: FaceReader | undefined;
  return {
    async load() {
      reader = await FaceReader.load(modelsFolder(), memory);
    },
    async describe(picture: Picture, role: Role) {
      if (reader === undefined) throw new Error('not loaded');
      const eyes = reader;
      const detect = await timed(() => eyes.find(picture));
      const [largest] = detect.value;
      if (largest === undefined) return undefined;
      const mesh = await timed(() => eyes.meshOf(picture, largest, points));
      if (!mesh.value) return undefined;
      // A part of the next step, measured by itself: one sampling, as for one view.
      const align = await timed(async () =>
        samplePicture(picture, alignmentOf(points), ALIGNED_SIDE, COLOURS, aligned),
      );
      const whole = await timed(() => eyes.embedStill(picture, points, VIEWS[role], embedding));
      // embedStill finds the face once more.
      const embed = Math.max(0, whole.ms - detect.ms - mesh.ms - align.ms);
      const stages = { detect: detect.ms, mesh: mesh.ms, align: align.ms, embed };
      return { embedding: [...embedding], stages };
    },
    similarity: (one, other) => cosine(Float32Array.from(one), Float32Array.from(other)),
  };
}
