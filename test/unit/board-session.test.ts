import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { BoardEvent, BoardLights } from '../../domain/index.ts';
import { encodeBoardFrame } from '../../firmware-bridge/board/index.ts';
import { BoardLine } from '../support/board-line.ts';

const HOUR_MS = 3_600_000;
const LIGHTS: BoardLights = { reader: 'blink', printer: 'off', camera: 'off', status: 'on' };
const SAFE: BoardLights = { reader: 'off', printer: 'off', camera: 'off', status: 'blink' };

const links = (events: readonly BoardEvent[]) =>
  events.flatMap((event) => (event.what === 'link' ? [event.state.link] : []));
const without = (what: BoardEvent['what'], events: readonly BoardEvent[]) =>
  events.filter((event) => event.what !== what);

/** Both sides, met. */
function met(noise: ConstructorParameters<typeof BoardLine>[0] = {}): BoardLine {
  const both = new BoardLine(noise);
  both.run(100);
  assert.is(both.session.state().link, 'ready');
  both.events.length = 0;
  return both;
}

test('a door opened while the kiosk was off is told with its age when the kiosk is back', () => {
  const both = new BoardLine();
  both.hostStopped = true;
  both.machine.setDoor(true, both.now);
  both.run(HOUR_MS);
  both.machine.setDoor(false, both.now);
  both.hostStopped = false;
  both.run(3000);
  const [open, closed] = without('link', both.events);
  assert.ok(open?.what === 'door' && open.open && open.ageMs >= HOUR_MS);
  assert.ok(closed?.what === 'door' && !closed.open && closed.ageMs < 10_000);
});

/** What the host hears of door and mains, in order, once it is there again. */
function toldAfter(happen: (machine: BoardLine['machine'], now: number) => void): string[] {
  const both = met();
  both.hostStopped = true;
  both.run(10_000);
  happen(both.machine, both.now);
  both.hostStopped = false;
  both.run(5000);
  return both.events.flatMap((event) => {
    if (event.what === 'door') return [event.open ? 'open' : 'shut'];
    return event.what === 'power' ? [event.failing ? 'failing' : 'well'] : [];
  });
}

test('of more events than the board can keep the first of each kind arrive, and how it stands at last', () => {
  const doors = (machine: BoardLine['machine'], now: number): void => {
    for (let i = 0; i < 101; i++) machine.setDoor(i % 2 === 0, now);
  };
  const doorsFirst = toldAfter((machine, now) => {
    doors(machine, now);
    machine.setPower(true, now);
  });
  assert.is(doorsFirst.length, 16);
  assert.equal([doorsFirst[0], ...doorsFirst.slice(-2)], ['open', 'open', 'failing']);
  const powerAround = toldAfter((machine, now) => {
    machine.setPower(true, now);
    doors(machine, now);
    machine.setPower(false, now);
  });
  assert.is(powerAround.length, 16);
  assert.equal([...powerAround.slice(0, 2), ...powerAround.slice(-2)], ['failing', 'open', 'open', 'well']);
});

test('keys that nobody takes leave room for the door', () => {
  let cut = false;
  const both = met({ toBoard: (bytes) => (cut ? new Uint8Array() : bytes) });
  cut = true;
  for (let i = 0; i < 16; i++) both.machine.pressKey(1, both.now);
  both.machine.setDoor(true, both.now);
  cut = false;
  both.run(3000);
  assert.is(both.events.filter(({ what }) => what === 'door').length, 1);
});

test('an event whose confirmation was lost with the line is not told again on the next one', () => {
  let cut = false;
  const both = met({ toBoard: (bytes) => (cut ? new Uint8Array() : bytes) });
  // The host hears it, and the board never hears that it was taken.
  cut = true;
  both.machine.setDoor(true, both.now);
  both.run(500);
  assert.is(both.events.length, 1);
  both.session.closed('E-BOARD-002');
  cut = false;
  both.session.opened(both.now);
  both.run(1000);
  assert.is(without('link', both.events).length, 1);
  assert.equal(links(both.events), ['lost', 'ready']);
});

