import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { packageFolder } from '../../config/index.ts';
import { sealRecord } from '../../device-daemon/ledger/index.ts';
import { exportLog } from '../../ledger/index.ts';
import { enrolled } from '../support/county-fixture.ts';
import { newKey, openLedger, PERSON, visitOutcome } from '../support/ledger-fixture.ts';
import { madeUpRecord } from '../support/made-up-record.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The shell commands of the page, one block each. */
const blocks = [
  ...readFileSync(join(packageFolder(), 'docs', 'log-format.md'), 'utf8').matchAll(/```sh\n([\s\S]*?)```/g),
].map(([, commands = '']) => commands);

/** An exported log of two entries, the second a visit with a record that is really sealed. */
async function exported() {
  const { county, countyFolder } = await enrolled();
  const folder = temporaryFolder();
  const { key, vkey } = newKey();
  const ledger = await openLedger(folder, key);
  const sealed = await sealRecord(madeUpRecord(PERSON), [county.recipient]);
  await ledger.append(visitOutcome(PERSON, 'CONFIRMED_STAFF', sealed));
  await ledger.close();
  const stick = join(temporaryFolder(), 'stick');
  await exportLog(folder, stick);
  const env = { ...process.env, VKEY: vkey, IDENTITY: join(countyFolder, 'keys/records.agekey') };
  const run = (commands: string): string =>
    execFileSync('sh', ['-e', '-c', commands], {
      cwd: stick,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  return { stick, run };
}

test('what the page does by hand comes out right', async () => {
  const { stick, run } = await exported();
  assert.is(blocks.length, 3);
  for (const commands of blocks) run(commands);
  assert.match(readFileSync(join(stick, 'record.json'), 'utf8'), /CONFIRMED_STAFF/);
});

test('and with one byte changed each of it fails', async () => {
  const { stick, run } = await exported();
  const change = (file: string, at: number): void => {
    const path = join(stick, file);
    const bytes = readFileSync(path);
    const index = at < 0 ? bytes.length + at : at;
    bytes[index] = (bytes[index] ?? 0) ^ 1;
    writeFileSync(path, bytes);
  };
  const [hashes = '', signature = '', record = ''] = blocks;
  change('tile/entries/000.p/2', 50);
  assert.throws(() => run(hashes));
  change('tile/entries/000.p/2', 50);
  run(hashes);
  change('checkpoint', 3);
  assert.throws(() => run(signature));
  change('checkpoint', 3);
  const sealed = readFileSync(join(stick, 'tile/entries/000.p/2')).indexOf('"sealed":"') + 200;
  change('tile/entries/000.p/2', sealed);
  assert.throws(() => run(record));
});

test.run();
