import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { packageFolder } from '../../config/index.ts';
import {
  type Device,
  readCountyKeys,
  readCountyLine,
  readDevice,
} from '../../county-desk/enrolment/index.ts';
import { directLine, type LogSource } from '../../county-desk/pull/index.ts';
import { openCountyStore } from '../../county-desk/store/index.ts';
import type { LedgerEvent } from '../../domain/index.ts';
import {
  bundleEntries,
  bundlesOf,
  cosignerOf,
  cosignNote,
  decodeEntry,
  openCheckpoint,
  openCosigned,
  parseVerifierKey,
} from '../../domain/tlog/index.ts';
import { must } from '../support/county-fixture.ts';
import { eventually } from '../support/eventually.ts';
import { runKiosk } from '../support/running-kiosk.ts';

/** A whole kiosk as `npm start` runs it, and the made-up county that it enrolled at. */
const ID = 'kiosk-990000-01';
let kiosk = await runKiosk();
const home = join(kiosk.data, '..');
const countyFolder = join(home, 'county');
const keys = must(await readCountyKeys(countyFolder));
const line = must(readCountyLine(countyFolder));
test.after(async () => {
  await source.close();
  await kiosk.stop();
  kiosk.remove();
});

function enrolledDevice(): Device {
  const device = readDevice(countyFolder, ID);
  if (device === undefined) throw new Error('it enrolled itself at its first run');
  return device;
}

const source = must(directLine(enrolledDevice(), { folder: countyFolder, keys, line }));

/** Runs one of the programs as an officer or technician would; gives what it said. */
async function run(program: 'kiosk' | 'county', ...args: string[]): Promise<string> {
  const options = { cwd: packageFolder(), env: kiosk.env };
  const { stdout } = await promisify(execFile)(process.execPath, [`bin/${program}.js`, ...args], options);
  return stdout;
}

/** Every entry under the signed checkpoint, as the county reads it. */
async function entries(from: LogSource): Promise<{ note: string; events: LedgerEvent[] }> {
  const note = must(await from.checkpoint()) ?? '';
  const verifier = parseVerifierKey(enrolledDevice().ledgerKey);
  const checkpoint = verifier && openCheckpoint(note, verifier);
  if (checkpoint === undefined) throw new Error('the checkpoint must be signed by the enrolled key');
  const events: LedgerEvent[] = [];
  for (const bundle of bundlesOf(checkpoint.size))
    for (const bytes of bundleEntries(must(await from.tile(bundle)) ?? Buffer.of())) {
      const entry = decodeEntry(Buffer.from(bytes));
      if (entry !== undefined) events.push(entry.data);
    }
  assert.is(events.length, checkpoint.size);
  return { note, events };
}

const has = async (event: LedgerEvent['event']): Promise<boolean> =>
  (await entries(source)).events.some((one) => one.event === event);

const Health = z.object({
  ok: z.boolean(),
  line: z.object({ port: z.number().nullable(), code: z.string().nullable() }),
});

async function health() {
  return Health.parse(await (await fetch(`${kiosk.url}/healthz`)).json());
}

test('a kiosk as it starts serves its log to its own county', async () => {
  assert.is(enrolledDevice().address, `127.0.0.1:${kiosk.countyPort}`);
  assert.equal((await health()).line, { ...(await health()).line, port: kiosk.countyPort, code: null });
  const { events } = await entries(source);
  assert.is(events[0]?.event, 'device-started');
  const told = must(await source.health());
  assert.is(told.device, ID);
  assert.ok(told.size >= events.length);
});

