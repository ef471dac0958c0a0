import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  enrolDevice,
  hasCountyLine,
  loadOrMakeCountyLine,
  makeCountyKeys,
  readCountyLine,
  readRevocations,
  renewCountyLine,
  revoke,
} from '../../county-desk/enrolment/index.ts';
import {
  installTrust,
  lineCertificateHolds,
  loadOrMakeDeviceKeys,
  loadOrMakeLineKey,
  openLineCredentials,
  readTrust,
} from '../../device-daemon/identity/index.ts';
import { peerOf } from '../../domain/county/index.ts';
import { codeOf, must, requestOf } from '../support/county-fixture.ts';
import {
  recordOf,
  requestWithLine,
  type TestDevice,
  testCounty,
  testDevice,
} from '../support/county-line.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ID = 'kiosk-990000-01';
const NOW = '2026-12-01T08:00:00.000Z';
const DAY_MS = 86_400_000;

function lineOf(device: TestDevice) {
  if (device.trust.line === null) throw new Error('it was enrolled with a certificate');
  return device.trust.line;
}

function years(certificate: X509Certificate): number {
  return (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / (365.25 * DAY_MS);
}

test('certificates are what the field calls certificates: openssl verifies them, for server and client', async () => {
  const county = await testCounty(NOW);
  const device = await testDevice(county, ID, { now: NOW });
  const folder = temporaryFolder();
  const path = (name: string): string => join(folder, name);
  writeFileSync(path('authority.pem'), county.line.authority);
  writeFileSync(path('county.pem'), county.line.certificate);
  writeFileSync(path('kiosk.pem'), lineOf(device).certificate);
  const openssl = (...args: string[]): string => execFileSync('openssl', args, { encoding: 'utf8' });
  for (const name of ['county.pem', 'kiosk.pem'])
    for (const purpose of ['sslserver', 'sslclient']) {
      const said = openssl(
        ...['verify', '-x509_strict', '-attime', String(Date.parse(NOW) / 1000), '-purpose', purpose],
        ...['-CAfile', path('authority.pem'), path(name)],
      );
      assert.match(said, ': OK');
    }
  const text = openssl('x509', '-noout', '-text', '-in', path('kiosk.pem'));
  for (const fact of [`DNS:${ID}`, `CN = ${ID}`, 'CA:FALSE', 'NIST CURVE: P-256', 'ecdsa-with-SHA256'])
    assert.match(text, fact);
  assert.match(openssl('x509', '-noout', '-text', '-in', path('authority.pem')), 'CA:TRUE, pathlen:0');
  assert.not.match(readFileSync(path('kiosk.pem'), 'utf8'), 'PRIVATE');
});

test('the authority holds for 20 years, a device for 2, the county for 1', async () => {
  const county = await testCounty(NOW);
  const device = await testDevice(county, ID, { now: NOW });
  const near = (certificate: string, expected: number): void =>
    assert.ok(Math.abs(years(new X509Certificate(certificate)) - expected) < 0.02, certificate);
  near(county.line.authority, 20);
  near(lineOf(device).certificate, 2);
  near(county.line.certificate, 1);
});

test('who stands in a certificate is told by its one name alone', async () => {
  const county = await testCounty(NOW);
  const device = await testDevice(county, ID, { now: NOW });
  const kiosk = peerOf(new X509Certificate(lineOf(device).certificate));
  assert.ok(kiosk?.role === 'kiosk' && kiosk.device === ID);
  assert.is(peerOf(new X509Certificate(county.line.certificate))?.role, 'county');
  assert.is(peerOf(new X509Certificate(county.line.authority)), undefined);
});

test('requests and trust files from before there were certificates are taken as they are', async () => {
  const county = await testCounty(NOW);
  const folder = temporaryFolder();
  const keys = must(await loadOrMakeDeviceKeys(folder, ID));
  const options = { folder: county.folder, keys: county.keys, now: NOW, replace: false };
  const { trust } = must(await enrolDevice(requestOf(keys), options));
  assert.not.match(trust, 'CERTIFICATE');
  assert.is(must(await installTrust(folder, trust)).line, null);
  assert.is(must(await readTrust(folder)).line, null);
});

test('a county from before there were lines gets its authority at the next enrolment, once', async () => {
  const folder = join(temporaryFolder(), 'county');
  const keys = must(await makeCountyKeys(folder, '样例县'));
  assert.is(hasCountyLine(folder), false);
  await testDevice({ folder, keys, line: must(await loadOrMakeCountyLine(folder, keys, NOW)) });
  const first = must(readCountyLine(folder)).authority;
  assert.is(must(await loadOrMakeCountyLine(folder, keys, NOW)).authority, first);
});

test('a device installs no certificate that is for another key than its own', async () => {
  const county = await testCounty(NOW);
  const device = await testDevice(county, ID, { now: NOW });
  const before = readFileSync(join(device.folder, 'trust.json'), 'utf8');
  const request = requestWithLine(device.folder, device.keys);
  rmSync(join(device.folder, 'keys', 'line.pem'));
  must(loadOrMakeLineKey(device.folder));
  const options = {
    folder: county.folder,
    keys: county.keys,
    now: '2026-12-02T08:00:00.000Z',
    replace: false,
  };
  const { trust } = must(await enrolDevice(request, options));
  assert.is(codeOf(await installTrust(device.folder, trust)), 'E-LINE-002');
  assert.is(readFileSync(join(device.folder, 'trust.json'), 'utf8'), before);
  writeFileSync(join(device.folder, 'keys', 'line.pem'), 'no key');
  assert.is(codeOf(loadOrMakeLineKey(device.folder)), 'E-LINE-001');
  assert.is(codeOf(openLineCredentials(device.folder, ID, lineOf(device))), 'E-LINE-001');
});

test("another device's certificate, or another authority's, is none", async () => {
  const county = await testCounty(NOW);
  const [one, two] = [await testDevice(county, ID), await testDevice(county, 'kiosk-990000-02')];
  const stranger = await testCounty(NOW);
  assert.is(codeOf(openLineCredentials(one.folder, ID, lineOf(two))), 'E-LINE-002');
  const mixed = { ...lineOf(one), authority: stranger.line.authority };
  assert.is(codeOf(openLineCredentials(one.folder, ID, mixed)), 'E-LINE-002');
  assert.ok(openLineCredentials(one.folder, ID, lineOf(one)).ok);
});

test('a device is told 60 days before its certificate ends, and when it has ended', async () => {
  const device = await testDevice(await testCounty(NOW), ID, { now: NOW });
  const end = Date.parse('2028-12-01T08:00:00.000Z');
  const at = (time: number): string => {
    const holds = lineCertificateHolds(lineOf(device), time);
    return holds.ok ? holds.value : holds.error.code;
  };
  assert.is(at(end - 61 * DAY_MS), '2028-12-01T08:00:00.000Z');
  assert.is(at(end - 59 * DAY_MS), 'E-LINE-003');
  assert.is(at(end + 1000), 'E-LINE-004');
  assert.is(at(Date.parse(NOW) - 2 * DAY_MS), 'E-LINE-004');
});

test('renewal: enrolled again, a device has a new certificate and the old one goes on until it ends', async () => {
  const county = await testCounty(NOW);
  const device = await testDevice(county, ID, { now: NOW });
  const again = await testDevice(county, ID, { now: '2028-11-01T08:00:00.000Z', folder: device.folder });
  assert.is(must(lineCertificateHolds(lineOf(again), Date.parse('2029-01-01'))), '2030-11-01T08:00:00.000Z');
  assert.is(recordOf(county).certificates.length, 2);
  assert.equal(must(readRevocations(county.folder, county.keys)), []);
  // A year later the first has ended and is forgotten.
  await testDevice(county, ID, { now: '2029-11-01T08:00:00.000Z', folder: device.folder });
  assert.is(recordOf(county).certificates.length, 2);
});

test('the certificate of a device that was set up anew is revoked with the keys that it replaces', async () => {
  const county = await testCounty(NOW);
  const old = await testDevice(county, ID, { now: NOW });
  await testDevice(county, ID, { now: NOW, replace: true });
  const [entry, ...others] = must(readRevocations(county.folder, county.keys));
  assert.is(entry?.serial, new X509Certificate(lineOf(old).certificate).serialNumber);
  assert.is(entry?.reason, 'replaced');
  assert.equal(others, []);
  assert.not.ok(recordOf(county).certificates.some(({ serial }) => serial === entry?.serial));
});

test('a revoked device gets no new certificate with the same keys, but with new ones', async () => {
  const county = await testCounty(NOW);
  const { folder, keys } = county;
  const device = await testDevice(county, ID, { now: NOW });
  const options = { folder, keys, now: NOW, reason: 'stolen' } as const;
  const { order } = must(revoke(ID, options));
  assert.ok(order.kind === 'revoked' && order.device === '*' && order.revoked.length === 1);
  const request = requestWithLine(device.folder, device.keys);
  for (const replace of [false, true])
    assert.is(codeOf(await enrolDevice(request, { folder, keys, now: NOW, replace })), 'E-COUNTY-030');
  const later = '2026-12-05T08:00:00.000Z';
  await testDevice(county, ID, { now: later, replace: true });
  assert.is(recordOf(county).revokedAt, null);
  assert.is(
    recordOf(county).formerLedgerKeys.at(-1)?.until,
    NOW,
    'the old key is believed up to its revocation',
  );
  assert.is(must(readRevocations(folder, keys)).length, 1, 'what was revoked stays so');
});

test("the county's own certificate is renewed and revoked by its serial number; others have none", async () => {
  const { folder, keys, line } = await testCounty(NOW);
  const options = { folder, keys, now: NOW, reason: 'key-leaked' } as const;
  const serial = new X509Certificate(line.certificate).serialNumber;
  const renewed = must(await renewCountyLine(folder, keys, NOW));
  assert.is(renewed.authority, line.authority);
  assert.is.not(renewed.certificate, line.certificate);
  must(revoke(serial, options));
  assert.equal(
    must(readRevocations(folder, keys)).map((one) => [one.serial, one.device]),
    [[serial, null]],
  );
  assert.is(codeOf(revoke('kiosk-990000-77', options)), 'E-COUNTY-029');
  writeFileSync(join(folder, 'keys', 'line', 'county.pem'), 'no key');
  assert.is(codeOf(readCountyLine(folder)), 'E-COUNTY-028');
});

test('what has ended by itself leaves the list', async () => {
  const county = await testCounty(NOW);
  const { folder, keys } = county;
  await testDevice(county, ID, { now: NOW });
  await testDevice(county, 'kiosk-990000-02', { now: '2028-11-01T08:00:00.000Z' });
  must(revoke(ID, { folder, keys, now: '2027-01-01T00:00:00.000Z', reason: 'lost' }));
  must(revoke('kiosk-990000-02', { folder, keys, now: '2029-01-01T00:00:00.000Z', reason: 'lost' }));
  assert.equal(
    must(readRevocations(folder, keys)).map(({ device }) => device),
    ['kiosk-990000-02'],
  );
});

test.run();
