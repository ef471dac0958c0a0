import { cpSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { verifyLedger } from '../../device-daemon/ledger/index.ts';
import { bundleEntries, decodeEntry } from '../../domain/tlog/index.ts';
import { readTile } from '../../ledger/index.ts';
import { newKey, openLedger } from '../support/ledger-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { key, vkey } = newKey();

/** A ledger stopped between an acknowledged entry and its checkpoint: the last frame is in the journal only. */
async function interrupted() {
  const live = temporaryFolder();
  const ledger = await openLedger(live, key);
  await ledger.append({ event: 'staff-login', operator: '001', accepted: true });
  const before = statSync(join(live, 'journal')).size;
  await ledger.append({ event: 'device-stopped' });
  const snapshot = temporaryFolder();
  cpSync(live, snapshot, { recursive: true });
  await ledger.close();
  return { snapshot, before, after: statSync(join(snapshot, 'journal')).size };
}

/** Opens a ledger as the next start does; gives its events and what it says it recovered. */
async function restarted(folder: string) {
  const ledger = await openLedger(folder, key);
  const { size } = ledger;
  await ledger.close();
  const bundle = readTile(folder, { level: 'entries', index: 0, width: size });
  const entries = bundleEntries(bundle ?? new Uint8Array()).map(decodeEntry);
  const last = entries.at(-1)?.data;
  const report = await verifyLedger(folder, vkey);
  assert.equal(report.findings, []);
  assert.is(report.tornBytes, 0);
  return {
    events: entries.map((entry) => entry?.data.event),
    recovered: last?.event === 'device-started' ? last.recovered : undefined,
  };
}

test('cut at every byte of the last frame: the acknowledged ones stay, never half an entry', async () => {
  const { snapshot, before, after } = await interrupted();
  for (let length = before; length <= after; length++) {
    const folder = temporaryFolder();
    cpSync(snapshot, folder, { recursive: true });
    truncateSync(join(folder, 'journal'), length);
    const { events, recovered } = await restarted(folder);
    const whole = length === after ? ['device-stopped'] : [];
    assert.equal(events, ['device-started', 'staff-login', ...whole, 'device-started'], `cut to ${length}`);
    assert.is(recovered, length === before || length === after ? 0 : 1, `cut to ${length}`);
  }
});

test('a tail of zeros, of noise, or of half a frame after a whole one is cut', async () => {
  const { snapshot, before, after } = await interrupted();
  const journal = readFileSync(join(snapshot, 'journal'));
  const half = journal.subarray(before, before + Math.floor((after - before) / 2));
  for (const tail of [Buffer.alloc(300), Buffer.alloc(5, 0xff), half]) {
    const folder = temporaryFolder();
    cpSync(snapshot, folder, { recursive: true });
    writeFileSync(join(folder, 'journal'), Buffer.concat([journal, tail]));
    assert.is((await verifyLedger(folder, vkey)).tornBytes, tail.length);
    const { events, recovered } = await restarted(folder);
    assert.equal(events, ['device-started', 'staff-login', 'device-stopped', 'device-started']);
    assert.is(recovered, 1);
  }
});

test.run();
