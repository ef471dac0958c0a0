import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { z } from 'zod';
import { madeUpPeople, PhotoLibrary } from '../../config/index.ts';
import type { CardReading } from '../../domain/index.ts';
import { IssuedCard } from '../../firmware-bridge/simulators/index.ts';
import { buildLibrary } from '../fixtures/photo/index.ts';
import { must } from '../support/county-fixture.ts';
import { eventually } from '../support/eventually.ts';
import { type TestReader, testReader } from '../support/simulated-reader.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type TestLink, testLink } from '../support/test-bridge.ts';

const folder = temporaryFolder();
let reader: TestReader;
const bridges: TestLink[] = [];

test.before(async () => {
  reader = await testReader();
});
test.after.each(async () => {
  for (const { link } of bridges.splice(0)) await link.stop();
});
test.after(() => reader.stop());

/** A card whose photo looks like one of the police codec. */
const wltCard = IssuedCard.parse({ ...madeUpPeople()[0]?.card, photo: null });

async function seen({ link }: TestLink, card: 'present' | 'none'): Promise<void> {
  await eventually(`card ${card}`, async () => {
    const state = await link.readerState();
    return state.ok && state.value.reader === 'ready' && state.value.card === card;
  });
}

/** A bridge whose decoder is this library, and the card lying on its reader. */
async function bridgeWith(
  path: string,
  change: Partial<z.input<typeof PhotoLibrary>> = {},
): Promise<TestLink> {
  const photoLibrary = PhotoLibrary.parse({ path, abi: 'unpack', code: 602, timeoutMs: 5000, ...change });
  const bridge = await testLink(reader, { photoDecoder: 'vendor-library', photoLibrary });
  bridges.push(bridge);
  await seen(bridge, 'present');
  return bridge;
}

async function read(bridge: TestLink): Promise<CardReading> {
  const reading = must(await bridge.link.readCard());
  assert.is(reading.identity.name, '张建国');
  assert.is(reading.decoder, 'vendor-library');
  return reading;
}

/** A file of /proc, '' when the process is gone. */
function told(pid: number, file: 'cmdline' | 'comm' | 'status'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** Processes of a library that run for this bridge. */
function libraryProcesses(bridge: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => told(pid, 'cmdline').includes('library-host'))
    .filter((pid) => told(pid, 'status').includes(`\nPPid:\t${bridge}\n`));
}

const gone = (pid: number): boolean =>
  ['', 'Z'].includes(/^State:\s+(.)/m.exec(told(pid, 'status'))?.[1] ?? '');

async function layOn(card: 'specimen' | 'wlt'): Promise<void> {
  await reader.ask(
    card === 'specimen' ? { cmd: 'insert', person: 'p001' } : { cmd: 'insert', card: wltCard },
  );
}

test('a specimen card on a device with a maker’s library is read without photo, and it is said why', async () => {
  await layOn('specimen');
  const bridge = await bridgeWith(buildLibrary(folder, 'unpack'));
  const reading = await read(bridge);
  assert.is(reading.photo, null);
  assert.is(reading.photoCode, 'E-CARD-013');
});

test('a library that crashes: the card is read, the bridge lives, and the next right library decodes', async () => {
  await layOn('wlt');
  const path = buildLibrary(folder, 'unpack', 'CRASH');
  const bridge = await bridgeWith(path);
  const { pid } = bridge.link;
  const reading = await read(bridge);
  assert.is(reading.photo, null);
  assert.is(reading.photoCode, 'E-CARD-018');
  copyFileSync(buildLibrary(folder, 'unpack'), path);
  const good = await read(bridge);
  assert.is(good.photoCode, null);
  assert.is(good.photo?.pixels.length, 102 * 126 * 3);
  must(await bridge.link.wipe());
  assert.is(bridge.link.pid, pid);
  assert.is(bridge.link.counters().deaths, 0);
  await eventually('no process outlives its photo', () => libraryProcesses(pid ?? 0).length === 0);
});

test('a library that hangs costs its time limit and no more; it ends with its bridge', async () => {
  await layOn('wlt');
  const bridge = await bridgeWith(buildLibrary(folder, 'unpack', 'SPIN'), { timeoutMs: 3000 });
  const pid = bridge.link.pid ?? 0;
  const reading = await read(bridge);
  assert.is(reading.photoCode, 'E-CARD-018');
  assert.is(bridge.link.counters().deaths, 0);
  const hanging = bridge.link.readCard();
  const library = await eventually('the library at work', () =>
    libraryProcesses(pid).find((one) => told(one, 'comm') === 'spinning\n'),
  );
  process.kill(pid, 'SIGKILL');
  assert.not((await hanging).ok);
  await eventually('the end of the process', () => gone(library));
});

test('a process that is ended while it waits for a card costs no photo', async () => {
  await layOn('wlt');
  const bridge = await bridgeWith(buildLibrary(folder, 'unpack'));
  const pid = bridge.link.pid ?? 0;
  // No card: the reading ends without a photo, its process waits for the next.
  await reader.ask({ cmd: 'remove' });
  await seen(bridge, 'none');
  assert.not((await bridge.link.readCard()).ok);
  const waiting = await eventually('the process', () => libraryProcesses(pid)[0]);
  process.kill(waiting, 'SIGKILL');
  await layOn('wlt');
  await seen(bridge, 'present');
  assert.is((await read(bridge)).photoCode, null);
});

test('a report of the devices says whether the library loads', async () => {
  await layOn('wlt');
  const missing = await bridgeWith('/no/such/library.so');
  const report = must(await missing.link.report());
  assert.equal([report.reader.decoder.name, report.reader.decoder.code], ['vendor-library', 'E-CARD-017']);
  const there = await bridgeWith(buildLibrary(folder, 'unpack'));
  assert.is(must(await there.link.report()).reader.decoder.code, null);
});

test.run();