test('a board that starts anew is lost and ready again, its open door is told, what was asked settles', async () => {
  const both = met();
  await both.ask({ command: 'lights', lights: LIGHTS });
  both.machine.setDoor(true, both.now);
  both.run(500);
  both.events.length = 0;
  both.hostStopped = true;
  const asked = both.session.ask({ command: 'buzz', pattern: 'ask' }, both.now);
  both.startBoard('unknown');
  both.hostStopped = false;
  both.run(1500);
  assert.equal(await asked, { ok: false, error: { code: 'E-BOARD-003' } });
  assert.equal(links(both.events), ['lost', 'ready']);
  assert.is(both.session.state().lastReset, 'unknown');
  assert.is(both.session.state().doorOpen, true);
  assert.is(both.events.filter(({ what }) => what === 'door').length, 1);
  assert.equal(both.machine.state(both.now).lights, SAFE);
});

test('a board that says nothing is lost; what was asked settles with the code', async () => {
  const both = met();
  const { machine } = both;
  const frozen = machine.tick.bind(machine);
  machine.tick = () => undefined;
  machine.receive = () => undefined;
  const first = await both.ask({ command: 'kick' });
  assert.equal(first, { ok: false, error: { code: 'E-BOARD-005', detail: 'kick' } });
  both.run(2000);
  assert.equal(links(both.events), ['lost']);
  assert.is(both.session.state().code, 'E-BOARD-003');
  assert.equal(await both.ask({ command: 'kick' }), { ok: false, error: { code: 'E-BOARD-003' } });
  Reflect.deleteProperty(machine, 'receive');
  machine.tick = frozen;
  both.run(6000);
  assert.equal(links(both.events), ['lost', 'ready']);
});

test('a board of another major version is not spoken to', async () => {
  const both = new BoardLine({
    toHost: (bytes) => (bytes[2] === 0x82 ? bytes : other()),
  });
  both.run(3000);
  assert.ok(both.lost.includes('E-BOARD-004'));
  assert.not.ok(both.events.some((event) => event.what === 'link' && event.state.link === 'ready'));
});

/** The hello of version 2.0, whatever else it holds. */
function other(): Uint8Array {
  return encodeBoardFrame({ type: 0x81, sequence: 0, payload: Uint8Array.of(2, 0, 7) });
}

test('a key is told once; one that waited too long, or that a sleeping host finds in its input, is not', () => {
  let told = 0;
  const both = met({
    toHost: (bytes) => {
      if (bytes[2] === 0x84) told++;
      return bytes;
    },
  });
  both.machine.pressKey(3, both.now);
  both.run(200);
  assert.is(told, 1);
  assert.equal(both.events, [{ what: 'key', key: 3 }]);
  // Nobody took it for two seconds.
  both.hostStopped = true;
  both.machine.pressKey(4, both.now);
  both.run(2500);
  const toldWhileNobodyHeard = told;
  both.hostStopped = false;
  both.run(1000);
  assert.is(told, toldWhileNobodyHeard, 'the board has dropped it too');
  assert.equal(both.events, [{ what: 'key', key: 3 }]);
  // The frame lies in the host's input, young as it was when it was sent.
  const late = encodeBoardFrame({
    type: 0x84,
    sequence: 0,
    payload: Uint8Array.of(0, 9, 0, 0, 0, 1, 3, 4),
  });
  both.now += 4000;
  both.session.tick(both.now);
  both.session.receive(late, both.now);
  assert.equal(both.events, [{ what: 'key', key: 3 }]);
});

