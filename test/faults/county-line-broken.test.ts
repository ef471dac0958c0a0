import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { Server } from 'node:net';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readDevice, revoke } from '../../county-desk/enrolment/index.ts';
import { DialledKiosks, directLine, type LogSource } from '../../county-desk/pull/index.ts';
import { openLineCredentials } from '../../device-daemon/identity/index.ts';
import { bundlesOf, tilesOf } from '../../domain/tlog/index.ts';
import { lineTls } from '../../line/index.ts';
import { codeOf, must } from '../support/county-fixture.ts';
import { serve, type TestDevice, testCounty, testDevice } from '../support/county-line.ts';
import { cuttingProxy } from '../support/cutting-proxy.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { selfSigned } from '../support/self-signed.ts';

const county = await testCounty();
const { folder, keys, line } = county;
const stops: Array<() => Promise<unknown>> = [];
test.after(async () => {
  for (const stop of stops.reverse()) await stop();
});

function sourceAt(device: string, port: number, answerMs = 3000): LogSource {
  const address = `127.0.0.1:${port}`;
  const source = must(directLine({ device, address }, { folder, keys, line, limits: { answerMs } }));
  stops.push(() => source.close());
  return source;
}

/** Everything under the checkpoint, with the first error there is. */
async function readAll(source: LogSource, size: number): Promise<string> {
  for (const tile of [...tilesOf(size), ...bundlesOf(size)]) {
    const read = await source.tile(tile);
    if (!read.ok) return read.error.code;
    if (read.value === undefined) return 'missing';
  }
  return 'whole';
}

