import type { ConnectionOptions, TLSSocket } from 'node:tls';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readCountyLine, renewCountyLine, revoke } from '../../county-desk/enrolment/index.ts';
import { directLine } from '../../county-desk/pull/index.ts';
import { openLineCredentials } from '../../device-daemon/identity/index.ts';
import { lineTls } from '../../line/index.ts';
import { codeOf, must } from '../support/county-fixture.ts';
import { recordOf, serve, testCounty, testDevice } from '../support/county-line.ts';
import { eventually } from '../support/eventually.ts';
import { bytesGot, closedAfter, openLine, openTcp } from '../support/line-client.ts';
import { selfSigned } from '../support/self-signed.ts';

const county = await testCounty();
const device = await testDevice(county);
const kiosk = await serve(device, 10, {
  doorLimits: { connections: 12, perAddress: 6, perSecond: 1000, handshakeMs: 700 },
  requestLimits: { headMs: 700, requestMs: 2000, idleMs: 3000 },
});
test.after(() => kiosk.stop());

/** The county's own end as it stands now. */
function ownEnd(): ConnectionOptions {
  const { certificate, key, authority } = must(readCountyLine(county.folder));
  const pem = key.export({ format: 'pem', type: 'pkcs8' }).toString();
  return lineTls({ authority, certificate, key: pem });
}

const refused = (code: string): number => kiosk.line.state().refused[code] ?? 0;

/** The stranger gets not one byte of HTTP, and the refusal is counted under its code. */
async function getsNothing(options: ConnectionOptions, code: string): Promise<void> {
  const before = refused(code);
  assert.is(await bytesGot(kiosk.port, options), '');
  await eventually(`the refusal ${code}`, () => refused(code) === before + 1);
}

test('the county gets the checkpoint', async () => {
  assert.match(await bytesGot(kiosk.port, ownEnd()), /^HTTP\/1\.1 200 OK[\s\S]*kiosk-990000-01\n11\n/);
});

test('without a certificate: nothing', () => getsNothing({ minVersion: 'TLSv1.3' }, 'E-LINE-010'));

test('with a self-signed certificate that claims to be the county: nothing', async () => {
  const { key, certificate } = await selfSigned('URI:youfu:county');
  await getsNothing({ key, cert: certificate, minVersion: 'TLSv1.3' }, 'E-LINE-010');
});

test('with the certificate of another county: nothing', async () => {
  const { line } = await testCounty();
  const key = line.key.export({ format: 'pem', type: 'pkcs8' }).toString();
  await getsNothing({ key, cert: line.certificate, minVersion: 'TLSv1.3' }, 'E-LINE-010');
});

test("with a kiosk's certificate of the same county: nothing, and the log tells of it", async () => {
  const other = await testDevice(county, 'kiosk-990000-09');
  if (other.trust.line === null) throw new Error('it was enrolled with a certificate');
  const identity = must(openLineCredentials(other.folder, 'kiosk-990000-09', other.trust.line));
  await getsNothing(lineTls(identity), 'E-LINE-013');
  assert.equal(kiosk.events.at(-1), { what: 'line-refused', code: 'E-LINE-013', count: 1 });
});

test("with the county's own certificate after its end: nothing", async () => {
  const good = must(readCountyLine(county.folder));
  const ended = must(await renewCountyLine(county.folder, county.keys, '2021-03-01T00:00:00.000Z'));
  const key = ended.key.export({ format: 'pem', type: 'pkcs8' }).toString();
  await getsNothing({ key, cert: ended.certificate, minVersion: 'TLSv1.3' }, 'E-LINE-012');
  assert.is.not(good.certificate, ended.certificate);
  must(await renewCountyLine(county.folder, county.keys, new Date().toISOString()));
});

