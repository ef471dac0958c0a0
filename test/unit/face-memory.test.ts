import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { modelsFolder } from '../../config/index.ts';
import {
  EMBEDDING_LENGTH,
  FaceReader,
  FaceService,
  MESH_NUMBERS,
  SecretMemory,
} from '../../device-daemon/face/index.ts';
import { cardPhotoPicture } from '../fixtures/face/index.ts';

/** What is looked for is kept masked, or the search would find itself. */
const MASK = 0x5a5a5a5a;
const CHUNK = 1 << 20;

/** How often the masked words stand in the writable memory of this process, on 4-byte boundaries. */
function timesInMemory(masked: Uint32Array): number {
  const chunk = Buffer.alloc(CHUNK);
  const words = new Uint32Array(chunk.buffer, chunk.byteOffset, CHUNK / 4);
  const memory = openSync('/proc/self/mem', 'r');
  let times = 0;
  for (const line of readFileSync('/proc/self/maps', 'latin1').split('\n')) {
    const [, start, end] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
    if (start === undefined || end === undefined) continue;
    for (let at = Number.parseInt(start, 16); at < Number.parseInt(end, 16); at += CHUNK) {
      let read = 0;
      try {
        read = readSync(memory, chunk, 0, Math.min(CHUNK, Number.parseInt(end, 16) - at), at);
      } catch {
        // Some regions can't be read; nothing of the service lies there.
      }
      times += occurrences(words.subarray(0, read >> 2), masked);
      chunk.fill(0);
    }
  }
  closeSync(memory);
  return times;
}

function occurrences(words: Uint32Array, masked: Uint32Array): number {
  let times = 0;
  const [first = 0] = masked;
  for (let i = 0; i + masked.length <= words.length; i++) {
    if (((words[i] ?? 0) ^ MASK) >>> 0 !== first) continue;
    if (masked.every((word, k) => ((words[i + k] ?? 0) ^ MASK) >>> 0 === word)) times++;
  }
  return times;
}

/** The first numbers of the embedding of a card's photo, masked; nothing else of it is left. */
async function maskedEmbedding(): Promise<Uint32Array> {
  const memory = new SecretMemory();
  const reader = await FaceReader.load(modelsFolder(), memory);
  const embedding = memory.floats(EMBEDDING_LENGTH);
  const points = memory.floats(MESH_NUMBERS);
  assert.ok(await reader.embedCard(await cardPhotoPicture('annaOnCard'), points, embedding));
  const words = new Uint32Array(embedding.buffer, 0, 6);
  const masked = words.map((word) => (word ^ MASK) >>> 0);
  await reader.flush();
  memory.wipe();
  return masked;
}

test('after the wipe the embedding of the card is nowhere in the memory of the process', async () => {
  const masked = await maskedEmbedding();
  assert.is(timesInMemory(masked), 0, 'before');
  const service = await FaceService.start({
    modelsFolder: modelsFolder(),
    bands: { accept: 0.43, unsure: 0.33 },
    trySeconds: 20,
  });
  assert.ok((await service.setCardPhoto(await cardPhotoPicture('annaOnCard'))).ok);
  assert.ok(timesInMemory(masked) >= 1, 'the search finds it while it is there');
  await service.wipe();
  assert.is(timesInMemory(masked), 0, 'after');
  await service.stop();
});

test.run();
