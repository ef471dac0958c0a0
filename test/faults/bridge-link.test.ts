import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { eventually } from '../support/eventually.ts';
import { type TestReader, testReader } from '../support/simulated-reader.ts';
import { type TestLink, testLink } from '../support/test-bridge.ts';

let reader: TestReader;
let bridge: TestLink;

test.before(async () => {
  reader = await testReader();
  bridge = await testLink(reader);
});
test.after(async () => {
  await bridge.link.stop();
  await reader.stop();
});
test.after.each(async () => {
  await reader.ask({ cmd: 'fault', fault: { fault: 'none' } });
  await reader.ask({ cmd: 'remove' });
  await eventually('no card', async () => {
    const state = await bridge.link.readerState();
    return state.ok && state.value.reader === 'ready' && state.value.card === 'none';
  });
});

const cardSeen = (): Promise<true> =>
  eventually('the card', async () => {
    const state = await bridge.link.readerState();
    return state.ok && state.value.card === 'present';
  });

async function outcome(): Promise<string> {
  const read = await bridge.link.readCard();
  return read.ok ? read.value.identity.name : read.error.code;
}

test('a card is read through the bridge, with its photo', async () => {
  await reader.ask({ cmd: 'insert', person: 'p001' });
  await eventually('the event', () => bridge.events.includes('card-inserted'));
  const read = await bridge.link.readCard();
  assert.ok(read.ok);
  assert.is(read.value.identity.name, '张建国');
  assert.is(read.value.photo?.pixels.length, 102 * 126 * 3);
  assert.ok(read.value.photo?.pixels.some((byte) => byte > 0));
  assert.ok((await bridge.link.wipe()).ok);
});

test('kill -9 of the bridge in the middle of a read settles the call; the next bridge reads the card', async () => {
  await reader.ask({ cmd: 'insert', person: 'p002' });
  await cardSeen();
  await reader.ask({ cmd: 'fault', fault: { fault: 'delay', ms: 300 } });
  const { pid } = bridge.link;
  const deaths = bridge.link.counters().deaths;
  const reading = outcome();
  await new Promise((resolve) => setTimeout(resolve, 150));
  assert.type(pid, 'number');
  process.kill(pid ?? 0, 'SIGKILL');
  assert.is(await reading, 'E-BRIDGE-001');
  await reader.ask({ cmd: 'fault', fault: { fault: 'none' } });
  await cardSeen();
  assert.is(await outcome(), '李桂兰');
  assert.is.not(bridge.link.pid, pid);
  assert.is(bridge.link.counters().deaths, deaths + 1);
  assert.ok(bridge.events.includes('bridge-died'));
});

test('pcscd killed in the middle of a read and started again: the same bridge reads the card', async () => {
  await reader.ask({ cmd: 'insert', person: 'p005' });
  await cardSeen();
  const { pid } = bridge.link;
  await reader.ask({ cmd: 'fault', fault: { fault: 'delay', ms: 300 } });
  const reading = outcome();
  await new Promise((resolve) => setTimeout(resolve, 150));
  await reader.ask({ cmd: 'reader', state: 'gone', hard: true });
  assert.match(await reading, /^E-CARD-0(02|12)$/);
  await eventually('reader gone', () => bridge.events.includes('reader-gone'));
  assert.is(await outcome(), 'E-CARD-012');
  await reader.ask({ cmd: 'fault', fault: { fault: 'none' } });
  await reader.ask({ cmd: 'reader', state: 'back' });
  await cardSeen();
  assert.is(await outcome(), '噶玛·次仁旺堆·洛桑顿珠');
  assert.is(bridge.link.pid, pid);
});

test('a reader that never answers costs its bridge: the call settles, the next bridge reads', async () => {
  await reader.ask({ cmd: 'insert', person: 'p006' });
  await cardSeen();
  await reader.ask({ cmd: 'fault', fault: { fault: 'stall' } });
  const { pid } = bridge.link;
  assert.match(await outcome(), /^E-(CARD-010|BRIDGE-00[12])$/);
  await eventually('another bridge', () => bridge.link.counters().up && bridge.link.pid !== pid);
  await reader.ask({ cmd: 'remove' });
  await reader.ask({ cmd: 'fault', fault: { fault: 'none' } });
  await reader.ask({ cmd: 'insert', person: 'p006' });
  await cardSeen();
  assert.is(await outcome(), '陈㐂');
});

test('a printer that is not there is an outcome, not a death', async () => {
  const deaths = bridge.link.counters().deaths;
  const block = { block: 'text', text: '测试', size: 1, align: 'left', bold: false } as const;
  const printed = await bridge.link.print({ blocks: [block] });
  assert.ok(printed.ok);
  assert.is(printed.value.outcome, 'failed-before-cut');
  assert.not((await bridge.link.printerStatus()).ok);
  assert.is(bridge.link.counters().deaths, deaths);
});

test('a reader profile that there is not is told at each read; the printer is served all the same', async () => {
  const wrong = await testLink(reader, { reader: { profile: 'no-such-profile', nameMatch: '' } });
  const read = await wrong.link.readCard();
  assert.is(read.ok ? '' : read.error.code, 'E-CARD-015');
  const state = await wrong.link.readerState();
  assert.is(state.ok ? state.value.reader : '', 'gone');
  const status = await wrong.link.printerStatus();
  assert.match(status.ok ? '' : status.error.code, /^E-PRINT-/);
  await wrong.link.stop();
});

test('a bridge that dies at each start is tried again and again; every call settles at once', async () => {
  const env = { ...reader.env, NODE_OPTIONS: '--import=data:text/javascript,process.exit(3)' };
  const dying = await testLink({ ...reader, env });
  const read = await dying.link.readCard();
  assert.is(read.ok ? '' : read.error.code, 'E-BRIDGE-001');
  assert.ok(dying.link.counters().deaths >= 2);
  assert.not(dying.link.counters().up);
  await dying.link.stop();
});

test.run();
