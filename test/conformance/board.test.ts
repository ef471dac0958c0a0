import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { BoardLights } from '../../domain/index.ts';
import { openBoard } from '../../firmware-bridge/board/index.ts';
import { eventually } from '../support/eventually.ts';
import { type TestBoard, testBoard } from '../support/simulated-board.ts';

const LIGHTS: BoardLights = { reader: 'blink', printer: 'off', camera: 'on', status: 'on' };

let bench: TestBoard;
test.before(async () => {
  bench = await testBoard();
});
test.after(() => bench.stop());

test('the board says who it is', async () => {
  const state = await bench.ready();
  assert.equal(state, {
    link: 'ready',
    code: null,
    version: 'reference 1.0.0 (protocol 1.0)',
    near: false,
    doorOpen: false,
    powerFailing: false,
    watchdogMs: 0,
    lastReset: 'power-on',
  });
  assert.equal(bench.events.at(-1), { what: 'link', state });
});

test('each command does what it says, and answers with the state behind it', async () => {
  const { board, ask } = bench;
  await bench.ready();
  assert.ok((await board.command({ command: 'lights', lights: LIGHTS })).ok);
  assert.ok((await board.command({ command: 'buzz', pattern: 'done' })).ok);
  const armed = await board.command({ command: 'watchdog', withinMs: 60_000 });
  assert.is(armed.ok && armed.value.watchdogMs, 60_000);
  assert.ok((await board.command({ command: 'kick' })).ok);
  const seen = await ask({ cmd: 'state' });
  assert.equal(seen.lights, LIGHTS);
  assert.equal(seen.buzzes, ['done']);
  assert.is(seen.watchdogMs, 60_000);
  assert.is(seen.kicks, 1);
  const disarmed = await board.command({ command: 'watchdog', withinMs: 0 });
  assert.is(disarmed.ok && disarmed.value.watchdogMs, 0);
  assert.is((await ask({ cmd: 'state' })).watchdogMs, 0);
});

test('what the board refuses is an error with its code', async () => {
  await bench.ready();
  const tooShort = await bench.board.command({ command: 'watchdog', withinMs: 5 });
  assert.equal(tooShort, { ok: false, error: { code: 'E-BOARD-006', detail: 'watchdog: bad-payload' } });
  await bench.ask({ cmd: 'fault', fault: { fault: 'failNext' } });
  const broken = await bench.board.command({ command: 'buzz', pattern: 'ask' });
  assert.equal(broken, { ok: false, error: { code: 'E-BOARD-006', detail: 'buzz: broken' } });
});

test('more commands than can wait are refused at once, the others are done', async () => {
  await bench.ready();
  const before = (await bench.ask({ cmd: 'state' })).kicks;
  const all = await Promise.all(Array.from({ length: 12 }, () => bench.board.command({ command: 'kick' })));
  assert.is(all.filter(({ ok }) => ok).length, 8);
  for (const result of all) assert.ok(result.ok || result.error.code === 'E-BOARD-007');
  assert.is((await bench.ask({ cmd: 'state' })).kicks, before + 8);
});

test('presence, door, power and keys are told once each, in order', async () => {
  const { ask, events } = bench;
  await bench.ready();
  events.length = 0;
  await ask({ cmd: 'near', near: true });
  await ask({ cmd: 'door', open: true });
  await ask({ cmd: 'power', failing: true });
  for (const key of [1, 2, 3, 4] as const) await ask({ cmd: 'key', key });
  await ask({ cmd: 'power', failing: false });
  await ask({ cmd: 'door', open: false });
  await ask({ cmd: 'near', near: false });
  await eventually('ten events', () => events.length >= 10);
  const told = events.map((event) => (event.what === 'link' ? event : { ...event, ageMs: undefined }));
  // Presence goes with the state and may pass the events.
  assert.equal(
    told.filter(({ what }) => what === 'presence'),
    [
      { what: 'presence', near: true, ageMs: undefined },
      { what: 'presence', near: false, ageMs: undefined },
    ],
  );
  assert.equal(
    told.filter(({ what }) => what !== 'presence'),
    [
      { what: 'door', open: true, ageMs: undefined },
      { what: 'power', failing: true, ageMs: undefined },
      ...([1, 2, 3, 4] as const).map((key) => ({ what: 'key', key, ageMs: undefined })),
      { what: 'power', failing: false, ageMs: undefined },
      { what: 'door', open: false, ageMs: undefined },
    ],
  );
});

test('a line has one user at a time', async () => {
  await bench.ready();
  const second = openBoard({ path: bench.path, onEvent: () => undefined });
  await eventually('the refusal', () => second.state().code === 'E-BOARD-008');
  assert.equal(await second.command({ command: 'kick' }), { ok: false, error: { code: 'E-BOARD-008' } });
  await second.close();
  assert.is(bench.board.state().link, 'ready');
});

test('a kiosk without a board says so and goes on', async () => {
  const none = openBoard({ path: '', onEvent: () => undefined });
  assert.is(none.state().link, 'none');
  assert.equal(await none.command({ command: 'kick' }), { ok: false, error: { code: 'E-BOARD-001' } });
  await none.close();
});

test.run();
