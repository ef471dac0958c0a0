import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type FaceEmbedder, licensed, type ModelLicence } from '../../device-daemon/face/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Another embedder behind the same interface; what it gives does not matter here. */
function embedder(licence: ModelLicence): FaceEmbedder {
  return {
    length: 4,
    licence,
    embed: async (_picture, _points, _views, embedding) => void embedding.fill(0.5),
    flush: async () => undefined,
  };
}

async function refusal(licence: ModelLicence, folder: string): Promise<string> {
  try {
    await licensed(embedder(licence), folder);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown';
  }
}

test('an embedder is used only with a clear licence whose words lie beside the models', async () => {
  const folder = temporaryFolder();
  const fine = { spdx: 'MIT', file: 'LICENSE.other.txt' };
  assert.match(await refusal(fine, folder), 'LICENSE.other.txt');
  writeFileSync(join(folder, fine.file), '');
  assert.match(await refusal(fine, folder), 'LICENSE.other.txt');
  writeFileSync(join(folder, fine.file), 'MIT License ...');
  assert.is(await refusal(fine, folder), '');
  assert.match(await refusal({ ...fine, spdx: '' }, folder), 'no licence');
  assert.match(await refusal({ ...fine, spdx: 'CC-BY-NC-4.0' }, folder), 'CC-BY-NC-4.0');
  rmSync(join(folder, fine.file));
  assert.match(await refusal(fine, folder), 'LICENSE.other.txt');
});

test.run();
