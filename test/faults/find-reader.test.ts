import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BridgeOptions, ReaderProfile } from '../../config/index.ts';
import type { ReaderFinding } from '../../domain/index.ts';
import { findReader } from '../../firmware-bridge/find-reader.ts';
import { openPty, type SimulatedLine } from '../../firmware-bridge/simulators/index.ts';
import { searchUsb } from '../../firmware-bridge/transports/index.ts';
import { eventually } from '../support/eventually.ts';
import { leavePcsc, speakWithPcscOf } from '../support/pcsc-in-this-process.ts';
import { type TestReader, testReader } from '../support/simulated-reader.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type TestLink, testLink } from '../support/test-bridge.ts';

const SAM = /^SAM status 90 \(success\), id 05\.01-20110511-0000123456-0123456789/;
const PCSC = ['pcsc-paged', 'pcsc-wrapped', 'pcsc-wrapped-61', 'pcsc-wrapped-offset'];

let bench: TestReader | undefined;
let link: TestLink | undefined;
let printer: SimulatedLine | undefined;

function there<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('not set up');
  return thing;
}

test.before(async () => {
  bench = await testReader();
  speakWithPcscOf(bench);
});
test.after(async () => {
  await link?.link.stop();
  await printer?.unplug();
  await bench?.stop();
  leavePcsc();
});

function optionsOf(path: string, printerPath = ''): BridgeOptions {
  return BridgeOptions.parse({
    reader: { profile: 'pcsc-paged', path },
    photoDecoder: 'specimen',
    printer: {
      profile: 'escpos-80',
      host: '127.0.0.1',
      port: 1,
      ...(printerPath === '' ? {} : { transport: 'serial', path: printerPath }),
    },
  });
}

async function search(
  options: BridgeOptions,
  { everyPort = false, profiles }: { everyPort?: boolean; profiles?: string[] } = {},
): Promise<Map<string, ReaderFinding>> {
  const findings = await findReader({
    options,
    everyPort,
    onStuck: (call) => assert.unreachable(`native call stuck: ${call}`),
    ...(profiles === undefined ? {} : { profiles }),
  });
  return new Map(findings.map((finding) => [finding.profile, finding]));
}

/** Lays something on the reader and waits until PC/SC sees it. */
async function lay(what: Parameters<TestReader['ask']>[0]): Promise<void> {
  await there(bench).ask(what);
  await eventually('the card in PC/SC', async () => {
    const [finding] = (await search(optionsOf(''), { profiles: ['pcsc-paged'] })).values();
    return !/lay an identity card/.test(finding?.detail ?? '');
  });
}

test('without a card: the serial line answers, PC/SC readers are listed and say what is missing', async () => {
  const found = await search(optionsOf(there(bench).ttyPath));
  const serial = found.get('generic-serial-sam');
  assert.is(serial?.answered, true, serial?.detail);
  assert.is(serial?.where, there(bench).ttyPath);
  assert.match(serial?.detail ?? '', SAM);
  assert.match(serial?.detail ?? '', / baud$/);
  for (const name of PCSC) {
    assert.is(found.get(name)?.answered, false);
    assert.match(found.get(name)?.where ?? '', /Virtual/);
    assert.match(found.get(name)?.detail ?? '', /lay an identity card/);
  }
  // The virtual reader's driver knows no control codes.
  assert.match(found.get('pcsc-control')?.detail ?? '', /E-CARD-012 control: PC\/SC 8010001f/);
  assert.match(found.get('sdt-usb')?.detail ?? '', /no USB device 0400:c35a/);
  assert.equal([...found.keys()], [...found.keys()].sort());
  // Every shipped profile is one.
  for (const { detail } of found.values()) assert.not.match(detail, /E-CARD-015/);
});

