import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { issueOrder, latestOrder, ordersFor, RevocationWatch } from '../../county-desk/enrolment/index.ts';
import { directLine } from '../../county-desk/pull/index.ts';
import { packRoster } from '../../county-desk/roster/index.ts';
import { CountyLine } from '../../device-daemon/county-api/index.ts';
import { INBOX_KINDS, type InboxKind, writeOrder } from '../../domain/county/index.ts';
import { ok } from '../../domain/index.ts';
import { parseVerifierKey } from '../../domain/tlog/index.ts';
import { lineTls, RequestBudget } from '../../line/index.ts';
import { codeOf, madeUpRows, must, NOW } from '../support/county-fixture.ts';
import { recordOf, serve, testCounty, testDevice } from '../support/county-line.ts';
import { askOnce } from '../support/line-client.ts';

const ID = 'kiosk-990000-01';
const county = await testCounty();
const { folder, keys } = county;
const kiosk = await serve(await testDevice(county), 300, {
  doorLimits: { connections: 16, perAddress: 16, perSecond: 1000, handshakeMs: 5000 },
});
const end = lineTls({
  authority: county.line.authority,
  certificate: county.line.certificate,
  key: county.line.key.export({ format: 'pem', type: 'pkcs8' }).toString(),
});
test.after(() => kiosk.stop());

const get = (path: string) => askOnce(kiosk.port, end, { path });

function put(kind: InboxKind, body: Uint8Array) {
  const headers = { 'content-type': INBOX_KINDS[kind].type, 'content-length': String(body.length) };
  return askOnce(kiosk.port, end, { method: 'PUT', path: '/inbox', headers, body });
}

/** The status and code of a file that must be refused, with nothing kept of it. */
async function refused(kind: InboxKind, body: Uint8Array): Promise<string> {
  const before = kept();
  const { status, body: text } = await put(kind, body);
  assert.equal(kept(), before);
  assert.is(status, 422);
  return JSON.parse(text).code;
}

/** Every file of orders with its content, and the roster in use. */
function kept(): string[] {
  const orders = join(kiosk.folder, 'orders');
  const files = existsSync(orders) ? readdirSync(orders).sort() : [];
  return [
    ...files.map((name) => `${name}\n${readFileSync(join(orders, name), 'utf8')}`),
    String(kiosk.roster.info()?.version),
  ];
}

test('full tiles never change, everything else is asked again', async () => {
  const full = await get('/tile/0/000');
  assert.is(full.status, 200);
  assert.is(full.headers['cache-control'], 'max-age=31536000, immutable');
  assert.is(full.body.length, 256 * 32);
  assert.is((await get('/tile/0/001.p/45')).headers['cache-control'], 'no-cache');
  assert.is((await get('/checkpoint')).headers['cache-control'], 'no-cache');
});

test('a partial tile or bundle of any earlier size is cut from what has grown since', async () => {
  const grown = await get('/tile/0/001.p/45');
  const smaller = await get('/tile/0/001.p/7');
  assert.is(smaller.body, grown.body.slice(0, 7 * 32));
  const bundle = await get('/tile/entries/000.p/3');
  const whole = await get('/tile/entries/000');
  assert.is(bundle.status, 200);
  assert.ok(whole.body.startsWith(bundle.body) && bundle.body.length < whole.body.length / 50);
  assert.is((await get('/tile/0/001.p/46')).status, 404, 'not there yet');
});

test('one tile has one name; everything that is not exactly a path of the log is not there', async () => {
  const paths = [
    ...['/', '/tile', '/tile/', '/tile/0', '/tile/0/0', '/tile/0/0000', '/tile/0/x000/000', '/tile/00/000'],
    ...['/tile/0/000.p/0', '/tile/0/000.p/256', '/tile/0/000.p/007', '/tile/0/000.p/3/', '/tile/64/000'],
    ...['/tile/-1/000', '/tile/entries/000.p/', '/tile/0/000?x=1', '/tile/0/%30%30%30', '/tile/0/../0/000'],
    ...['/tile/0/..%2f..%2fkeys%2fdevice.json', '/tile/0/000%00', '//tile/0/000', '/TILE/0/000'],
    ...['/blob/', '/blob/abc', `/blob/${'A'.repeat(64)}`, `/blob/${'0'.repeat(64)}`, '/blob/../checkpoint'],
    ...['/checkpoint/', '/checkpoint.txt', '/journal', '/lock', '/keys/device.json', '/inbox', '/metrics'],
    ...['/healthz', '/health/x'],
  ];
  for (const path of paths) {
    const { status, body } = await get(path);
    assert.is(status, 404, path);
    assert.is(body, '', path);
  }
});

