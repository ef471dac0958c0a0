import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { packRoster } from '../../county-desk/index.ts';
import { Roster } from '../../device-daemon/roster/index.ts';
import { enrolled, madeUpRows, must, NOW } from '../support/county-fixture.ts';
import { killChild } from '../support/kill-child.ts';

const KILLS = 12;
const importer = fileURLToPath(new URL('./roster-importer.js', import.meta.url));

test(`an import killed ${KILLS} times leaves the roster before it or the new one, whole`, async () => {
  const { kioskFolder, keys, trust, county, device } = await enrolled();
  const rows = madeUpRows(1500);
  const at = (version: number) => rows.slice(0, 1500 - (version % 5) * 100);
  const pack = async (version: number) => (await packRoster(at(version), device, county, version, NOW)).bytes;
  const roster = must(Roster.open({ folder: join(kioskFolder, 'roster'), deviceSecret: keys.deviceSecret }));
  must(await roster.importPackage(await pack(1), keys, trust));
  const file = join(kioskFolder, 'next.roster');
  for (let version = 2; version < 2 + KILLS; version++) {
    const before = roster.info()?.version;
    writeFileSync(file, await pack(version));
    const said = await killChild(importer, [kioskFolder, file], Math.random() * 120);
    const info = roster.info();
    assert.ok(info?.version === before || info?.version === version, `version ${info?.version}`);
    if (said.includes('imported')) assert.is(info?.version, version);
    const held = at(info?.version ?? 0);
    assert.is(info?.rows, held.length);
    for (const row of [held[0], held.at(-1)]) assert.equal(await roster.find(row?.idNumber ?? ''), row);
    const beyond = rows[held.length];
    if (beyond !== undefined) assert.is(await roster.find(beyond.idNumber), undefined);
  }
  roster.close();
});

test.run();