test('with a card: the profiles by which the reader lets its module be reached answer, the others say why not', async () => {
  await lay({ cmd: 'insert', person: 'p001', profile: 'pcsc-wrapped-61' });
  const found = await search(optionsOf(''), { profiles: [...PCSC, 'generic-serial-sam'] });
  assert.equal(
    [...found.values()].filter(({ answered }) => answered).map(({ profile }) => profile),
    ['pcsc-wrapped-61'],
  );
  assert.match(found.get('pcsc-wrapped-61')?.detail ?? '', SAM);
  assert.match(found.get('pcsc-paged')?.detail ?? '', /^E-CARD-003 page: 6d00/);
  assert.match(found.get('pcsc-wrapped')?.detail ?? '', /^E-CARD-003 answer: 6d00/);
  await lay({ cmd: 'insert', person: 'p001', profile: 'pcsc-paged' });
  const paged = (await search(optionsOf(''), { profiles: PCSC })).get('pcsc-paged');
  assert.is(paged?.detail, 'pages blocks: header 01000400');
  await lay({ cmd: 'insert', kind: 'bank-card' });
  const bank = (await search(optionsOf(''), { profiles: ['pcsc-paged'] })).get('pcsc-paged');
  assert.match(bank?.detail ?? '', /no identity card/);
  await there(bench).ask({ cmd: 'remove' });
});

test('nothing is sent to a device that is not known to be a reader, and never to the printer', async () => {
  printer = await openPty(join(temporaryFolder(), 'printer'));
  const heard: Buffer[] = [];
  printer.onBytes((bytes) => heard.push(bytes));
  const profiles = ['generic-serial-sam'];
  const found = await search(optionsOf('', printer.path), { profiles });
  assert.match(found.get('generic-serial-sam')?.detail ?? '', /no device is known to be a reader/);
  // The settings name the printer's port as the reader's too.
  const same = await search(optionsOf(printer.path, printer.path), { everyPort: true, profiles });
  assert.is(same.get('generic-serial-sam')?.answered, false);
  assert.is(heard.length, 0);
});

test('a device that is no reader answers nothing, and the search says so', async () => {
  const silent = await openPty(join(temporaryFolder(), 'silent'));
  try {
    const found = await search(optionsOf(silent.path), { profiles: ['generic-serial-sam'] });
    const finding = found.get('generic-serial-sam');
    assert.is(finding?.answered, false);
    assert.match(finding?.detail ?? '', /E-CARD-010 no answer at 115200/);
  } finally {
    await silent.unplug();
  }
});

test('a USB reader that is not claimed is named where it is plugged in', () => {
  const folder = join(temporaryFolder(), 'usb');
  for (const [name, vendor, product] of [
    ['1-1', '1d6b', '0002'],
    ['1-2', '0400', 'c35a'],
  ] as const) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'idVendor'), `${vendor}\n`);
    writeFileSync(join(folder, name, 'idProduct'), `${product}\n`);
  }
  mkdirSync(join(folder, '1-2:1.0'));
  const match = { vendorId: '0400', productId: 'C35A' };
  const profile = ReaderProfile.parse({ name: 'sdt-usb', transport: 'usb-bulk', match });
  if (profile.transport !== 'usb-bulk') throw new Error('a USB profile');
  const finding = searchUsb(profile, folder);
  assert.is(finding.where, 'USB 1-2');
  assert.match(finding.detail, /plugged in, but .*not claimed.*serial or PC\/SC/);
  assert.is(searchUsb(profile, join(folder, 'absent')).where, '');
});

test('over the bridge: the reader in use is let go for the search and reads again after it', async () => {
  link = await testLink(there(bench), {
    reader: { profile: 'generic-serial-sam', path: there(bench).ttyPath },
  });
  const { link: bridge, events } = link;
  await eventually('the reader', async () => {
    const state = await bridge.readerState();
    return state.ok && state.value.reader === 'ready';
  });
  await there(bench).ask({ cmd: 'insert', person: 'p001' });
  await eventually('the card', () => events.includes('card-inserted'));
  const before = events.length;
  const searching = bridge.findReader();
  const meanwhile = await bridge.readCard();
  const found = await searching;
  assert.ok(found.ok);
  assert.ok(!meanwhile.ok && meanwhile.error.code === 'E-CARD-012');
  const answered = found.value.filter((finding) => finding.answered).map(({ profile }) => profile);
  assert.equal(answered, ['generic-serial-sam', ...PCSC]);
  await eventually('the card again', () => events.slice(before).includes('card-inserted'));
  assert.equal(events.slice(before), ['card-removed', 'reader-gone', 'reader-ready', 'card-inserted']);
  const read = await bridge.readCard();
  assert.ok(read.ok);
});

test.run();