for (const first of ['receive', 'ask'] as const)
  test(`a key in the input of a host that slept is not told when ${first} comes before the tick`, () => {
    const both = met();
    const key = { type: 0x84, sequence: 0, payload: Uint8Array.of(0, 9, 0, 0, 0, 1, 3, 4) };
    both.now += 4000;
    if (first === 'ask') void both.session.ask({ command: 'kick' }, both.now);
    both.session.receive(encodeBoardFrame(key), both.now);
    both.session.tick(both.now);
    assert.equal(both.events, []);
    assert.is(both.session.state().link, 'ready');
  });

test('a board that speaks and never answers is given up, and told as lost', () => {
  const deaf = new BoardLine({ toBoard: () => new Uint8Array() });
  deaf.run(5000);
  assert.equal(deaf.lost, ['E-BOARD-003', 'E-BOARD-003']);
  assert.equal(links(deaf.events), ['lost']);
  // It answers hello and never says how it is.
  const stateless = new BoardLine({ toHost: (bytes) => (bytes[2] === 0x82 ? new Uint8Array() : bytes) });
  stateless.run(2500);
  assert.equal(stateless.lost, ['E-BOARD-003']);
});

test('a silent host: lights to safe, keys dropped, the watchdog goes on', async () => {
  const both = met();
  await both.ask({ command: 'lights', lights: LIGHTS });
  await both.ask({ command: 'watchdog', withinMs: 60_000 });
  both.hostStopped = true;
  both.run(4900);
  assert.equal(both.machine.state(both.now).lights, LIGHTS);
  both.run(300);
  assert.equal(both.machine.state(both.now).lights, SAFE);
  assert.is(both.machine.state(both.now).watchdogMs, 60_000);
  both.machine.pressKey(1, both.now);
  both.hostStopped = false;
  both.run(1500);
  assert.is(both.session.state().link, 'ready');
  assert.not.ok(both.events.some(({ what }) => what === 'key'));
});

test('the watchdog cuts the power of a kiosk that does not kick, once, and says so afterwards', async () => {
  const both = met();
  await both.ask({ command: 'watchdog', withinMs: 10_000 });
  for (let i = 0; i < 3; i++) {
    both.run(8000);
    assert.ok((await both.ask({ command: 'kick' })).ok);
  }
  both.run(9900);
  assert.is(both.machine.state(both.now).kioskHasPower, true);
  both.run(200);
  assert.is(both.machine.state(both.now).kioskHasPower, false);
  both.run(10_000);
  assert.is(both.machine.state(both.now).kioskHasPower, true);
  both.run(1500);
  assert.is(both.session.state().lastReset, 'watchdog');
  assert.is(both.session.state().watchdogMs, 0);
  // A cable that broke in between: nobody arms it, nothing is cut.
  both.hostStopped = true;
  both.run(HOUR_MS / 4);
  assert.is(both.machine.state(both.now).powerCuts, 1);
});

test('after three cuts in an hour it is not armed again until the oldest is an hour old', async () => {
  const both = met();
  const arm = async () => {
    const armed = await both.ask({ command: 'watchdog', withinMs: 1000 });
    both.run(20_000);
    return armed.ok ? 'armed' : armed.error.detail;
  };
  assert.equal([await arm(), await arm(), await arm()], ['armed', 'armed', 'armed']);
  assert.is(await arm(), 'watchdog: not-now');
  assert.is(both.machine.state(both.now).powerCuts, 3);
  both.run(HOUR_MS - 50_000);
  assert.is(await arm(), 'armed');
});

test('while the mains fail the watchdog waits; disarmed it rests', async () => {
  const both = met();
  await both.ask({ command: 'watchdog', withinMs: 1000 });
  both.machine.setPower(true, both.now);
  both.run(60_000);
  assert.is(both.machine.state(both.now).powerCuts, 0);
  both.machine.setPower(false, both.now);
  both.run(500);
  await both.ask({ command: 'watchdog', withinMs: 0 });
  both.run(60_000);
  assert.is(both.machine.state(both.now).powerCuts, 0);
});

test.run();
