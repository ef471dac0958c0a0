import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { configFolder, RecoveryLadderData, readRecoveryLadder } from '../../config/index.ts';
import { eventually } from '../support/eventually.ts';
import { type TestReader, testReader } from '../support/simulated-reader.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
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

test('whatever was asked settles when the bridge dies: card, slip, printer, board, report, search, wipe', async () => {
  const { link } = bridge;
  const pid = link.pid ?? 0;
  process.kill(pid, 'SIGSTOP');
  const block = { block: 'text', text: '测试', size: 1, align: 'left', bold: false } as const;
  const asked = {
    card: link.readCard(),
    state: link.readerState(),
    print: link.print({ blocks: [block] }),
    printer: link.printerStatus(),
    board: link.board({ command: 'kick' }),
    report: link.report(),
    search: link.findReader(),
    wipe: link.wipe(),
  };
  process.kill(pid, 'SIGKILL');
  for (const [what, call] of Object.entries(asked)) {
    const settled = await call;
    assert.is(settled.ok ? 'an answer' : settled.error.code, 'E-BRIDGE-001', what);
  }
  await eventually('another bridge', () => link.counters().up && link.pid !== pid);
  const report = await link.report();
  assert.ok(report.ok);
  assert.is(report.value.reader.profile, 'pcsc-paged');
});

test('a reader that stays away costs so many bridges and no more, is then out of service, and serves again when it is back', async () => {
  const data = readRecoveryLadder();
  const away = {
    retry: { waitsMs: [50] },
    flush: { waitsMs: [] },
    reopen: { waitsMs: [50] },
    respawn: { times: 2, withinMs: 600_000, waitMs: 1000 },
    outOfService: { waitMs: 1000 },
  };
  process.env.KIOSK_CONFIG = configWithLadder({ ...data, devices: { ...data.devices, reader: away } });
  const short = await testLink(reader);
  try {
    await reader.ask({ cmd: 'reader', state: 'gone' });
    await eventually('the end of the ladder', () => short.link.outOfService('reader') === 'E-CARD-012');
    assert.is(short.link.counters().respawns.reader, 2);
    assert.is(short.link.counters().deaths, 2);
    const report = await short.link.report();
    const ladder = report.ok ? report.value.ladders.find(({ device }) => device === 'reader') : undefined;
    assert.equal([ladder?.now, ladder?.respawn], ['out-of-service', 2]);
    await reader.ask({ cmd: 'reader', state: 'back' });
    await eventually('service', () => short.link.outOfService('reader') === null);
    await reader.ask({ cmd: 'insert', person: 'p001' });
    await eventually('the card', async () => {
      const state = await short.link.readerState();
      return state.ok && state.value.card === 'present';
    });
    const read = await short.link.readCard();
    assert.ok(read.ok);
    assert.is(short.link.counters().deaths, 2);
  } finally {
    delete process.env.KIOSK_CONFIG;
    await short.link.stop();
    await reader.ask({ cmd: 'reader', state: 'back' });
  }
});

/** The configuration with this ladder, to be given as KIOSK_CONFIG. */
function configWithLadder(ladder: RecoveryLadderData): string {
  const folder = join(temporaryFolder(), 'config');
  cpSync(configFolder(), folder, { recursive: true });
  writeFileSync(join(folder, 'recovery-ladder.json'), JSON.stringify(RecoveryLadderData.parse(ladder)));
  return folder;
}

test.run();