/** A kiosk's key in the hands of a program that answers as the test says. */
async function lyingKiosk(device: TestDevice, listener: RequestListener): Promise<number> {
  if (device.trust.line === null) throw new Error('it was enrolled with a certificate');
  const identity = must(openLineCredentials(device.folder, device.trust.device, device.trust.line));
  return listen(createServer({ ...lineTls(identity), requestCert: true }, listener));
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(async () => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP address');
  return address.port;
}

test('a line that is cut in the middle of an answer is an error with a code, and the next read goes on', async () => {
  const kiosk = await serve(await testDevice(county, 'kiosk-990000-11'), 600);
  const proxy = await cuttingProxy(kiosk.port);
  stops.push(
    () => kiosk.stop(),
    () => proxy.close(),
  );
  const source = sourceAt('kiosk-990000-11', proxy.port);
  must(await source.checkpoint());
  // Within a bundle: its first records have come, and it is not asked for again by itself.
  proxy.cutAfter(80_000);
  assert.is(await readAll(source, kiosk.ledger.size), 'E-COUNTY-022');
  assert.is(await readAll(source, kiosk.ledger.size), 'whole');
  proxy.down(true);
  const off = await source.checkpoint();
  assert.ok(!off.ok && ['E-COUNTY-020', 'E-COUNTY-022'].includes(off.error.code));
  proxy.down(false);
  assert.is(await readAll(source, kiosk.ledger.size), 'whole');
});

test('a kiosk that is off is not reached', async () => {
  assert.is(codeOf(await sourceAt('kiosk-990000-11', await freePort()).checkpoint()), 'E-COUNTY-020');
});

test('answers that are endless, cut short or never come end in time with a code', async () => {
  const device = await testDevice(county, 'kiosk-990000-12');
  const port = await lyingKiosk(device, (request, response) => {
    if (request.url === '/checkpoint') {
      const drip = setInterval(() => response.write('x'.repeat(10_000)), 1);
      response.once('close', () => clearInterval(drip));
    } else if (request.url === '/tile/0/000') {
      response.writeHead(200, { 'content-length': 8192 });
      response.write('x');
      setTimeout(() => response.destroy(), 100);
    } else if (request.url === '/tile/0/001') {
      const drip = setInterval(() => response.write('x'), 100);
      response.once('close', () => clearInterval(drip));
    } else if (request.url === '/health') response.end('{"device": 5}');
    else response.writeHead(500).end();
  });
  const source = sourceAt('kiosk-990000-12', port, 800);
  assert.is(codeOf(await source.checkpoint()), 'E-COUNTY-023');
  assert.is(codeOf(await source.tile({ level: 0, index: 0, width: 256 })), 'E-COUNTY-022');
  assert.is(codeOf(await source.tile({ level: 0, index: 1, width: 256 })), 'E-COUNTY-022');
  assert.is(codeOf(await source.tile({ level: 0, index: 2, width: 256 })), 'E-COUNTY-024');
});

test('whoever stands in the line without the key of the kiosk is not spoken to', async () => {
  const { key, certificate } = await selfSigned('DNS:kiosk-990000-11');
  const asked: unknown[] = [];
  const server = createServer({ key, cert: certificate }, (request, response) => {
    asked.push(request.url);
    response.end('kiosk-990000-11\n0\n');
  });
  const source = sourceAt('kiosk-990000-11', await listen(server));
  const answer = await source.checkpoint();
  assert.is(codeOf(answer), 'E-COUNTY-021');
  assert.match(JSON.stringify(answer), 'E-LINE-010');
  assert.equal(asked, []);
});

test('a kiosk whose certificate has ended is not read', async () => {
  const device = await testDevice(county, 'kiosk-990000-13', { now: '2021-03-01T00:00:00.000Z' });
  const port = await lyingKiosk(device, (_request, response) => response.end('x'));
  const answer = await sourceAt('kiosk-990000-13', port).checkpoint();
  assert.is(codeOf(answer), 'E-COUNTY-021');
  assert.match(JSON.stringify(answer), 'E-LINE-012');
});

test('a kiosk that dials comes back by itself when the line or the county was away', async () => {
  const first = must(await hub(0));
  const { port } = first;
  const proxy = await cuttingProxy(port);
  stops.push(() => proxy.close());
  const kiosk = await dialling('kiosk-990000-14', proxy.port, 300);
  await eventually('the kiosk to dial', () => first.connected().includes('kiosk-990000-14'));
  const source = first.source('kiosk-990000-14');
  assert.is(await readAll(source, kiosk.ledger.size), 'whole');
  proxy.cutAfter(60_000);
  assert.is(await readAll(source, kiosk.ledger.size), 'E-COUNTY-022');
  await eventually('the kiosk to dial again', async () => (await source.checkpoint()).ok);
  assert.is(await readAll(source, kiosk.ledger.size), 'whole');
  proxy.down(true);
  await eventually('the county to see it go', () => first.connected().length === 0);
  assert.is(codeOf(await source.checkpoint()), 'E-COUNTY-026');
  await first.close();
  proxy.down(false);
  const second = must(await hub(port));
  stops.push(() => second.close());
  await eventually('the kiosk to find the county again', () => second.connected().length === 1);
  assert.is(kiosk.line.state().dial, 'connected');
});

test('a newer connection of the same kiosk takes the place of the older', async () => {
  const kiosks = must(await hub(0));
  stops.push(() => kiosks.close());
  const device = await testDevice(county, 'kiosk-990000-15');
  const one = await serve(device, 3, dialTo(kiosks.port));
  await eventually('the first', () => kiosks.connected().length === 1);
  // The same device once more, as after a cut that the county did not notice: its ledger is let go of first.
  await one.ledger.close();
  const two = await serve(device, 3, dialTo(kiosks.port));
  stops.push(() => two.stop());
  await eventually('the second', async () => (await kiosks.source('kiosk-990000-15').checkpoint()).ok);
  await one.line.close();
  assert.equal(kiosks.connected(), ['kiosk-990000-15']);
});

test("a revoked kiosk is put out of the county's listener within seconds, and let in no more", async () => {
  const refusals: string[] = [];
  const kiosks = must(await hub(0, (code) => refusals.push(code)));
  stops.push(() => kiosks.close());
  await dialling('kiosk-990000-16', kiosks.port);
  await eventually('the kiosk to dial', () => kiosks.connected().length === 1);
  must(revoke('kiosk-990000-16', { folder, keys, now: new Date().toISOString(), reason: 'stolen' }));
  // Ten seconds are promised: the list is read again after five, and looked at every five.
  await eventually('its end', () => kiosks.connected().length === 0, 11_000);
  await eventually('its refusal', () => refusals.includes('E-LINE-011'));
  assert.equal(kiosks.connected(), []);
  assert.is.not(readDevice(folder, 'kiosk-990000-16')?.revokedAt, null);
});

test('a kiosk that dials speaks to nobody but its county', async () => {
  const { key, certificate } = await selfSigned('URI:youfu:county');
  const impostor = await listen(createServer({ key, cert: certificate }));
  const kiosk = await dialling('kiosk-990000-17', impostor);
  await eventually('the refusal', () => (kiosk.line.state().refused['E-LINE-008'] ?? 0) > 0);
  assert.is(kiosk.line.state().connections, 0);
  // Another kiosk in the county's place is not the county either.
  const other = await testDevice(county, 'kiosk-990000-18');
  const port = await lyingKiosk(other, (_request, response) => response.end());
  const second = await dialling('kiosk-990000-19', port);
  await eventually('the refusal', () => (second.line.state().refused['E-LINE-008'] ?? 0) > 0);
});

function hub(port: number, refused: (code: string) => void = () => undefined) {
  return DialledKiosks.listen({
    ...{ folder, keys, line, host: '127.0.0.1', port, limits: { answerMs: 3000 } },
    tell: (event) => {
      if (event.what === 'refused') refused(event.code);
    },
  });
}

function dialTo(port: number) {
  return {
    settings: { listen: false, address: '127.0.0.1', port: 1, dial: `127.0.0.1:${port}` },
    dialPauses: { firstMs: 50, mostMs: 400, goodAfterMs: 1000 },
  };
}

async function dialling(id: string, port: number, entries = 30) {
  const kiosk = await serve(await testDevice(county, id), entries, dialTo(port));
  stops.push(() => kiosk.stop());
  return kiosk;
}

test.run();