test("any HTTPS client with the county's certificate can look: curl as docs/county-line.md has it", async () => {
  const folder = join(countyFolder, 'keys', 'line');
  const words = /curl ([\s\S]*?)\n```/.exec(
    readFileSync(join(packageFolder(), 'docs', 'county-line.md'), 'utf8'),
  );
  const args = (words?.[1] ?? '')
    .replaceAll('\\\n', ' ')
    .replace('10.1.2.3:8651', `127.0.0.1:${kiosk.countyPort}`)
    .split(/\s+/);
  const { stdout } = await promisify(execFile)('curl', ['--silent', '--show-error', ...args], {
    cwd: folder,
  });
  assert.match(stdout, new RegExp(`^${ID}\n\\d+\n`));
});

test('orders are issued and delivered by command, and stand in the log', async () => {
  assert.match(await run('county', 'order', 'recipients', keys.recipient), 'order 1: recipients, for *');
  assert.match(
    await run('county', 'order', 'retention', '48', '--device', ID),
    `order 2: retention, for ${ID}`,
  );
  assert.match(await run('county', 'deliver', ID), 'orders: 2');
  assert.match(await run('county', 'deliver', ID), 'orders: 0');
  await eventually(
    'the orders in the log',
    async () => (await has('order-taken')) && has('recipients-changed'),
  );
  const { orders } = must(await source.health());
  assert.equal(orders, { recipients: 1, revoked: 0, retention: 2 });
});

test("the county's cosignature is kept by the ledger, and a forged one is not", async () => {
  const { note } = await entries(source);
  const name = parseVerifierKey(keys.verifierKey)?.name ?? '';
  const seconds = Math.floor(Date.now() / 1000);
  const cosigned = cosignNote(note, name, keys.signingKey, seconds);
  const forged = await source.deliver({ kind: 'cosignature', bytes: Buffer.from(note) });
  assert.ok(!forged.ok && forged.error.code === 'E-COUNTY-025');
  assert.match(JSON.stringify(forged), 'E-LEDGER-022');
  must(await source.deliver({ kind: 'cosignature', bytes: Buffer.from(cosigned) }));
  assert.is(readFileSync(join(kiosk.data, 'ledger', 'cosignature'), 'utf8'), cosigned);
});

test('the county pulls the kiosk that runs by command: proven, kept, cosigned, and found again by an auditor', async () => {
  const size = (await entries(source)).events.length;
  await run('county', 'pull');
  const kept = readFileSync(join(countyFolder, 'mirror', ID, 'checkpoint'), 'utf8');
  const log = parseVerifierKey(enrolledDevice().ledgerKey);
  const county = parseVerifierKey(keys.verifierKey);
  if (log === undefined || county === undefined) throw new Error('keys that were just written');
  assert.ok((openCheckpoint(kept, log)?.size ?? 0) >= size, 'all that was there is in the mirror');
  const cosigned = openCosigned(
    readFileSync(join(kiosk.data, 'ledger', 'cosignature'), 'utf8'),
    log,
    cosignerOf(county),
  );
  assert.is(cosigned?.checkpoint.size, openCheckpoint(kept, log)?.size);
  assert.match(await run('county', 'verify', 'logs'), ID);
  await run('county', 'check');
  const store = must(await openCountyStore(countyFolder));
  const acts = (await store.acts(0, 100)).map(({ data }) => data);
  await store.close();
  assert.equal(
    acts.flatMap((act) => (act.act === 'ordered' ? [act.order] : [])),
    ['1-recipients', '2-retention'],
    'each order stands in the ledger of the county',
  );
});

test('a stick carries the log there, and orders and a roster back', async () => {
  const stick = join(home, 'stick');
  mkdirSync(stick);
  assert.match(await run('kiosk', 'log', 'export', stick), 'exported: ');
  assert.is(JSON.parse(readFileSync(join(stick, 'kiosk.json'), 'utf8')).device, ID);
  await run('county', 'order', 'retention', '60');
  assert.match(await run('county', 'deliver', ID, '--to', stick), 'orders: 2');
  const said = await run('kiosk', 'inbox', 'take', stick);
  assert.match(said, /had: .*order-/);
  assert.match(said, /taken: .*order-/);
  assert.is(must(await source.health()).orders.retention, 3);
  assert.match(await run('kiosk', 'inbox', 'take', stick), 'nothing in inbox/');
});

test('doctor tells of the line', async () => {
  const report = await promisify(execFile)(process.execPath, ['bin/kiosk.js', 'doctor', '--json'], {
    cwd: packageFolder(),
    env: kiosk.env,
  }).catch((error: { stdout: string }) => error);
  const findings: Array<{ part: string; state: string; detail: string }> = JSON.parse(report.stdout).findings;
  const finding = findings.find(({ part }) => part === 'line');
  assert.is(finding?.state, 'good');
  assert.match(finding?.detail ?? '', `port ${kiosk.countyPort}, certificate until `);
});

test('a port that is taken is told with its code, and people are served all the same (X17)', async () => {
  const { countyPort } = kiosk;
  await kiosk.stop();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(countyPort, '127.0.0.1', resolve));
  kiosk = await runKiosk(undefined, home, { countyPort });
  const { ok, line: state } = await health();
  assert.is(ok, true);
  assert.equal([state.port, state.code], [null, 'E-LINE-005']);
  await new Promise((resolve) => other.close(resolve));
});

test.run();
