import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { FolderSource, pullKiosk } from '../../county-desk/pull/index.ts';
import { sealRecord } from '../../device-daemon/ledger/index.ts';
import { ConfirmationRecord } from '../../domain/index.ts';
import { decodeEntry, parseVerifierKey } from '../../domain/tlog/index.ts';
import { exportLog } from '../../ledger/index.ts';
import { DEVICE, enrolled } from '../support/county-fixture.ts';
import { leaf, openNote, readKey, treeHash, verifyMirror } from '../support/independent-verifier.ts';
import { openLedger, PERSON, visitOutcome } from '../support/ledger-fixture.ts';
import { madeUpRecord } from '../support/made-up-record.ts';
import { pullContext } from '../support/pull-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// A kiosk's own ledger, exported to a stick twice while it grows, and pulled each time.
const { kioskFolder, countyFolder, county, keys, device, trust } = await enrolled();
const ledger = await openLedger(join(kioskFolder, 'ledger'), keys.ledgerKey);
const record = madeUpRecord(PERSON);
await ledger.append(visitOutcome(PERSON, 'CONFIRMED_STAFF', await sealRecord(record, trust.recipients)));
const stick = join(temporaryFolder(), 'stick');
const context = pullContext(countyFolder, {
  cosigner: { name: parseVerifierKey(county.verifierKey)?.name ?? '', key: county.signingKey },
});
for (const size of [30, 300, 600]) {
  const more = Array.from({ length: size - ledger.size }, () => ledger.append({ event: 'device-stopped' }));
  await Promise.all(more);
  await ledger.checkpoint();
  await exportLog(join(kioskFolder, 'ledger'), stick);
  const outcome = await pullKiosk(device, await FolderSource.open(stick), context);
  if (outcome.outcome !== 'pulled') throw new Error(JSON.stringify(outcome));
}
await ledger.close();
const mirror = join(context.mirror, DEVICE);
const logKey = device.ledgerKey;

test("a verifier written from the specifications accepts the mirror of a kiosk's own log, head by head", () => {
  const entries = verifyMirror(mirror, logKey, county.verifierKey);
  assert.is(entries.length, 600);
  const heads = readFileSync(join(mirror, 'heads.jsonl'), 'utf8').trimEnd().split('\n');
  assert.is(heads.length, 3);
});

test('and refuses one in which a bit of any file was flipped', () => {
  const files = readdirSync(mirror, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !['key', 'lock'].includes(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(mirror.length + 1));
  assert.ok(
    files.includes('checkpoint') && files.includes('tile/1/000.p/2') && files.length >= 9,
    `${files}`,
  );
  const copy = join(temporaryFolder(), DEVICE);
  cpSync(mirror, copy, { recursive: true });
  for (const file of files) {
    const path = join(copy, file);
    const right = readFileSync(path);
    const wrong = Buffer.from(right);
    const at = Math.floor(wrong.length / 2);
    wrong[at] = (wrong[at] ?? 0) ^ 1;
    writeFileSync(path, wrong);
    assert.throws(() => verifyMirror(copy, logKey, county.verifierKey), undefined, file);
    writeFileSync(path, right);
  }
  assert.is(verifyMirror(copy, logKey, county.verifierKey).length, 600);
});

test("a sealed record from the mirror's bundle is opened by Debian's age", () => {
  const [, bytes] = verifyMirror(mirror, logKey, county.verifierKey);
  const entry = decodeEntry(bytes ?? Buffer.alloc(0));
  assert.ok(entry?.data.event === 'visit-outcome' && entry.data.sealed !== null);
  const sealed = entry.data.event === 'visit-outcome' ? (entry.data.sealed ?? '') : '';
  const opened = spawnSync('age', ['-d', '-i', join(countyFolder, 'keys', 'records.agekey')], {
    input: Buffer.from(sealed, 'base64'),
  });
  assert.is(opened.status, 0, opened.stderr.toString());
  assert.equal(ConfirmationRecord.parse(JSON.parse(opened.stdout.toString('utf8'))), record);
});

test('the independent verifier gives the roots of the RFC 6962 reference trees', () => {
  const entries = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ];
  const leaves = entries.map((hex) => leaf(Buffer.from(hex, 'hex')));
  const roots = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];
  roots.forEach((root, size) => {
    assert.is(treeHash(leaves.slice(0, size)).toString('hex'), root);
  });
});

// The example of golang.org/x/mod/sumdb/note, which C2SP signed-note is written from.
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const PETER_TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_NOTE = `${PETER_TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

test('the independent verifier reads the published example of a note, and no other text under its signature', () => {
  assert.is(openNote(PETER_NOTE, readKey(PETER)), PETER_TEXT);
  assert.throws(() => openNote(PETER_NOTE.replace('cryptography', 'cryptology'), readKey(PETER)));
});

test.run();
