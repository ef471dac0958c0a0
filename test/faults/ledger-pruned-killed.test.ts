import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { verifyLedger } from '../../device-daemon/ledger/index.ts';
import { bundleEntries, leafHash, verifierKeyText } from '../../domain/tlog/index.ts';
import { readTile } from '../../ledger/index.ts';
import { CountyCosigner } from '../support/county-cosigner.ts';
import { must } from '../support/county-fixture.ts';
import { killChild } from '../support/kill-child.ts';
import { newKey, openLedger, PERSON, visitOutcome } from '../support/ledger-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const KILLS = 14;
const YEAR = 365 * 86_400_000;
const pruner = fileURLToPath(new URL('./ledger-pruner.js', import.meta.url));
const { key, vkey } = newKey();
const keyText = key.export({ format: 'der', type: 'pkcs8' }).toString('base64');
const county = new CountyCosigner();
const countyKey = verifierKeyText(county.verifier.name, county.verifier.key);
const open = (folder: string) => openLedger(folder, key, Date.now, { county: county.verifier });

/** A closed ledger whose first 512 entries may go, with a confirmation and a blob among them. */
async function ripeLedger() {
  const folder = join(temporaryFolder(), 'ledger');
  const ledger = await open(folder);
  const recipient = await identityToRecipient(await generateX25519Identity());
  const { index } = await ledger.append(visitOutcome(PERSON));
  const visit = ledger.confirmation(2026, PERSON)?.visit ?? '';
  const { sha256 } = must(await ledger.putBlob(Buffer.from('a page'), 'paper', visit, [recipient]));
  await Promise.all(Array.from({ length: 600 }, () => ledger.append({ event: 'device-stopped' })));
  await ledger.checkpoint();
  must(await ledger.takeCosignature(county.cosignFolder(folder, Date.now() - 2 * YEAR)));
  await ledger.checkpoint();
  must(await ledger.takeCosignature(county.cosignFolder(folder, Date.now() - 1000)));
  await ledger.close();
  return { folder, index, blob: join(folder, 'blob', sha256.slice(0, 2), sha256) };
}

const ripe = await ripeLedger();

function copyOfRipe(): string {
  const folder = join(temporaryFolder(), 'ledger');
  cpSync(ripe.folder, folder, { recursive: true });
  return folder;
}

/** What must hold after any crash, and once the next start has pruned to the end. */
async function soundAndPrunable(folder: string, acknowledged: readonly string[]): Promise<void> {
  assert.equal((await verifyLedger(folder, vkey)).findings, []);
  const ledger = await open(folder);
  assert.not.ok(existsSync(join(folder, 'journal.next')), 'the start removes what was not finished');
  assert.is(ledger.confirmation(2026, PERSON)?.index, ripe.index);
  assert.is(must(await ledger.prune(Date.now(), 6)), 512);
  await ledger.close();
  const report = await verifyLedger(folder, vkey);
  assert.equal([report.findings, report.pruned], [[], 512]);
  const bundles = readdirSync(join(folder, 'tile/entries')).sort();
  assert.not.ok(bundles.includes('000') || bundles.includes('001'), bundles.join());
  assert.not.ok(
    existsSync(join(folder, ripe.blob.slice(ripe.folder.length))),
    'the blob went with its entry',
  );
  for (const line of acknowledged) {
    const [text, hash] = line.split(' ');
    const index = Number(text);
    const width = Math.min(256, ledger.size - Math.floor(index / 256) * 256);
    const bundle = readTile(folder, { level: 'entries', index: Math.floor(index / 256), width });
    const entry = bundleEntries(bundle ?? new Uint8Array())[index % 256] ?? new Uint8Array();
    assert.is(Buffer.from(leafHash(entry)).toString('hex'), hash, line);
  }
}

test(`a pruning killed ${KILLS} times leaves a whole log, loses nothing acknowledged, and is done at the next try`, async () => {
  let done = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const folder = copyOfRipe();
    const said = await killChild(pruner, [folder, keyText, countyKey], (kill / KILLS) * 200);
    if (said.includes('below 512')) done += 1;
    await soundAndPrunable(
      folder,
      said.filter((line) => /^\d/.test(line)),
    );
  }
  console.log(`${done} of ${KILLS} prunings were done before the kill`);
});

test('a crash at each step: before the new journal has its name, after it, and amid the deleting', async () => {
  const unfinished = copyOfRipe();
  writeFileSync(join(unfinished, 'journal.next'), 'YFJB half a base');
  await soundAndPrunable(unfinished, []);

  const pruned = copyOfRipe();
  const ledger = await open(pruned);
  must(await ledger.prune(Date.now(), 6));
  await ledger.close();
  const blob = join(pruned, ripe.blob.slice(ripe.folder.length));
  for (const back of [['000', '001'], ['001']]) {
    const folder = join(temporaryFolder(), 'ledger');
    cpSync(pruned, folder, { recursive: true });
    for (const bundle of back)
      cpSync(join(ripe.folder, 'tile/entries', bundle), join(folder, 'tile/entries', bundle));
    if (back.length === 2) cpSync(ripe.blob, join(folder, blob.slice(pruned.length)), { recursive: true });
    await soundAndPrunable(folder, []);
  }
});

test('a journal whose base is damaged stops the start, and nothing is cut', async () => {
  const folder = copyOfRipe();
  const ledger = await open(folder);
  must(await ledger.prune(Date.now(), 6));
  await ledger.close();
  const path = join(folder, 'journal');
  const journal = readFileSync(path);
  const damaged = Buffer.from(journal);
  damaged[100] = (damaged[100] ?? 0) ^ 1;
  writeFileSync(path, damaged);
  const error = await open(folder).catch((reason: unknown) => reason);
  assert.match(String(error), /E-LEDGER-002/);
  assert.equal(readFileSync(path), damaged);
  assert.is((await verifyLedger(folder, vkey)).findings[0]?.code, 'E-LEDGER-002');
  writeFileSync(path, journal);
  rmSync(join(folder, 'checkpoint'));
  assert.match(String(await open(folder).catch((reason: unknown) => reason)), /E-LEDGER-004/);
});

test.run();