test('with TLS 1.2, or no TLS at all: nothing', async () => {
  const { minVersion: _min, maxVersion: _max, ...end } = ownEnd();
  await getsNothing({ ...end, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' }, 'E-LINE-014');
  const plain = await openTcp(kiosk.port);
  let got = '';
  plain.on('data', (piece) => {
    got += piece.toString('latin1');
  });
  plain.write('GET /checkpoint HTTP/1.1\r\nhost: kiosk\r\n\r\n');
  await closedAfter(plain, 5000);
  assert.not.match(got, /HTTP|kiosk/);
});

test('with a session of an earlier connection, which would prove no key: nothing', async () => {
  const first = await openLine(kiosk.port, ownEnd());
  const session = await new Promise<Buffer>((resolve) => first.once('session', resolve));
  first.destroy();
  await getsNothing({ ...ownEnd(), session }, 'E-LINE-010');
});

test('a handshake that is not begun, or comes byte by byte, is cut off in time', async () => {
  const silent = await openTcp(kiosk.port);
  assert.ok((await closedAfter(silent, 5000)) < 3000);
  const slow = await openTcp(kiosk.port);
  const drip = setInterval(() => slow.write(Buffer.of(0x16)), 100);
  assert.ok((await closedAfter(slow, 5000)) < 3000);
  clearInterval(drip);
});

test("a request that comes byte by byte is cut off in time, the county's too", async () => {
  const slow = await openLine(kiosk.port, ownEnd());
  slow.write('GET /checkpoint HTTP/1.1\r\n');
  const drip = setInterval(() => slow.write('x'), 100);
  assert.ok((await closedAfter(slow, 8000)) < 5000);
  clearInterval(drip);
  const idle = await openLine(kiosk.port, ownEnd());
  assert.ok((await closedAfter(idle, 10_000)) < 8000);
});

test('one address cannot take all connections, and others come in again when it lets go', async () => {
  const before = refused('E-LINE-015');
  const held: TLSSocket[] = [];
  for (let i = 0; i < 6; i++) held.push(await openLine(kiosk.port, ownEnd()));
  assert.is(await bytesGot(kiosk.port, ownEnd()), '');
  assert.is(refused('E-LINE-015'), before + 1);
  for (const socket of held) socket.destroy();
  await eventually('room', async () => (await bytesGot(kiosk.port, ownEnd())) !== '');
});

test('the county asks nobody but the kiosk that it means', async () => {
  const { folder, keys, line } = county;
  const address = `127.0.0.1:${kiosk.port}`;
  const options = { folder, keys, line: must(readCountyLine(folder)) };
  const wrong = must(directLine({ device: 'kiosk-990000-09', address }, options));
  const answer = await wrong.checkpoint();
  assert.is(codeOf(answer), 'E-COUNTY-021');
  assert.match(JSON.stringify(answer), 'another kiosk is there');
  await wrong.close();
  assert.is(line.authority, options.line.authority);
  assert.is(recordOf(county).certificates.length, 1);
});

test('a revoked certificate of the county is put out of an open connection at once, and let in no more', async () => {
  const { folder, keys } = county;
  const stolen = ownEnd();
  const open = await openLine(kiosk.port, stolen);
  // It has been answered, so that no time limit of a first request ends it.
  open.write('GET /checkpoint HTTP/1.1\r\nhost: kiosk\r\n\r\n');
  await new Promise((resolve) => open.once('data', resolve));
  const serial = open.getX509Certificate()?.serialNumber ?? '';
  must(await renewCountyLine(folder, keys, new Date().toISOString()));
  const list = must(revoke(serial, { folder, keys, now: new Date().toISOString(), reason: 'stolen' }));
  const line = must(readCountyLine(folder));
  const source = must(
    directLine({ device: 'kiosk-990000-01', address: `127.0.0.1:${kiosk.port}` }, { folder, keys, line }),
  );
  const closed = closedAfter(open, 2000);
  must(await source.deliver({ kind: 'order', bytes: Buffer.from(list.text) }));
  assert.ok((await closed) < 1000);
  await getsNothing(stolen, 'E-LINE-011');
  assert.is(must(await source.health()).orders.revoked, list.order.number);
  await source.close();
});

test.run();
