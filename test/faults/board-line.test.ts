import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { BoardEvent } from '../../domain/index.ts';
import { type Board, openBoard } from '../../firmware-bridge/board/index.ts';
import { eventually } from '../support/eventually.ts';
import { type TestBoard, testBoard } from '../support/simulated-board.ts';

let bench: TestBoard;
test.before(async () => {
  bench = await testBoard();
});
test.before.each(async () => {
  await bench.ask({ cmd: 'fault', fault: { fault: 'none' } });
  await bench.ask({ cmd: 'freeze', frozen: false });
  await bench.ask({ cmd: 'line', state: 'back' });
  await bench.ready();
  // What the test before did last is told by then.
  await eventually('no event', async () => (await bench.ask({ cmd: 'state' })).eventsWaiting === 0);
  bench.events.length = 0;
});
test.after(() => bench.stop());

const links = (): string[] =>
  bench.events.flatMap((event) => (event.what === 'link' ? [`${event.state.link} ${event.state.code}`] : []));
const doors = (): BoardEvent[] => bench.events.filter(({ what }) => what === 'door');

test('a cable pulled in the middle of commands: each settles, the board is lost, and comes back by itself', async () => {
  // The answer breaks off, and the line with it.
  await bench.ask({ cmd: 'fault', fault: { fault: 'disconnect', afterBytes: 3 } });
  const asked = Array.from({ length: 5 }, () => bench.board.command({ command: 'kick' }));
  for (const result of await Promise.all(asked))
    assert.ok(result.ok || ['E-BOARD-002', 'E-BOARD-003', 'E-BOARD-005'].includes(result.error.code));
  await eventually('the loss', () => bench.board.state().code === 'E-BOARD-002');
  assert.equal(await bench.board.command({ command: 'kick' }), {
    ok: false,
    error: { code: 'E-BOARD-002' },
  });
  await bench.ask({ cmd: 'door', open: true });
  await bench.ask({ cmd: 'line', state: 'back' });
  await bench.ready();
  assert.ok((await bench.board.command({ command: 'kick' })).ok);
  await eventually('the door that was opened meanwhile', () => doors().length === 1);
  assert.equal(links(), ['lost E-BOARD-002', 'ready null']);
  await bench.ask({ cmd: 'door', open: false });
});

test('a door opened and closed under noise is told once each, in order', async () => {
  const faults = [
    { fault: 'corrupt', at: 4, times: 3 },
    { fault: 'truncate', bytes: 6, times: 3 },
    { fault: 'stall', times: 3 },
    { fault: 'duplicate', times: 3 },
  ] as const;
  for (const fault of faults) {
    bench.events.length = 0;
    for (const open of [true, false]) {
      await bench.ask({ cmd: 'fault', fault });
      await bench.ask({ cmd: 'noise', hex: '00ff12000384060201'.repeat(20) });
      await bench.ask({ cmd: 'door', open });
    }
    await eventually('both', () => doors().length >= 2);
    await bench.ask({ cmd: 'fault', fault: { fault: 'none' } });
    await bench.ask({ cmd: 'near', near: true });
    await bench.ask({ cmd: 'near', near: false });
    await eventually('the end', () => bench.events.some((event) => event.what === 'presence' && !event.near));
    assert.equal(
      doors().map((event) => event.what === 'door' && event.open),
      [true, false],
      fault.fault,
    );
  }
  assert.equal(links(), []);
  assert.ok(bench.board.counts().dropped > 0);
});

test('a command whose answers are broken is sent again and done once', async () => {
  const before = (await bench.ask({ cmd: 'state' })).kicks;
  const resent = bench.board.counts().resent;
  await bench.ask({ cmd: 'fault', fault: { fault: 'corrupt', at: 3, times: 2 } });
  assert.ok((await bench.board.command({ command: 'kick' })).ok);
  assert.is((await bench.ask({ cmd: 'state' })).kicks, before + 1);
  assert.ok(bench.board.counts().resent > resent);
});

test('a frozen board is lost after its silence, its commands settle, and it is ready when it thaws', async () => {
  await bench.ask({ cmd: 'freeze', frozen: true });
  assert.equal(await bench.board.command({ command: 'kick' }), {
    ok: false,
    error: { code: 'E-BOARD-005', detail: 'kick' },
  });
  await eventually('the loss', () => bench.board.state().code === 'E-BOARD-003');
  await bench.ask({ cmd: 'freeze', frozen: false });
  await bench.ready();
  assert.equal(links(), ['lost E-BOARD-003', 'ready null']);
});

test('a board that starts anew is greeted anew, and says that it did', async () => {
  assert.ok((await bench.board.command({ command: 'watchdog', withinMs: 60_000 })).ok);
  await bench.ask({ cmd: 'reset' });
  await eventually('the new greeting', () => links().length === 2);
  assert.equal(links(), ['lost E-BOARD-003', 'ready null']);
  assert.is(bench.board.state().lastReset, 'unknown');
  assert.is(bench.board.state().watchdogMs, 0);
});

test('a line that brings nothing but noise is no board and costs nothing else', async () => {
  await bench.ask({ cmd: 'freeze', frozen: true });
  const dropped = bench.board.counts().dropped;
  for (let i = 0; i < 30; i++) await bench.ask({ cmd: 'noise', hex: '5a00a5'.repeat(1300) });
  await eventually('the loss', () => bench.board.state().code === 'E-BOARD-003');
  assert.ok(bench.board.counts().dropped > dropped, 'the noise arrived');
});

test('a cable that is put in twice, or pulled and put in at once, is one cable', async () => {
  const line = (state: 'gone' | 'back') => bench.ask({ cmd: 'line', state });
  await line('gone');
  await Promise.all([line('back'), line('back'), line('gone'), line('back')]);
  await bench.ready();
  const lines = readdirSync('/proc').filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`link=${bench.path}\0`)
      );
    } catch {
      return false;
    }
  });
  assert.is(lines.length, 1);
});

test('a board that is closed at the moment in which it is lost has let its line go', async () => {
  await bench.board.close();
  let next: Promise<Board> | undefined;
  const open = (onEvent: (event: BoardEvent) => void): Board => openBoard({ path: bench.path, onEvent });
  const lost = open((event) => {
    if (event.what === 'link' && event.state.link === 'lost')
      next ??= lost.close().then(() => open(() => undefined));
  });
  await eventually('the board', () => lost.state().link === 'ready');
  await bench.ask({ cmd: 'freeze', frozen: true });
  const after = await eventually('the loss', () => next);
  await eventually('its line, or why there is none', () => after.state().code !== 'E-BOARD-002');
  const { code } = after.state();
  await after.close();
  assert.is(code, 'E-BOARD-003', 'open, and not held by the one before');
});

test.run();
