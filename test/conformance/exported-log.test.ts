import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { exportLog } from '../../ledger/index.ts';
import { newKey, openLedger } from '../support/ledger-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { verifyExportedLog } from './independent-log-verifier.ts';

async function exported(size: number): Promise<{ stick: string; vkey: string }> {
  const folder = temporaryFolder();
  const { key, vkey } = newKey();
  const ledger = await openLedger(folder, key);
  await Promise.all(Array.from({ length: size - 1 }, () => ledger.append({ event: 'device-stopped' })));
  await ledger.close();
  const stick = join(temporaryFolder(), 'stick');
  await exportLog(folder, stick);
  return { stick, vkey };
}

for (const size of [1, 2, 255, 256, 257, 511, 513, 700])
  test(`a verifier written from the specifications accepts an exported log of ${size}`, async () => {
    const { stick, vkey } = await exported(size);
    assert.is(verifyExportedLog(stick, vkey).length, size);
  });

test('and it refuses one in which a byte of any file was changed', async () => {
  const { stick, vkey } = await exported(260);
  for (const file of [
    'checkpoint',
    'tile/0/000',
    'tile/0/001.p/4',
    'tile/1/000.p/1',
    'tile/entries/001.p/4',
  ]) {
    const path = join(stick, file);
    assert.ok(existsSync(path), file);
    const right = readFileSync(path);
    const wrong = Buffer.from(right);
    const at = Math.floor(wrong.length / 2);
    wrong[at] = (wrong[at] ?? 0) ^ 1;
    writeFileSync(path, wrong);
    assert.throws(() => verifyExportedLog(stick, vkey), undefined, file);
    writeFileSync(path, right);
  }
  assert.is(verifyExportedLog(stick, vkey).length, 260);
});

test.run();
