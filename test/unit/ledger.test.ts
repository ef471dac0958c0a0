import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { verifyLedger } from '../../device-daemon/ledger/index.ts';
import {
  bundleEntries,
  decodeEntry,
  inclusionProof,
  openCheckpoint,
  parseVerifierKey,
  readerOfTiles,
  verifyInclusion,
} from '../../domain/tlog/index.ts';
import { exportLog, LedgerFault, readTile } from '../../ledger/index.ts';
import { Publisher } from '../../ledger/publisher.ts';
import { newKey, ORIGIN, openLedger, PERSON, sealedOf, visitOutcome } from '../support/ledger-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const code = (wanted: string) => (error: unknown) => error instanceof LedgerFault && error.code === wanted;
async function refusal(promise: Promise<unknown>, wanted: string): Promise<void> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(code(wanted)(error), `wanted ${wanted}, got ${String(error)}`);
}

test('an appended entry is in the tree that the checkpoint signs', async () => {
  const folder = temporaryFolder();
  const { key, vkey } = newKey();
  const ledger = await openLedger(folder, key);
  const appended = await ledger.append(visitOutcome(PERSON));
  assert.is(appended.origin, ORIGIN);
  await ledger.close();
  const verifier = parseVerifierKey(vkey);
  if (verifier === undefined) throw new Error('the key text must parse');
  const checkpoint = openCheckpoint(readFileSync(join(folder, 'checkpoint'), 'utf8'), verifier);
  if (checkpoint === undefined) throw new Error('the checkpoint must open');
  const read = readerOfTiles(checkpoint.size, (tile) => {
    const bytes = readTile(folder, tile);
    if (bytes === undefined) throw new Error('tile missing');
    return bytes;
  });
  const leaf = Buffer.from(appended.leafHash, 'hex');
  const proof = inclusionProof(appended.index, checkpoint.size, read);
  assert.ok(verifyInclusion(leaf, appended.index, checkpoint.size, proof, checkpoint.root));
  const report = await verifyLedger(folder, vkey);
  assert.equal(report, { sound: true, signed: 2, size: 2, findings: [], pruned: 0, tornBytes: 0 });
});

test('600 entries fill tiles on two levels, survive reopening and verify', async () => {
  const folder = temporaryFolder();
  const { key, vkey } = newKey();
  const first = await openLedger(folder, key);
  await Promise.all(Array.from({ length: 599 }, () => first.append({ event: 'device-stopped' })));
  await first.close();
  assert.ok(existsSync(join(folder, 'tile/0/001')));
  assert.is(statSync(join(folder, 'tile/1/000.tail')).size, 64);
  const second = await openLedger(folder, key);
  assert.is(second.size, 601);
  await second.append(visitOutcome(PERSON));
  await second.close();
  const report = await verifyLedger(folder, vkey);
  assert.equal(report.findings, []);
  assert.is(report.signed, 602);
});

test('a confirmation is found again after a restart, with the slips printed for it', async () => {
  const folder = temporaryFolder();
  const { key } = newKey();
  const first = await openLedger(folder, key);
  await first.append(visitOutcome(PERSON, 'PENDING_COUNTY'));
  assert.is(first.confirmation(2026, PERSON), undefined);
  const { index, leafHash } = await first.append(visitOutcome(PERSON));
  const visit = first.confirmation(2026, PERSON)?.visit ?? '';
  await first.append({ event: 'receipt-printed', visit, index, copy: 1 });
  await first.append({ event: 'receipt-not-printed', visit, index, copy: 2, code: 'E-PRINT-001' });
  await first.append(visitOutcome(PERSON, 'CONFIRMED_STAFF'));
  const before = first.confirmation(2026, PERSON);
  await first.close();
  const second = await openLedger(folder, key);
  assert.equal(second.confirmation(2026, PERSON), before);
  assert.is(before?.index, index);
  assert.is(before?.leafHash, leafHash);
  assert.is(before?.copies, 1);
  assert.is(second.confirmation(2025, PERSON), undefined);
  assert.is(second.confirmation(2026, 'cd'.repeat(32)), undefined);
  await second.close();
});

