import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Encrypter } from 'age-encryption';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { packRoster } from '../../county-desk/index.ts';
import { Roster } from '../../device-daemon/roster/index.ts';
import { bodyDigest, readRosterPackage, writeRosterPackage } from '../../domain/county/index.ts';
import { madeUpIdNumber, type RosterHead } from '../../domain/index.ts';
import { codeOf, enrolled, madeUpRows, must, NOW } from '../support/county-fixture.ts';

const rows = madeUpRows(200);
const parties = await enrolled();
const other = await enrolled();
const { keys, trust, county, device } = parties;

function openRoster(name: string): Roster {
  return must(Roster.open({ folder: join(parties.kioskFolder, name), deviceSecret: keys.deviceSecret }));
}

async function packed(version: number, of = rows): Promise<Buffer> {
  return (await packRoster(of, device, county, version, NOW)).bytes;
}

/** A package that the right county signed, with a body of the test's choice. */
async function signedBody(lines: string[], change: Partial<RosterHead> = {}): Promise<Buffer> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(change.device === undefined ? keys.ageRecipient : other.keys.ageRecipient);
  const sealed = await encrypter.encrypt(lines.join('\n'));
  const { head } = await packRoster(rows, device, county, 5, NOW);
  const own = {
    ...head,
    rows: lines.length,
    bodySha256: bodyDigest(sealed),
    ...change,
    device: device.device,
  };
  return writeRosterPackage(own, sealed, county.signingKey);
}

test('an imported roster gives each row to its ID number and to no other', async () => {
  const roster = openRoster('found');
  assert.is(roster.info(), undefined);
  assert.is(await roster.find(rows[0]?.idNumber ?? ''), undefined);
  assert.equal(must(await roster.importPackage(await packed(1), keys, trust)), { version: 1, rows: 200 });
  assert.equal(roster.info(), { version: 1, issuedAt: NOW, rows: 200 });
  for (const row of rows) assert.equal(await roster.find(row.idNumber), row);
  assert.is(await roster.find(madeUpIdNumber('19991231', 999)), undefined);
  roster.close();
});

test('the next version replaces the whole, also for a daemon that has it open', async () => {
  const daemon = openRoster('replaced');
  must(await daemon.importPackage(await packed(1), keys, trust));
  const command = openRoster('replaced');
  must(await command.importPackage(await packed(2, rows.slice(0, 10)), keys, trust));
  command.close();
  assert.equal(daemon.info(), { version: 2, issuedAt: NOW, rows: 10 });
  assert.equal(await daemon.find(rows[9]?.idNumber ?? ''), rows[9]);
  assert.is(await daemon.find(rows[10]?.idNumber ?? ''), undefined);
  daemon.close();
});

test('each kind of wrong package is refused with its own code, and the roster in use stays', async () => {
  const roster = openRoster('refusals');
  must(await roster.importPackage(await packed(4), keys, trust));
  const good = await packed(5);
  const part = readRosterPackage(good);
  if (part === undefined) throw new Error('a package must be readable');
  const line = JSON.stringify(rows[0]);
  const headChanged = Buffer.from(good);
  headChanged.write('6', good.indexOf('"version":5') + '"version":'.length);
  const bodyChanged = Buffer.from(good);
  bodyChanged[good.length - 1] = (good[good.length - 1] ?? 0) ^ 1;
  const cases: Array<[string, string, Uint8Array]> = [
    ['no package', 'E-ROSTER-001', Buffer.from('id_number,name\n')],
    ['empty', 'E-ROSTER-001', Buffer.alloc(0)],
    ['head cut off', 'E-ROSTER-001', good.subarray(0, 60)],
    ['head changed', 'E-ROSTER-002', headChanged],
    ['other county', 'E-ROSTER-002', (await packRoster(rows, device, other.county, 5, NOW)).bytes],
    [
      'signed by the device itself',
      'E-ROSTER-002',
      writeRosterPackage(part.head, part.sealedBody, keys.ledgerKey),
    ],
    ['body changed', 'E-ROSTER-003', bodyChanged],
    ['body cut off', 'E-ROSTER-003', good.subarray(0, -100)],
    [
      'other device',
      'E-ROSTER-004',
      (await packRoster(rows, { ...device, device: 'kiosk-990000-02' }, county, 5, NOW)).bytes,
    ],
    ['same version', 'E-ROSTER-005', await packed(4)],
    ['older version', 'E-ROSTER-005', await packed(3)],
    ['malformed row', 'E-ROSTER-006', await signedBody([line, '{"idNumber":"1"}'])],
    ['row that is no JSON', 'E-ROSTER-006', await signedBody([line, 'x'])],
    ['row twice', 'E-ROSTER-006', await signedBody([line, line])],
    ['row missing', 'E-ROSTER-007', await signedBody([line], { rows: 2 })],
    ['sealed to another', 'E-ROSTER-008', await signedBody([line], { device: 'another' })],
  ];
  for (const [what, code, bytes] of cases) {
    const refused = await roster.importPackage(bytes, keys, trust);
    assert.is(codeOf(refused), code, what);
    assert.not.match(JSON.stringify(refused), /欧阳|990000\d{11}/, what);
    assert.is(roster.info()?.version, 4, what);
  }
  assert.equal(must(await roster.importPackage(good, keys, trust)), { version: 5, rows: 200 });
  roster.close();
});

test('nothing of a person stands in the files, and without the device secret no row opens', async () => {
  const folder = join(parties.kioskFolder, 'sealed');
  const roster = openRoster('sealed');
  const bytes = await packed(1);
  must(await roster.importPackage(bytes, keys, trust));
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  for (const planted of ['欧阳样例', '梧桐村', '13900001234', '990000193', 'combat-veteran', 'idNumber']) {
    for (const file of [...files, bytes]) assert.is(file.indexOf(planted), -1, planted);
  }
  roster.close();
  const thief = must(Roster.open({ folder, deviceSecret: Buffer.alloc(32, 7) }));
  assert.is(await thief.find(rows[0]?.idNumber ?? ''), undefined);
  thief.close();
});

test('a damaged database is an error, not an empty roster', async () => {
  const folder = join(parties.kioskFolder, 'damaged');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'roster.db'), 'this is no database, though it is long enough to be looked at');
  assert.is(codeOf(Roster.open({ folder, deviceSecret: keys.deviceSecret })), 'E-ROSTER-009');
});

test.run();
