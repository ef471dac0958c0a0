import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { verifyLedger } from '../../device-daemon/ledger/index.ts';
import { monthsBefore } from '../../device-daemon/ledger/retention.ts';
import {
  bundleEntries,
  decodeEntry,
  inclusionProof,
  leafHash,
  openCheckpoint,
  parseVerifierKey,
  readerOfTiles,
  verifyInclusion,
} from '../../domain/tlog/index.ts';
import { exportLog, LedgerFault, readTile } from '../../ledger/index.ts';
import { CountyCosigner } from '../support/county-cosigner.ts';
import { codeOf, must } from '../support/county-fixture.ts';
import { newKey, openLedger, PERSON, visitOutcome } from '../support/ledger-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const DAY = 86_400_000;
const START = Date.parse('2026-02-01T08:00:00Z');

/** A ledger with a trusted county and a clock that the test moves. */
async function cosignedLedger() {
  const folder = temporaryFolder();
  const { key, vkey } = newKey();
  const county = new CountyCosigner();
  const clock = { now: START };
  const open = () => openLedger(folder, key, () => clock.now, { county: county.verifier });
  const ledger = await open();
  const fill = async (entries: number) => {
    await Promise.all(Array.from({ length: entries }, () => ledger.append({ event: 'device-stopped' })));
    await ledger.checkpoint();
  };
  return { folder, key, vkey, county, clock, open, ledger, fill };
}

test("the county's cosignature is kept, told once a day, and found again after a restart", async () => {
  const { folder, county, clock, ledger, open, fill } = await cosignedLedger();
  await fill(3);
  assert.is(ledger.cosigned, undefined);
  const first = county.cosignFolder(folder, clock.now);
  assert.equal(must(await ledger.takeCosignature(first)), { size: 4, time: clock.now / 1000 });
  assert.is(readFileSync(join(folder, 'cosignature'), 'utf8'), first);
  assert.is(ledger.size, 5, 'the event that tells of it');
  await ledger.checkpoint();
  const second = county.cosignFolder(folder, clock.now + 60_000);
  assert.is(must(await ledger.takeCosignature(second)).size, 5);
  assert.is(ledger.size, 5, 'not told again on the same day');
  assert.is(must(await ledger.takeCosignature(first)).size, 5, 'an older one changes nothing');
  assert.is(readFileSync(join(folder, 'cosignature'), 'utf8'), second);
  await ledger.close();
  const next = await open();
  assert.is(next.cosigned?.size, 5);
  await next.close();
});

test('a cosignature of a stranger, of another log or of a tree that was never here is refused', async () => {
  const { folder, key, county, clock, ledger, fill } = await cosignedLedger();
  await fill(3);
  const stranger = new CountyCosigner();
  assert.is(codeOf(await ledger.takeCosignature(stranger.cosignFolder(folder, clock.now))), 'E-LEDGER-022');
  assert.is(codeOf(await ledger.takeCosignature('no note')), 'E-LEDGER-022');
  // The same key in another folder: a clone, or what was put back from an old copy.
  const clone = temporaryFolder();
  const other = await openLedger(clone, key, () => clock.now);
  await other.append(visitOutcome(PERSON));
  await other.checkpoint();
  assert.is(codeOf(await ledger.takeCosignature(county.cosignFolder(clone, clock.now))), 'E-LEDGER-023');
  await Promise.all(Array.from({ length: 9 }, () => other.append({ event: 'device-stopped' })));
  await other.checkpoint();
  assert.is(codeOf(await ledger.takeCosignature(county.cosignFolder(clone, clock.now))), 'E-LEDGER-023');
  await other.close();
  assert.not.ok(existsSync(join(folder, 'cosignature')));
  await ledger.close();
});

