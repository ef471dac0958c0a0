import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Recount, verifyFolder } from '../../county-desk/verify/index.ts';
import { bundlesOf, parseVerifierKey, tilePath, tilesOf } from '../../domain/tlog/index.ts';
import { writeNotes } from '../support/growing-notes.ts';
import { verifyMirror } from '../support/independent-verifier.ts';
import { killChild } from '../support/kill-child.ts';
import { KioskLog, madeUpEntries } from '../support/kiosk-log.ts';
import { COUNTY_KEY } from '../support/pull-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const KILLS = 20;
const NAME = 'kiosk-990000-01';
const SIZE = 3000;
const child = fileURLToPath(new URL('./pull-child.js', import.meta.url));

/** The note of the last kept head: a crash may have left the file `checkpoint` one behind. */
function lastNote(mirror: string): string {
  const lines = readFileSync(join(mirror, 'heads.jsonl'), 'utf8').split('\n').slice(0, -1);
  return JSON.parse(lines.at(-1) ?? '').note;
}

test(`killed ${KILLS} times at random instants: a head that was said to be kept is there, whole, with all under it`, async () => {
  const kiosk = new KioskLog(NAME, madeUpEntries(SIZE));
  const folder = temporaryFolder();
  for (const tile of [...tilesOf(SIZE), ...bundlesOf(SIZE)]) {
    const path = join(folder, tilePath(tile));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, kiosk.bytes(tile));
  }
  // Small and large growths, within a bundle and over its edge.
  const sizes: number[] = [];
  for (let size = 1; size < SIZE; size += 1 + ((size * 7) % 61)) sizes.push(size);
  writeNotes(folder, kiosk, sizes);
  const key = kiosk.key.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  const verifier = parseVerifierKey(kiosk.vkey);
  if (verifier === undefined) throw new Error('no key');
  const county = temporaryFolder();
  const mirror = join(county, 'mirror', NAME);
  let said = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const lines = await killChild(child, [folder, county, NAME, key, String(said)], Math.random() * 120);
    said = Math.max(said, ...lines.map((line) => Number(line)));
    assert.ok(existsSync(join(mirror, 'heads.jsonl')));
    const verdict = verifyFolder(mirror, NAME, verifier, parseVerifierKey(COUNTY_KEY), new Recount());
    assert.equal(verdict.findings, [], `after kill ${kill + 1}`);
    assert.ok((verdict.size ?? 0) >= said, `${said} were said to be kept, there are ${verdict.size}`);
  }
  assert.ok(said > 256);
  writeFileSync(join(mirror, 'checkpoint'), lastNote(mirror));
  assert.ok(verifyMirror(mirror, kiosk.vkey, COUNTY_KEY).length >= said);
  console.log(`${said} entries said to be kept over ${KILLS} kills`);
});

test.run();
