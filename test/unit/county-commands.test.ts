import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { packageFolder, readKioskDefaults } from '../../config/index.ts';
import { loadDeviceKeys } from '../../device-daemon/identity/index.ts';
import { openParts } from '../../device-daemon/open-parts.ts';
import { writeFirstSettings } from '../../device-daemon/settings/index.ts';
import { ROSTER_CSV_HEADER } from '../../domain/index.ts';
import { codeOf, DEVICE, madeUpRows, must } from '../support/county-fixture.ts';
import { openLedger, PERSON, visitOutcome } from '../support/ledger-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const base = temporaryFolder();
const kioskFolder = join(base, 'kiosk');
const file = (name: string) => join(base, name);

/** Runs one of the two programs as a technician or officer would. */
function run(program: 'kiosk' | 'county', ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(packageFolder(), 'bin', `${program}.js`), ...args],
    {
      encoding: 'utf8',
      env: { ...process.env, KIOSK_DATA: kioskFolder, COUNTY_DATA: file('county') },
      timeout: 30_000,
    },
  );
  return { status, stdout, stderr };
}

function fine(...args: Parameters<typeof run>): string {
  const done = run(...args);
  assert.is(done.status, 0, `${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

function refused(code: string, ...args: Parameters<typeof run>): string {
  const done = run(...args);
  assert.is(done.status, 1, args.join(' '));
  assert.match(done.stderr, code);
  return done.stderr;
}

function csvOf(count: number): string {
  const lines = madeUpRows(count).map((row) => Object.values(row).join(','));
  return [ROSTER_CSV_HEADER, ...lines].join('\r\n');
}

test('from first settings to a roster in use, by commands alone', async () => {
  refused('E-SETTINGS-001', 'kiosk', 'config', 'check');
  must(await writeFirstSettings(kioskFolder, readKioskDefaults()));
  fine('kiosk', 'config', 'check');
  fine('kiosk', 'enrol', 'request', '-o', file('request.json'));
  refused('E-COUNTY-002', 'county', 'enrol', file('request.json'), '-o', file('trust.json'));
  fine('county', 'init', '--name', '样例县');
  refused('E-COUNTY-001', 'county', 'init', '--name', '样例县');
  writeFileSync(file('people.csv'), csvOf(20));
  const pack = ['roster', 'pack', file('people.csv'), '--device', DEVICE, '-o', file('people.roster')];
  refused('E-COUNTY-005', 'county', ...pack);
  fine('county', 'enrol', file('request.json'), '-o', file('trust.json'));
  fine('county', ...pack);
  refused('E-IDENTITY-003', 'kiosk', 'roster', 'import', file('people.roster'));
  fine('kiosk', 'enrol', 'trust', file('trust.json'));
  refused('E-ROSTER-010', 'kiosk', 'roster', 'info');
  assert.match(fine('kiosk', 'roster', 'import', file('people.roster')), 'version 1, 20 rows');
  refused('E-ROSTER-005', 'kiosk', 'roster', 'import', file('people.roster'));
  assert.match(fine('kiosk', 'roster', 'info'), '20 rows');
});

test('bad rows stop a pack, or are left out and listed without their values', () => {
  writeFileSync(file('bad.csv'), `${csvOf(3)}\r\n12345,欧阳坏行,,,样例镇,,other,active\r\n`);
  const pack = ['roster', 'pack', file('bad.csv'), '--device', DEVICE, '-o', file('bad.roster')];
  const said = refused('E-COUNTY-006', 'county', ...pack);
  assert.match(said, 'line 5: id_number: is no valid 18-character citizen number');
  assert.not.match(said, '欧阳坏行');
  assert.not.ok(existsSync(file('bad.roster')));
  assert.match(fine('county', ...pack, '--skip-bad-rows'), 'version 2, 3 rows, 1 rejected');
  const rejected = readFileSync(file('bad.roster.rejected.csv'), 'utf8');
  assert.is(rejected, 'line,reason\n5,"id_number: is no valid 18-character citizen number"\n');
  fine('kiosk', 'roster', 'import', file('bad.roster'));
});

test('settings by commands: texts stay texts, the past comes back', () => {
  assert.match(
    fine('kiosk', 'config', 'set', 'device.phone', '12345'),
    "in force from the kiosk's next start",
  );
  fine('kiosk', 'config', 'set', 'face.trySeconds', '20');
  assert.is(fine('kiosk', 'config', 'get', 'device.phone'), '"12345"\n');
  refused('E-SETTINGS-003', 'kiosk', 'config', 'set', 'face.trySeconds', '4');
  refused('E-SETTINGS-004', 'kiosk', 'config', 'set', 'face.nothing', '5');
  assert.is(fine('kiosk', 'config', 'history').split('\n').length, 3);
  fine('kiosk', 'config', 'rollback', '1');
  assert.is(fine('kiosk', 'config', 'get', 'face.trySeconds'), '15\n');
});

test('the name of the device stays once it has keys, and a kiosk whose settings name another does not serve', async () => {
  refused('E-IDENTITY-002', 'kiosk', 'config', 'set', 'device.id', 'kiosk-990000-77');
  assert.is(fine('kiosk', 'config', 'get', 'device.id'), `"${DEVICE}"\n`);
  const path = join(kioskFolder, 'settings.json');
  const right = readFileSync(path, 'utf8');
  writeFileSync(path, right.replace(DEVICE, 'kiosk-990000-77'));
  const opened = await openParts({
    dataFolder: kioskFolder,
    software: 'test',
    log: () => undefined,
    restart: () => undefined,
  });
  assert.is(codeOf(opened), 'E-IDENTITY-002');
  fine('kiosk', 'config', 'set', 'device.id', DEVICE);
  refused('E-IDENTITY-002', 'kiosk', 'config', 'rollback', '1');
});

test('a log is verified and exported; an altered one ends with 1 and names the record', async () => {
  const { ledgerKey, ledgerVkey } = must(await loadDeviceKeys(kioskFolder));
  const ledger = await openLedger(join(kioskFolder, 'ledger'), ledgerKey);
  for (let i = 0; i < 3; i++) await ledger.append(visitOutcome(PERSON));
  await ledger.close();
  assert.match(fine('kiosk', 'log', 'verify'), 'sound: 4 entries signed');
  fine('kiosk', 'log', 'export', file('stick'));
  assert.match(fine('kiosk', 'log', 'verify', file('stick'), '--key', ledgerVkey), 'sound');
  const bundle = join(file('stick'), 'tile/entries/000.p/4');
  const bytes = readFileSync(bundle);
  bytes.write('CONFIRMED_STAFF"'.slice(0, 16), bytes.lastIndexOf('CONFIRMED_FACE"'));
  writeFileSync(bundle, bytes);
  assert.match(refused('E-LEDGER-009', 'kiosk', 'log', 'verify', file('stick')), 'record 3');
});

test.run();
