import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { SAM_BAUD_RATES, type SerialReaderProfile } from '../../config/index.ts';
import type { Result } from '../../domain/index.ts';
import { type CardBlob, type CardReader, photoDecoder } from '../../firmware-bridge/card/index.ts';
import { openCardReader } from '../../firmware-bridge/transports/index.ts';
import { connectSerial, type SerialConnection } from '../../firmware-bridge/transports/serial-connection.ts';
import { serialDevice } from '../../firmware-bridge/transports/serial-devices.ts';
import { eventually } from '../support/eventually.ts';
import { type SerialModule, serialModule, serialProfile } from '../support/serial-module.ts';

const open: { close(): Promise<void> }[] = [];
const lines: SerialModule[] = [];

test.after.each(async () => {
  for (const one of open.splice(0)) await one.close();
  for (const { line } of lines.splice(0)) await line.unplug();
});

const onStuck = (call: string): void => {
  throw new Error(`native call stuck: ${call}`);
};

async function plugged(behaviour: Parameters<typeof serialModule>[0] = {}): Promise<SerialModule> {
  const bench = await serialModule(behaviour);
  lines.push(bench);
  return bench;
}

function reader(path: string, change: Partial<SerialReaderProfile> = {}): CardReader {
  const options = { nameMatch: '', path, decoder: photoDecoder({ photoDecoder: 'none' }), onStuck };
  const opened = openCardReader({ ...options, profile: serialProfile(change) });
  if (!opened.ok) throw new Error(opened.error.code);
  open.push(opened.value);
  return opened.value;
}

async function connected(path: string, change: Partial<SerialReaderProfile> = {}): Promise<SerialConnection> {
  const connection = await connectSerial({ profile: serialProfile(change), path, onStuck });
  if (!connection.ok) throw new Error(`${connection.error.code} ${connection.error.detail ?? ''}`);
  open.push(connection.value.line);
  return connection.value;
}

const at115200 = { serial: { baud: 115_200, openDelayMs: 0, initBytes: '' } } as const;
const blob = (photoBytes = 1024): CardBlob => ({
  text: new Uint8Array(256).fill(7),
  photo: new Uint8Array(photoBytes).fill(9),
});
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);
const ready = (one: CardReader): Promise<unknown> =>
  eventually('the reader', () => one.state().reader === 'ready');
const gone = (one: CardReader): Promise<unknown> =>
  eventually('no reader', () => one.state().reader === 'gone');

test('baud "auto" finds the module at each of its rates, and never changes the module’s', async () => {
  await Promise.all(
    SAM_BAUD_RATES.map(async (baud) => {
      const { path, module } = await plugged({ baud });
      module.setCard(blob());
      const connection = await connected(path);
      assert.is(connection.baud, baud);
      assert.equal(connection.report, { status: 0x90, id: '05.01-20110511-0000123456-0123456789' });
      assert.ok((await connection.client.readBlob()).ok);
      assert.not(module.commands.some((command) => command.slice(14, 16) === '60'));
    }),
  );
});

test('a rate that is not the module’s: nothing answers, until it is', async () => {
  const { path, line } = await plugged({ baud: 9600 });
  const one = reader(path, at115200);
  await eventually('an answer to the question', async () => codeOf(await one.read()) === 'E-CARD-010');
  line.behave({ baud: 115_200 });
  await ready(one);
});

test('a late answer is not taken for the next command’s', async () => {
  const bench = await plugged();
  const { client } = await connected(bench.path, { ...at115200, commandTimeouts: { find: 100 } });
  bench.module.setCard(blob());
  // 9F is on its way when the time is over; the silence that is waited for is shorter than it takes.
  bench.set({ fault: 'delay', ms: 400 });
  assert.is(codeOf(await client.find()), 'E-CARD-010');
  bench.module.setCard(undefined);
  bench.set({ fault: 'none' });
  const found = await client.find();
  assert.is(found.ok ? found.value : found.error.code, 'no-card');
});

test('answers that come twice are taken once', async () => {
  const bench = await plugged();
  const { client } = await connected(bench.path, { ...at115200, newAddress: true });
  bench.module.setCard({ ...blob(), newAddress: new Uint8Array(70).fill(0x20) });
  bench.set({ fault: 'duplicate', times: 1000 });
  for (let read = 0; read < 3; read++) {
    const one = await client.readBlob();
    assert.ok(one.ok && one.value.newAddress?.length === 70);
  }
});

test('an answer that breaks off is told long before its time is over, and asked for again', async () => {
  const bench = await plugged();
  const { client } = await connected(bench.path, { ...at115200, commandTimeouts: { read: 20_000 } });
  bench.module.setCard(blob());
  // Of three answers only the last one, the card's, is long enough for the first two faults.
  for (const fault of [
    { fault: 'truncate', bytes: 700, times: 3 },
    { fault: 'corrupt', at: 600, times: 3 },
    { fault: 'corrupt', at: 5, times: 1 },
  ] as const) {
    bench.set(fault);
    const late = new Promise<'late'>((resolve) => setTimeout(resolve, 10_000, 'late').unref());
    const read = await Promise.race([client.readBlob(), late]);
    assert.ok(read !== 'late' && read.ok, fault.fault);
  }
});

test('a line that goes in mid-answer ends the read; plugged in again, the reader returns', async () => {
  const bench = await plugged();
  bench.module.setCard(blob());
  const one = reader(bench.path, at115200);
  const heard: string[] = [];
  one.on(({ event }) => heard.push(event));
  await eventually('the card', () => one.state().card === 'present');
  bench.set({ fault: 'disconnect', afterBytes: 5 });
  assert.is(codeOf(await one.read()), 'E-CARD-012');
  await gone(one);
  assert.is(codeOf(await one.read()), 'E-CARD-012');
  await bench.line.plug();
  await eventually('the card again', () => one.state().card === 'present');
  assert.equal(heard.slice(-4), ['card-removed', 'reader-gone', 'reader-ready', 'card-inserted']);
});

