import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { verifyLedger } from '../../device-daemon/ledger/index.ts';
import { bundleEntries, leafHash } from '../../domain/tlog/index.ts';
import { readTile } from '../../ledger/index.ts';
import { killChild } from '../support/kill-child.ts';
import { newKey, openLedger } from '../support/ledger-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const KILLS = 50;
const writer = fileURLToPath(new URL('./ledger-writer.js', import.meta.url));

test(`killed ${KILLS} times at random instants: nothing acknowledged is lost, nothing is half`, async () => {
  const folder = temporaryFolder();
  const { key, vkey } = newKey();
  const keyText = key.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  const acknowledged: string[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    acknowledged.push(...(await killChild(writer, [folder, keyText], Math.random() * 60)));
    const report = await verifyLedger(folder, vkey);
    assert.equal(report.findings, [], `after kill ${kill + 1}`);
  }
  const ledger = await openLedger(folder, key);
  for (const line of acknowledged) {
    const [index, hash, person = ''] = line.split(' ');
    const found = ledger.confirmation(2026, person);
    assert.is(found?.leafHash, hash);
    assert.is(found?.index, Number(index));
    const width = Math.min(256, ledger.size - Math.floor(Number(index) / 256) * 256);
    const bundle = readTile(folder, { level: 'entries', index: Math.floor(Number(index) / 256), width });
    const entry = bundleEntries(bundle ?? new Uint8Array())[Number(index) % 256] ?? new Uint8Array();
    assert.is(Buffer.from(leafHash(entry)).toString('hex'), hash);
  }
  await ledger.close();
  assert.ok((await verifyLedger(folder, vkey)).sound);
  assert.ok(acknowledged.length >= KILLS);
  console.log(`${acknowledged.length} acknowledged entries over ${KILLS} kills`);
});

test.run();