test('a wall clock that runs backwards is marked, and told at a start', async () => {
  const folder = temporaryFolder();
  const { key, vkey } = newKey();
  let now = Date.parse('2026-06-01T08:00:00Z');
  const first = await openLedger(folder, key, () => now);
  now -= 60_000;
  await first.append({ event: 'device-stopped' });
  await first.append({ event: 'device-stopped' });
  await first.close();
  now -= 86_400_000;
  const second = await openLedger(folder, key, () => now);
  await second.close();
  const bundle = readTile(folder, { level: 'entries', index: 0, width: 5 });
  const entries = bundleEntries(bundle ?? new Uint8Array()).map(decodeEntry);
  assert.equal(
    entries.map((entry) => [entry?.data.event, entry?.clock]),
    [
      ['device-started', 'good'],
      ['device-stopped', 'suspect'],
      ['device-stopped', 'good'],
      ['clock-suspect', 'suspect'],
      ['device-started', 'good'],
    ],
  );
  assert.ok((await verifyLedger(folder, vkey)).sound);
});

test('two processes or two writers cannot have one ledger', async () => {
  const folder = temporaryFolder();
  const { key } = newKey();
  const ledger = await openLedger(folder, key);
  await refusal(openLedger(folder, key), 'E-LEDGER-005');
  await ledger.close();
  await (await openLedger(folder, key)).close();
});

test('an entry that is too large is refused alone; a closed ledger takes nothing', async () => {
  const ledger = await openLedger(temporaryFolder(), newKey().key);
  const [large, fits] = await Promise.allSettled([
    ledger.append(visitOutcome(PERSON, 'CONFIRMED_FACE', sealedOf(66_000))),
    ledger.append(visitOutcome(PERSON, 'CONFIRMED_FACE', sealedOf(65_000))),
  ]);
  assert.is(large.status, 'rejected');
  assert.ok(large.status === 'rejected' && code('E-LEDGER-006')(large.reason));
  assert.is(fits.status, 'fulfilled');
  await ledger.close();
  await refusal(ledger.append({ event: 'device-stopped' }), 'E-LEDGER-008');
});

test('nothing beside the fields of an event reaches the disk', async () => {
  const folder = temporaryFolder();
  const ledger = await openLedger(folder, newKey().key);
  const stopped = { event: 'device-stopped' as const, name: '张样例' };
  await ledger.append(stopped);
  await ledger.close();
  assert.not.ok(readFileSync(join(folder, 'journal')).includes('张样例'));
});

test('another key, a longer or other checkpoint, and damage amid the journal stop the start', async () => {
  const folder = temporaryFolder();
  const { key } = newKey();
  const ledger = await openLedger(folder, key);
  for (let i = 0; i < 5; i++) await ledger.append({ event: 'device-stopped' });
  await ledger.close();
  await refusal(openLedger(folder, newKey().key), 'E-LEDGER-003');

  const journal = readFileSync(join(folder, 'journal'));
  const damaged = Buffer.from(journal);
  damaged[40] = (damaged[40] ?? 0) ^ 1;
  writeFileSync(join(folder, 'journal'), damaged);
  await refusal(openLedger(folder, key), 'E-LEDGER-002');
  assert.equal(readFileSync(join(folder, 'journal')), damaged, 'nothing was cut');

  writeFileSync(join(folder, 'journal'), journal.subarray(0, -10));
  await refusal(openLedger(folder, key), 'E-LEDGER-001');

  const other = temporaryFolder();
  const forked = await openLedger(other, key);
  for (let i = 0; i < 5; i++) await forked.append({ event: 'device-stopped' });
  await forked.close();
  copyFileSync(join(other, 'journal'), join(folder, 'journal'));
  await refusal(openLedger(folder, key), 'E-LEDGER-004');
});