test('a module that falls silent is gone after three looks, and is back when it speaks', async () => {
  const bench = await plugged();
  const one = reader(bench.path, { ...at115200, commandTimeouts: { find: 60, samId: 60, status: 60 } });
  await ready(one);
  bench.set({ fault: 'stall', times: 1000 });
  await gone(one);
  bench.set({ fault: 'none' });
  await ready(one);
});

test('a firmware that names a card again and again, though its profile says once: the card is read, and stays one', async () => {
  const bench = await plugged();
  bench.module.behave({ find: 'repeats' });
  bench.module.setCard(blob());
  const one = reader(bench.path, { ...at115200, presence: 'find-once', pollMs: 200 });
  let news = 0;
  one.on(({ event }) => {
    if (event === 'card-inserted') {
      news++;
      void one.read();
    }
  });
  await ready(one);
  const finds = (): number => bench.module.commands.filter((line) => line.slice(14, 18) === '2001').length;
  await eventually('looks', () => finds() > 12);
  const settled = news;
  assert.ok(settled <= 6, `${settled} cards`);
  await eventually('more looks', () => finds() > 20);
  assert.is(news, settled);
  bench.module.setCard(undefined);
  await eventually('no card', () => one.state().card === 'none');
});

test('a module is started anew on its line, and the card is read behind it', async () => {
  const bench = await plugged();
  bench.module.setCard(blob());
  const one = reader(bench.path, at115200);
  await ready(one);
  await one.flush?.();
  assert.ok(bench.module.commands.some((command) => command.slice(14, 18) === '10ff'));
  await eventually('the card', async () => one.state().card === 'present');
});

test('a module that refuses every look is no reader, and is one again when it looks', async () => {
  const bench = await plugged();
  const one = reader(bench.path, { ...at115200, pollMs: 100 });
  await ready(one);
  bench.module.applyFault({ fault: 'status', command: 'find', status: 0x24, times: 1000 });
  await gone(one);
  bench.module.clearFaults();
  await ready(one);
});

test('a module that takes no commands is not ready, says why, and is taken when it is well', async () => {
  const bench = await plugged();
  bench.module.applyFault({ fault: 'status', command: 'status', status: 0x66, times: 1000 });
  const one = reader(bench.path, at115200);
  await eventually('the reason', async () => codeOf(await one.read()) === 'E-CARD-007');
  assert.is(one.state().reader, 'gone');
  assert.equal(await one.sam?.(), { ok: true, value: { status: 0x66, id: null } });
  bench.module.clearFaults();
  await ready(one);
});

test('a picture of 38,862 bytes in the photo’s place is read whole', async () => {
  const bench = await plugged();
  bench.module.setCard(blob(38_862));
  const { client } = await connected(bench.path, { ...at115200, photo: 'image' });
  const read = await client.readBlob();
  assert.ok(read.ok);
  assert.is(read.value.photo.length, 38_862);
  assert.ok(read.value.photo.every((byte) => byte === 9));
});

test('a line that another program holds is not taken from it', async () => {
  const { path } = await plugged();
  await connected(path, at115200);
  const second = await connectSerial({ profile: serialProfile(at115200), path, onStuck });
  assert.is(codeOf(second), 'E-CARD-012');
  assert.match(second.ok ? '' : (second.error.detail ?? ''), /another program/);
});

test('bytes that a board wants once after opening go first', async () => {
  const { path, module } = await plugged();
  await connected(path, { serial: { baud: 115_200, openDelayMs: 0, initBytes: '1B2441' } });
  assert.match(module.commands.join(''), /^1b2441aaaaaa9669000311ffed/);
});

test('a card that nobody could see for two looks may be another one: it is told as taken and laid on', async () => {
  const bench = await plugged({ find: 'repeats' });
  bench.module.setCard(blob());
  const one = reader(bench.path, { ...at115200, presence: 'find-repeats', commandTimeouts: { find: 60 } });
  const heard: string[] = [];
  one.on(({ event }) => heard.push(event));
  await eventually('the card', () => one.state().card === 'present');
  // The card is being moved (24), or the answer does not come, as often as a line is not opened anew for.
  for (const blind of [
    () => bench.module.applyFault({ fault: 'status', command: 'find', status: 0x24, times: 2 }),
    () => bench.set({ fault: 'stall', times: 2 }),
  ]) {
    const before = heard.length;
    blind();
    bench.module.setCard({ ...blob(), text: new Uint8Array(256).fill(8) });
    await eventually('another card', () => heard.length >= before + 2);
    assert.equal(heard.slice(before), ['card-removed', 'card-inserted']);
  }
});

test('a reader that is closed says nothing more', async () => {
  const bench = await plugged();
  const one = reader(bench.path, at115200);
  await ready(one);
  let heard = 0;
  one.on(() => heard++);
  await one.close();
  bench.module.setCard(blob());
  assert.is(codeOf(await one.read()), 'E-CARD-012');
  assert.is(heard, 0);
  assert.is(one.state().reader, 'gone');
});

test('the device file is the settings’, or the first of the profile’s USB ids', async () => {
  assert.equal(await serialDevice(serialProfile(), '/dev/somewhere'), { ok: true, value: '/dev/somewhere' });
  assert.is(codeOf(await serialDevice(serialProfile(), '')), 'E-CARD-012');
  const match = { vendorId: 'ffff', productId: 'ffff' };
  assert.is(codeOf(await serialDevice(serialProfile({ match }), '')), 'E-CARD-012');
});

test.run();
