import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { colours, type FaceChain, timed } from './chain.ts';
import { useOneThread } from './one-thread.ts';

/** As low as the package's own demos go: the default of 0.5 misses one picture in sixteen. */
const LEAST_CONFIDENCE = 0.3;

/** `@vladmandic/face-api` as it is meant to be used: ssd_mobilenetv1, 68 landmarks, dlib's descriptor. */
export function faceApiChain(): FaceChain {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@vladmandic/face-api/package.json'));
  const api: typeof import('@vladmandic/face-api') = require(join(folder, 'dist/face-api.node-wasm.js'));
  return {
    async load() {
      await useOneThread();
      const models = join(folder, 'model');
      await api.nets.ssdMobilenetv1.loadFromDisk(models);
      await api.nets.faceLandmark68Net.loadFromDisk(models);
      await api.nets.faceRecognitionNet.loadFromDisk(models);
    },
    async describe(picture) {
      const input = api.tf.tensor3d(colours(picture), [picture.height, picture.width, 3], 'int32');
      const options = new api.SsdMobilenetv1Options({ minConfidence: LEAST_CONFIDENCE, maxResults: 1 });
      try {
        const detect = await timed(async () => api.detectSingleFace(input, options));
        if (detect.value === undefined) return undefined;
        const whole = await timed(async () =>
          api.detectSingleFace(input, options).withFaceLandmarks().withFaceDescriptor(),
        );
        if (whole.value === undefined) return undefined;
        // Landmarks and descriptor come in one call each on top of the detection.
        const rest = Math.max(0, whole.ms - detect.ms);
        return { embedding: [...whole.value.descriptor], stages: { detect: detect.ms, embed: rest } };
      } finally {
        input.dispose();
      }
    },
    similarity: (one, other) => Math.max(-1, 1 - api.euclideanDistance([...one], [...other])),
  };
}