test('there are no other methods', async () => {
  for (const method of ['HEAD', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])
    assert.is((await askOnce(kiosk.port, end, { method, path: '/checkpoint' })).status, 404, method);
  assert.is((await askOnce(kiosk.port, end, { method: 'PUT', path: '/checkpoint' })).status, 404);
});

test('large heads, large bodies and unknown kinds are refused before they are read', async () => {
  const headers = { 'x-large': 'x'.repeat(9000) };
  assert.is((await askOnce(kiosk.port, end, { path: '/checkpoint', headers })).status, 431);
  assert.is((await put('order', Buffer.alloc(INBOX_KINDS.order.maxBytes + 1))).status, 413);
  assert.is((await put('cosignature', Buffer.alloc(INBOX_KINDS.cosignature.maxBytes + 1))).status, 413);
  for (const type of ['application/json', 'text/plain', 'application/octet-stream', '']) {
    const question = {
      method: 'PUT',
      path: '/inbox',
      headers: { 'content-type': type },
      body: Buffer.from('{}'),
    };
    assert.is((await askOnce(kiosk.port, end, question)).status, 415, type);
  }
});

test('health tells of the device and of nobody else', async () => {
  const { status, body, headers } = await get('/health');
  assert.is(status, 200);
  assert.is(headers['cache-control'], 'no-store');
  const facts = JSON.parse(body);
  assert.equal(Object.keys(facts).sort(), [
    'at',
    'certificateUntil',
    'device',
    'dial',
    'orders',
    'size',
    'software',
  ]);
  assert.is(facts.size, 301);
});

test('an order is taken once, in order, when it is signed and for this device; else nothing is kept', async () => {
  const other = await testCounty();
  const signer = parseVerifierKey(keys.verifierKey)?.name ?? '';
  const order = { format: 'youfu-order/1', signer, kind: 'retention', issuedAt: NOW, months: 40 } as const;
  const signed = (
    change: { signer?: string; device?: string; number?: number; months?: number },
    key = keys.signingKey,
  ) => Buffer.from(writeOrder({ ...order, device: ID, number: 5, ...change }, key));
  assert.is(await refused('order', Buffer.from('{}')), 'E-LINE-020');
  assert.is(await refused('order', Buffer.from('no json')), 'E-LINE-020');
  assert.is(await refused('order', signed({}, other.keys.signingKey)), 'E-LINE-021');
  assert.is(await refused('order', signed({ signer: 'county-00000000' })), 'E-LINE-021', 'of another name');
  assert.is(await refused('order', Buffer.from(signed({}).toString().replace('40', '41'))), 'E-LINE-021');
  assert.is(await refused('order', signed({ device: 'kiosk-990000-02' })), 'E-LINE-022');
  assert.is((await put('order', signed({}))).body, '{"state":"taken"}');
  assert.is((await put('order', signed({}))).body, '{"state":"had"}');
  assert.is(await refused('order', signed({ number: 4 })), 'E-LINE-023');
  assert.is(await refused('order', signed({ months: 50 })), 'E-LINE-023', 'another order of the same number');
  assert.is((await put('order', signed({ number: 6, device: '*', months: 60 }))).body, '{"state":"taken"}');
  assert.equal(
    kiosk.orders.map(({ number }) => number),
    [5, 6],
  );
  // Orders of another kind are counted by themselves: a later one of this kind does not make them old.
  const recipients = { kind: 'recipients' as const, recipients: [keys.recipient] };
  const head = { format: 'youfu-order/1' as const, signer, issuedAt: NOW, device: ID, number: 2 };
  const text = writeOrder({ ...head, ...recipients }, keys.signingKey);
  assert.is((await put('order', Buffer.from(text))).status, 200);
});

test('a roster goes the existing way, and not while somebody stands at the kiosk', async () => {
  const rows = madeUpRows(20);
  const device = recordOf(county);
  const bytes = async (version: number, by = keys) =>
    (await packRoster(rows, device, by, version, NOW)).bytes;
  const other = await testCounty();
  assert.is(await refused('roster', await bytes(1, other.keys)), 'E-ROSTER-002');
  assert.is(await refused('roster', Buffer.from('no roster')), 'E-ROSTER-001');
  kiosk.busy = true;
  const later = await put('roster', await bytes(1));
  assert.is(later.status, 503);
  assert.is(later.headers['retry-after'], '5');
  assert.is(kiosk.roster.info(), undefined);
  kiosk.busy = false;
  assert.is((await put('roster', await bytes(1))).status, 200);
  assert.is(kiosk.roster.info()?.rows, 20);
  assert.equal(kiosk.events.at(-1), { what: 'roster-imported', version: 1, rows: 20 });
  assert.is(await refused('roster', await bytes(1)), 'E-ROSTER-005');
});

