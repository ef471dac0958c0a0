import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readTile, verifyLedger } from '../../device-daemon/ledger/index.ts';
import { bundleEntries, leafHash } from '../../domain/tlog/index.ts';
import { newKey, openLedger } from '../support/ledger-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const KILLS = 50;
const writer = fileURLToPath(new URL('./ledger-writer.js', import.meta.url));

/** Runs the writer, kills it -9 some milliseconds after its first acknowledgement; gives what it acknowledged. */
async function runAndKill(folder: string, key: string, afterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, [writer, folder, key], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  try {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    assert.is(child.exitCode, null, 'the writer did not come up');
    await new Promise((resolve) => setTimeout(resolve, afterMs));
  } finally {
    child.kill('SIGKILL');
  }
  await once(child, 'close');
  return said.split('\n').slice(0, -1);
}

test(`killed ${KILLS} times at random instants: nothing acknowledged is lost, nothing is half`, async () => {
  const folder = temporaryFolder();
  const { key, vkey } = newKey();
  const keyText = key.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  const acknowledged: string[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    acknowledged.push(...(await runAndKill(folder, keyText, Math.random() * 60)));
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
