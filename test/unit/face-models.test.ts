import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { modelsFolder } from '../../config/index.ts';
import { FaceReader, MESH_NUMBERS, SecretMemory } from '../../device-daemon/face/index.ts';
import { modelsAreRight, writeModels } from '../../setup/models/model-folder.ts';
import { floatToHalf, halfToFloat, readTflite } from '../../setup/models/tflite-model.ts';
import { plain, portrait } from '../fixtures/face/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a float16 is the same after a float and back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffff }), (half) => {
      const value = halfToFloat(half);
      if (!Number.isNaN(value)) assert.is(floatToHalf(value), half);
    }),
  );
});

test('the converted networks find a face where it is, and its points inside of it', async () => {
  const reader = await FaceReader.load(modelsFolder(), new SecretMemory());
  const picture = await portrait('berta');
  const faces = await reader.find(picture);
  assert.is(faces.length, 1);
  const [face] = faces;
  if (face === undefined) throw new Error('no face');
  assert.ok(Math.abs(face.x - 320) < 30 && Math.abs(face.y - 240) < 30);
  assert.ok(Math.abs(face.width - 200) < 30);
  const mesh = new Float32Array(MESH_NUMBERS);
  assert.ok(await reader.meshOf(picture, face, mesh));
  const at = (point: number): { x: number; y: number } => ({
    x: mesh[3 * point] ?? 0,
    y: mesh[3 * point + 1] ?? 0,
  });
  for (let point = 0; point < MESH_NUMBERS / 3; point++) {
    assert.ok(Math.abs(at(point).x - face.x) < 0.8 * face.width);
    assert.ok(Math.abs(at(point).y - face.y) < 0.9 * face.height);
  }
  // The person's right eye is left in the picture; eyes above nose above mouth.
  assert.ok(at(33).x < at(1).x && at(1).x < at(263).x);
  assert.ok(at(33).y < at(1).y && at(1).y < at(13).y && at(13).y < at(152).y);
});

test('nothing is found on a plain wall', async () => {
  const reader = await FaceReader.load(modelsFolder(), new SecretMemory());
  assert.equal(await reader.find(plain(640, 480, [150, 150, 150])), []);
});

test('the bundle for the browser holds two networks with metadata and a mesh of 478 points', () => {
  const bundle = readFileSync(join(modelsFolder(), 'face_landmarker.task'));
  const files = new Map<string, Uint8Array>();
  for (let at = 0; bundle.readUInt32LE(at) === 0x04034b50; ) {
    const [size, nameLength] = [bundle.readUInt32LE(at + 18), bundle.readUInt16LE(at + 26)];
    const start = at + 30 + nameLength;
    files.set(bundle.toString('ascii', at + 30, start), bundle.subarray(start, start + size));
    at = start + size;
  }
  assert.equal(
    [...files.keys()],
    [
      'face_detector.tflite',
      'face_landmarks_detector.tflite',
      'geometry_pipeline_metadata_landmarks.binarypb',
    ],
  );
  for (const name of ['face_detector.tflite', 'face_landmarks_detector.tflite']) {
    const model = readTflite(files.get(name) ?? new Uint8Array(0));
    assert.is(model.root.tables(6)[0]?.text(0), 'TFLITE_METADATA');
  }
  const mesh = readTflite(files.get('face_landmarks_detector.tflite') ?? new Uint8Array(0));
  assert.equal(mesh.tensors[mesh.outputs[0] ?? -1]?.shape, [1, 1, 1, 1434]);
});

test('a models folder counts only with every byte as it was made', async () => {
  const folder = join(temporaryFolder(), 'models');
  assert.not(await modelsAreRight(folder, 'recipe'));
  await writeModels(folder, 'recipe', new Map([['a.onnx', Buffer.from('abc')]]));
  assert.ok(await modelsAreRight(folder, 'recipe'));
  assert.not(await modelsAreRight(folder, 'another recipe'));
  writeFileSync(join(folder, 'a.onnx'), 'abd');
  assert.not(await modelsAreRight(folder, 'recipe'));
  await writeModels(folder, 'recipe', new Map([['a.onnx', Buffer.from('abc')]]));
  assert.ok(await modelsAreRight(folder, 'recipe'));
});

test.run();
