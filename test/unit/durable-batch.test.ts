import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { DurableBatch } from '../../county-desk/mirror/durable-batch.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a tile that is there already is never emptied on the way, not even for a moment', async () => {
  const folder = temporaryFolder();
  const [kept, partial, fresh] = ['kept', 'partial', 'fresh'].map((name) => join(folder, 'tile', name));
  if (kept === undefined || partial === undefined || fresh === undefined) throw new Error('three names');
  const first = new DurableBatch();
  for (const path of [kept, partial]) first.add(path, Buffer.from('thirty-two bytes of a hash, here'));
  await first.flush();
  // As a crash leaves a file that no head covers.
  writeFileSync(partial, 'thirty');
  const { ino, mtimeMs } = statSync(kept, { bigint: false });
  await new Promise((resolve) => setTimeout(resolve, 20));
  const second = new DurableBatch();
  for (const path of [kept, partial, fresh])
    second.add(path, Buffer.from('thirty-two bytes of a hash, here'));
  assert.is(second.bytes, 96);
  await second.flush();
  assert.equal([statSync(kept).ino, statSync(kept).mtimeMs], [ino, mtimeMs], 'nobody wrote to it');
  for (const path of [kept, partial, fresh])
    assert.is(readFileSync(path, 'utf8'), 'thirty-two bytes of a hash, here');
});

test.run();
