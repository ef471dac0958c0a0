import { createHmac } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { writeFileDurably } from '../../config/index.ts';
import { enrolDevice, makeCountyKeys, readDevice } from '../../county-desk/index.ts';
import {
  installTrust,
  loadOrMakeDeviceKeys,
  personDigest,
  readTrust,
} from '../../device-daemon/identity/index.ts';
import { codeOf, DEVICE, enrolled, must, NOW, requestOf } from '../support/county-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const trustOf = async (
  request: string,
  from: Awaited<ReturnType<typeof enrolled>>,
  now = NOW,
  replace = false,
) => enrolDevice(request, { folder: from.countyFolder, keys: from.county, now, replace });

test('keys are made once, readable by this user only, and stay', async () => {
  const folder = temporaryFolder();
  const first = must(await loadOrMakeDeviceKeys(folder, DEVICE));
  const second = must(await loadOrMakeDeviceKeys(folder, DEVICE));
  assert.equal(second.deviceSecret, first.deviceSecret);
  assert.is(first.deviceSecret.length, 32);
  assert.is(second.ledgerVkey, first.ledgerVkey);
  assert.ok(first.ledgerVkey.startsWith(`${DEVICE}+`));
  assert.is(statSync(join(folder, 'keys/device.json')).mode & 0o777, 0o600);
  assert.is(statSync(join(folder, 'keys')).mode & 0o777, 0o700);
  assert.is(codeOf(await loadOrMakeDeviceKeys(folder, 'kiosk-990000-02')), 'E-IDENTITY-002');
});

test('a broken key file is told, not replaced, and not quoted', async () => {
  const folder = temporaryFolder();
  must(await loadOrMakeDeviceKeys(folder, DEVICE));
  const path = join(folder, 'keys/device.json');
  const cut = readFileSync(path, 'utf8').slice(0, -40);
  writeFileSync(path, cut);
  const result = await loadOrMakeDeviceKeys(folder, DEVICE);
  assert.is(codeOf(result), 'E-IDENTITY-001');
  assert.not.match(JSON.stringify(result), /AGE-SECRET/);
  assert.is(readFileSync(path, 'utf8'), cut);
});

test('device and county come to trust each other; the person key crosses sealed', async () => {
  const { kioskFolder, county, trust, keys } = await enrolled();
  assert.equal(must(await readTrust(kioskFolder)), trust);
  assert.is(trust.verifierKey, county.verifierKey);
  assert.equal(trust.recipients, [county.recipient]);
  assert.is(trust.personKey, county.personKey);
  assert.is(trust.device, keys.deviceId);
  assert.is(readFileSync(join(kioskFolder, 'trust.json'), 'utf8').includes(county.personKey), false);
});

test('the first trust is believed; later ones only from the same county, not older', async () => {
  const own = await enrolled();
  const stranger = await enrolled();
  const request = requestOf(own.keys);
  const later = must(await trustOf(request, own, '2026-07-01T00:00:00.000Z')).trust;
  const older = must(await trustOf(request, own, '2026-05-01T00:00:00.000Z')).trust;
  const foreign = must(await trustOf(request, stranger, '2026-08-01T00:00:00.000Z', true)).trust;
  must(await installTrust(own.kioskFolder, later));
  assert.is(codeOf(await installTrust(own.kioskFolder, older)), 'E-IDENTITY-006');
  assert.is(codeOf(await installTrust(own.kioskFolder, foreign)), 'E-IDENTITY-005');
  assert.is(codeOf(await installTrust(own.kioskFolder, later.replace('样例县', '样例市'))), 'E-IDENTITY-004');
  assert.is(codeOf(await installTrust(own.kioskFolder, '{')), 'E-IDENTITY-004');
  assert.is(
    codeOf(
      await installTrust(
        own.kioskFolder,
        must(await trustOf(requestOf(stranger.keys), stranger, NOW, true)).trust,
      ),
    ),
    'E-IDENTITY-004',
  );
  assert.is(readFileSync(join(own.kioskFolder, 'trust.json'), 'utf8'), later);
});

test('a device that was never enrolled says so', async () => {
  assert.is(codeOf(await readTrust(temporaryFolder())), 'E-IDENTITY-003');
});

test('the county refuses altered requests and a taken name, unless told to replace it', async () => {
  const own = await enrolled();
  const twin = must(await loadOrMakeDeviceKeys(temporaryFolder(), DEVICE));
  assert.is(codeOf(await trustOf('{}', own)), 'E-COUNTY-003');
  assert.is(codeOf(await trustOf(requestOf(own.keys).replace('样例镇', '别的镇'), own)), 'E-COUNTY-003');
  assert.is(codeOf(await trustOf(requestOf(twin), own)), 'E-COUNTY-004');
  assert.ok((await trustOf(requestOf(own.keys), own)).ok, 'the same device may ask again');
  assert.ok((await trustOf(requestOf(twin), own, NOW, true)).ok);
  const device = readDevice(own.countyFolder, DEVICE);
  assert.is(device?.ledgerKey, twin.ledgerVkey);
  assert.equal(device?.formerLedgerKeys, [{ ledgerKey: own.keys.ledgerVkey, until: NOW }]);
});

test("the county's keys are never made over, not even when one of the two files is lost", async () => {
  for (const lost of ['', 'county.json', 'records.agekey']) {
    const { countyFolder } = await enrolled();
    if (lost !== '') rmSync(join(countyFolder, 'keys', lost));
    const left = readdirSync(join(countyFolder, 'keys')).map((name) => join(countyFolder, 'keys', name));
    const before = left.map((path) => readFileSync(path, 'utf8'));
    assert.is(codeOf(await makeCountyKeys(countyFolder, '样例县')), 'E-COUNTY-001', lost);
    assert.equal(
      left.map((path) => readFileSync(path, 'utf8')),
      before,
    );
  }
});

test('keys that a crash left unfinished are made anew', async () => {
  const folder = temporaryFolder();
  writeFileDurably(join(folder, 'keys.unfinished', 'records.agekey'), 'half');
  must(await makeCountyKeys(folder, '样例县'));
  assert.not.ok(existsSync(join(folder, 'keys.unfinished')));
});

test('the person digest is HMAC-SHA-256 of the number under the county key', () => {
  const key = Buffer.alloc(32, 3);
  const wanted = createHmac('sha256', key).update('990000194903070015').digest('hex');
  assert.is(personDigest(key.toString('base64'), '990000194903070015'), wanted);
});

test.run();