test('a log that was put back from an old copy is found by the cosignature that it lacks', async () => {
  const { folder, key, county, clock, ledger, fill } = await cosignedLedger();
  await fill(3);
  const old = temporaryFolder();
  cpSync(folder, old, { recursive: true });
  await fill(3);
  must(await ledger.takeCosignature(county.cosignFolder(folder, clock.now)));
  await ledger.close();
  cpSync(join(folder, 'cosignature'), join(old, 'cosignature'));
  const error = await openLedger(old, key, () => clock.now, { county: county.verifier }).catch(
    (e: unknown) => e,
  );
  assert.ok(error instanceof LedgerFault && error.code === 'E-LEDGER-023', String(error));
});

test('a checkpoint that is gone is signed again over the whole journal, cosignature or not', async () => {
  const { folder, vkey, county, clock, ledger, open, fill } = await cosignedLedger();
  await fill(3);
  must(await ledger.takeCosignature(county.cosignFolder(folder, clock.now)));
  await ledger.close();
  rmSync(join(folder, 'checkpoint'));
  const next = await open();
  assert.is(next.cosigned?.size, 4);
  await next.close();
  assert.equal((await verifyLedger(folder, vkey)).findings, []);
});

test('only whole bundles that were cosigned the retention ago go, by the county’s clock; proofs go on', async () => {
  const { folder, vkey, county, clock, ledger, open, fill } = await cosignedLedger();
  const early = await ledger.append(visitOutcome(PERSON));
  await fill(598);
  must(await ledger.takeCosignature(county.cosignFolder(folder, clock.now)));
  assert.is(must(await ledger.prune(clock.now + 4000 * DAY, 36)), 0, "the kiosk's own clock ages nothing");
  clock.now += 200 * DAY;
  await fill(300);
  must(await ledger.takeCosignature(county.cosignFolder(folder, clock.now)));
  assert.is(must(await ledger.prune(clock.now, 36)), 0);
  const before = statSync(join(folder, 'journal')).size;
  assert.is(must(await ledger.prune(clock.now, 6)), 512, '600 were cosigned more than six months ago');
  assert.ok(statSync(join(folder, 'journal')).size < before / 2 + 4000);
  assert.equal(readdirSync(join(folder, 'tile/entries')).sort(), ['002', '003.tail']);
  assert.ok(existsSync(join(folder, 'tile/0/000')));
  const after = await ledger.append({ event: 'device-stopped' });
  assert.is(ledger.confirmation(2026, PERSON)?.index, early.index);
  await ledger.close();

  const report = await verifyLedger(folder, vkey);
  assert.equal([report.findings, report.pruned, report.signed], [[], 512, report.size]);
  const next = await open();
  assert.is(next.confirmation(2026, PERSON)?.leafHash, early.leafHash, 'who is confirmed is still known');
  assert.is(must(await next.prune(clock.now, 6)), 512, 'nothing more to go');
  await next.append(visitOutcome('cd'.repeat(32)));
  await next.close();
  assert.equal((await verifyLedger(folder, vkey)).findings, []);

  const verifier = parseVerifierKey(vkey);
  if (verifier === undefined) throw new Error('the key text must parse');
  const checkpoint = openCheckpoint(readFileSync(join(folder, 'checkpoint'), 'utf8'), verifier);
  if (checkpoint === undefined) throw new Error('the checkpoint must open');
  const read = readerOfTiles(checkpoint.size, (tile) => readTile(folder, tile) ?? new Uint8Array());
  for (const { index, leafHash: leaf } of [early, after]) {
    const proof = inclusionProof(index, checkpoint.size, read);
    const hash = Buffer.from(leaf, 'hex');
    assert.ok(verifyInclusion(hash, index, checkpoint.size, proof, checkpoint.root), `entry ${index}`);
  }
});

