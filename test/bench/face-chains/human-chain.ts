import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { colours, type FaceChain, timed } from './chain.ts';
import { limitThreads, wasmFolder } from './one-thread.ts';

/** `@vladmandic/human` as it is meant to be used for comparing: BlazeFace, mesh, faceres; nothing else of it. */
export function humanChain(): FaceChain {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@vladmandic/human'));
  const { Human }: typeof import('@vladmandic/human') = require(join(folder, 'human.node-wasm.js'));
  const off = { enabled: false };
  const human = new Human({
    backend: 'wasm',
    wasmPath: wasmFolder(),
    modelBasePath: pathToFileURL(join(folder, '..', 'models')).href,
    debug: false,
    async: false,
    cacheModels: false,
    cacheSensitivity: 0,
    filter: off,
    gesture: off,
    body: off,
    hand: off,
    object: off,
    segmentation: off,
    face: {
      enabled: true,
      detector: { maxDetected: 1, minConfidence: 0.3, rotation: true },
      mesh: { enabled: true },
      description: { enabled: true },
      iris: off,
      emotion: off,
      antispoof: off,
      liveness: off,
    },
  });
  return {
    async load() {
      limitThreads();
      readFilesByFetch();
      await human.load();
    },
    async describe(picture) {
      const { width, height } = picture;
      const input = human.tf.tensor(colours(picture), [1, height, width, 3], 'int32');
      try {
        const whole = await timed(() => human.detect(input));
        const [face] = whole.value.face;
        if (face?.embedding === undefined || face.embedding.length === 0) return undefined;
        // It tells of its last net by itself; what is before that is one.
        const embed = whole.value.performance.description ?? 0;
        return { embedding: face.embedding, stages: { detect: whole.ms - embed, embed } };
      } finally {
        human.tf.dispose(input);
      }
    },
    similarity: (one, other) => human.match.similarity([...one], [...other]),
  };
}

/** The package loads its models by `fetch`, which in Node knows no files. */
function readFilesByFetch(): void {
  const before = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    return address.startsWith('file:') ? new Response(await readFile(new URL(address))) : before(input, init);
  };
}