test('a client that asks without end is told to wait, and gets its answer when it has waited', async () => {
  const slow = await serve(await testDevice(county, 'kiosk-990000-02'), 3, { requestsPerSecond: 0.5 });
  const ask = () => askOnce(slow.port, end, { path: '/checkpoint' });
  const answers = await Promise.all(Array.from({ length: 6 }, ask));
  assert.ok(answers.some(({ status }) => status === 200));
  const refusal = answers.find(({ status }) => status === 429);
  assert.equal([refusal?.headers['retry-after'], refusal?.body], ['1', '']);
  const address = `127.0.0.1:${slow.port}`;
  const source = must(directLine({ device: 'kiosk-990000-02', address }, county));
  assert.match(must(await source.checkpoint()) ?? '', 'kiosk-990000-02');
  await source.close();
  await slow.stop();
});

test('a budget of requests is earned with time, and never more than a burst of it', () => {
  const budget = new RequestBudget(10, 0);
  const taken = (now: number): number =>
    Array.from({ length: 50 }, () => budget.take(now)).filter(Boolean).length;
  assert.equal([taken(0), taken(0), taken(500), taken(3_600_000), taken(3_599_000)], [20, 0, 5, 20, 0]);
});

test('orders that were taken are in effect again after a start, and an altered one is not believed', async () => {
  const seen: number[] = [];
  const { line: _line, ...rest } = kiosk;
  const open = () =>
    CountyLine.open({
      dataFolder: rest.folder,
      settings: { listen: false, address: '127.0.0.1', port: 1, dial: null },
      trust: rest.trust,
      importRoster: async () => ok({ version: 1, rows: 0 }),
      takeCosignature: async () => ok(undefined),
      applyOrder: async (order) => {
        seen.push(order.number);
        return ok(undefined);
      },
      busy: () => false,
      health: () => ({}),
      tell: () => undefined,
      log: () => undefined,
    });
  await kiosk.line.close();
  const again = await open();
  assert.equal(seen.sort(), [2, 6]);
  assert.is(again.state().code, null);
  await again.close();
  const path = join(rest.folder, 'orders', 'retention.json');
  const text = readFileSync(path, 'utf8').replace('60', '61');
  const { writeFileDurably } = await import('../../config/index.ts');
  writeFileDurably(path, text);
  const altered = await open();
  assert.is(altered.state().code, 'E-LINE-024');
  await altered.close();
});

test('a damaged order of the county is not passed over: it may have revoked somebody', async () => {
  const own = await testCounty();
  const made = must(issueOrder(own.folder, own.keys, { kind: 'revoked', device: '*', revoked: [] }, NOW));
  const watch = new RevocationWatch(own.folder, own.keys);
  assert.is(watch.isRevoked('AB'), false);
  const path = join(own.folder, 'orders', '000001-revoked.json');
  writeFileSync(path, made.text.replace('"number": 1', '"number": 2'));
  assert.is(codeOf(latestOrder(own.folder, own.keys, 'revoked')), 'E-COUNTY-035');
  assert.is(codeOf(ordersFor(own.folder, own.keys, ID)), 'E-COUNTY-035');
  assert.is(new RevocationWatch(own.folder, own.keys).isRevoked('AB'), true, 'nobody is believed');
  // Those of a key that the county had before are void, and their numbers stay taken.
  const former = await testCounty();
  const foreign = must(
    issueOrder(former.folder, former.keys, { kind: 'revoked', device: '*', revoked: [] }, NOW),
  );
  writeFileSync(path, foreign.text);
  assert.is(must(latestOrder(own.folder, own.keys, 'revoked')), undefined);
  const next = must(issueOrder(own.folder, own.keys, { kind: 'retention', device: '*', months: 12 }, NOW));
  assert.is(next.order.number, 2);
});

test("the county's orders have numbers that only grow, and must leave it able to open its records", () => {
  const made = must(issueOrder(folder, keys, { kind: 'retention', device: '*', months: 12 }, NOW));
  const next = must(issueOrder(folder, keys, { kind: 'retention', device: ID, months: 24 }, NOW));
  assert.ok(next.order.number > made.order.number);
  const foreign = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
  const without = issueOrder(folder, keys, { kind: 'recipients', device: '*', recipients: [foreign] }, NOW);
  assert.is(without.ok ? '' : without.error.code, 'E-COUNTY-032');
  const short = issueOrder(folder, keys, { kind: 'retention', device: '*', months: 5 }, NOW);
  assert.is(short.ok ? '' : short.error.code, 'E-COUNTY-032');
});

test.run();