test('an exported log that was pruned verifies, and one that lacks more than it says does not', async () => {
  const { folder, vkey, county, clock, ledger, fill } = await cosignedLedger();
  await fill(599);
  must(await ledger.takeCosignature(county.cosignFolder(folder, clock.now)));
  clock.now += 400 * DAY;
  await fill(300);
  must(await ledger.takeCosignature(county.cosignFolder(folder, clock.now)));
  must(await ledger.prune(clock.now, 12));
  await ledger.close();
  const stick = join(temporaryFolder(), 'stick');
  await exportLog(folder, stick);
  const report = await verifyLedger(stick, vkey);
  assert.equal([report.sound, report.pruned], [true, 512]);
  const lacking = temporaryFolder();
  cpSync(stick, lacking, { recursive: true, filter: (path) => !path.endsWith('tile/entries/002') });
  assert.equal(
    (await verifyLedger(lacking, vkey)).findings.map(({ record, code }) => [record, code]),
    [[512, 'E-LEDGER-009']],
  );
});

test('the pruning is told before anything goes, with the bound', async () => {
  const { folder, county, clock, ledger, fill } = await cosignedLedger();
  await fill(599);
  must(await ledger.takeCosignature(county.cosignFolder(folder, clock.now)));
  clock.now += 400 * DAY;
  await fill(1);
  must(await ledger.takeCosignature(county.cosignFolder(folder, clock.now)));
  must(await ledger.prune(clock.now, 12));
  await ledger.close();
  const width = ledger.size % 256;
  const bundle = readTile(folder, { level: 'entries', index: 2, width });
  const events = bundleEntries(bundle ?? new Uint8Array()).map((bytes) => decodeEntry(bytes)?.data);
  assert.equal(events.at(-1), { event: 'pruned', below: 512 });
});

test('a sealed file is kept under its digest, told, and goes with its entry', async () => {
  const { folder, county, clock, ledger, open, fill } = await cosignedLedger();
  const recipient = await identityToRecipient(await generateX25519Identity());
  const page = Buffer.from('欧阳样例 signs');
  const visit = '7f0e0f3c-2b4e-4c3a-9d0a-0d6f2a1b3c4d';
  const stored = must(await ledger.putBlob(page, 'signature-page', visit, [recipient]));
  const sealed = ledger.blob(stored.sha256);
  assert.is(sealed?.length, stored.bytes);
  assert.ok(sealed?.toString('latin1').startsWith('age-encryption.org/v1'));
  assert.not.ok(sealed?.includes(page));
  const path = join(folder, 'blob', stored.sha256.slice(0, 2), stored.sha256);
  assert.equal(readFileSync(path), sealed);
  assert.is(
    codeOf(await ledger.putBlob(Buffer.alloc(9_000_000), 'paper', visit, [recipient])),
    'E-LEDGER-024',
  );
  assert.is(ledger.blob('../../../etc/passwd'), undefined);
  await fill(300);
  must(await ledger.takeCosignature(county.cosignFolder(folder, clock.now)));
  clock.now += 400 * DAY;
  await fill(1);
  must(await ledger.takeCosignature(county.cosignFolder(folder, clock.now)));
  assert.is(must(await ledger.prune(clock.now, 12)), 256);
  assert.not.ok(existsSync(path), 'gone with its entry');
  await ledger.close();
  await (await open()).close();
});

test('the instant some months before', () => {
  const before = (text: string, months: number) =>
    new Date(monthsBefore(Date.parse(text), months)).toISOString();
  assert.is(before('2026-08-31T08:00:00.000Z', 6), '2026-02-28T08:00:00.000Z');
  assert.is(before('2028-08-31T08:00:00.000Z', 6), '2028-02-29T08:00:00.000Z');
  assert.is(before('2026-01-15T00:00:00.000Z', 36), '2023-01-15T00:00:00.000Z');
  assert.is(before('2026-03-01T00:00:00.000Z', 13), '2025-02-01T00:00:00.000Z');
});

test('the leaf hash that a receipt holds is that of the entry', async () => {
  const { folder, ledger } = await cosignedLedger();
  const { index, leafHash: told } = await ledger.append(visitOutcome(PERSON));
  await ledger.close();
  const bundle = readTile(folder, { level: 'entries', index: 0, width: ledger.size });
  const entry = bundleEntries(bundle ?? new Uint8Array())[index] ?? new Uint8Array();
  assert.is(Buffer.from(leafHash(entry)).toString('hex'), told);
});

test.run();