test('missing tiles and tails are made again from the journal', async () => {
  const folder = temporaryFolder();
  const { key, vkey } = newKey();
  const ledger = await openLedger(folder, key);
  await Promise.all(Array.from({ length: 300 }, () => ledger.append({ event: 'device-stopped' })));
  await ledger.close();
  const bare = temporaryFolder();
  for (const name of ['journal', 'checkpoint']) copyFileSync(join(folder, name), join(bare, name));
  mkdirSync(join(bare, 'tile/0'), { recursive: true });
  writeFileSync(join(bare, 'tile/0/001.tail'), 'torn');
  await (await openLedger(bare, key)).close();
  assert.equal((await verifyLedger(bare, vkey)).findings, []);
});

test('an export holds what the checkpoint needs, in C2SP paths, and verifies without a journal', async () => {
  const folder = temporaryFolder();
  const { key, vkey } = newKey();
  const ledger = await openLedger(folder, key);
  await Promise.all(Array.from({ length: 300 }, () => ledger.append({ event: 'device-stopped' })));
  await ledger.checkpoint();
  const stick = join(temporaryFolder(), 'stick');
  // While the daemon runs: 2 hash tiles and a third above, 2 bundles, the checkpoint.
  assert.equal(await exportLog(folder, stick), { size: 301, files: 6 });
  assert.ok(existsSync(join(stick, 'tile/0/001.p/45')));
  assert.ok(existsSync(join(stick, 'tile/entries/000')));
  assert.equal(await verifyLedger(stick, vkey), {
    sound: true,
    signed: 301,
    size: null,
    findings: [],
    pruned: 0,
    tornBytes: 0,
  });
  await ledger.append(visitOutcome(PERSON));
  await ledger.close();
  await exportLog(folder, stick);
  assert.ok((await verifyLedger(stick, vkey)).sound);
  const copy = temporaryFolder();
  cpSync(stick, copy, { recursive: true });
  const bundle = readFileSync(join(copy, 'tile/entries/000'));
  bundle[bundle.length - 5] = (bundle[bundle.length - 5] ?? 0) ^ 4;
  writeFileSync(join(copy, 'tile/entries/000'), bundle);
  const report = await verifyLedger(copy, vkey);
  assert.not.ok(report.sound);
  assert.ok(report.findings.some((finding) => finding.record === 255));
});

test('an export into the log of another kiosk, or over a tile that differs, is refused and changes nothing', async () => {
  const logOf = async (entries: number): Promise<string> => {
    const folder = temporaryFolder();
    const ledger = await openLedger(folder, newKey().key);
    await Promise.all(Array.from({ length: entries }, () => ledger.append({ event: 'device-stopped' })));
    await ledger.close();
    return folder;
  };
  const [own, other] = await Promise.all([logOf(300), logOf(3)]);
  const stick = join(temporaryFolder(), 'stick');
  await exportLog(own, stick);
  const checkpoint = readFileSync(join(stick, 'checkpoint'));
  await refusal(exportLog(other, stick), 'E-LEDGER-013');
  assert.equal(readFileSync(join(stick, 'checkpoint')), checkpoint);
  assert.not.ok(existsSync(join(stick, 'tile/0/000.p/4')));
  await exportLog(own, stick);
  const tile = join(stick, 'tile/0/000');
  writeFileSync(tile, Buffer.alloc(256 * 32, 1));
  await refusal(exportLog(own, stick), 'E-LEDGER-013');
  assert.ok(readFileSync(tile).every((byte) => byte === 1));
});

test('a fault between disk and acknowledgement leaves nobody waiting, and the entries are found at the next start', async () => {
  const folder = temporaryFolder();
  const { key } = newKey();
  const ledger = await openLedger(folder, key);
  const { add } = Publisher.prototype;
  let taken = 0;
  Publisher.prototype.add = function (...args) {
    taken += 1;
    if (taken === 2) throw new Error('inner fault');
    return add.apply(this, args);
  };
  const appends = [1, 2, 3].map(() => ledger.append({ event: 'device-stopped' }));
  const ends = await Promise.allSettled(appends);
  Publisher.prototype.add = add;
  assert.equal(
    ends.map(({ status }) => status),
    ['fulfilled', 'rejected', 'rejected'],
  );
  assert.is(ledger.outage, 'E-LEDGER-007');
  await ledger.close();
  const next = await openLedger(folder, key);
  assert.is(next.size, 5);
  await next.close();
});

test.run();
