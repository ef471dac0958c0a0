import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { readKioskDefaults } from '../../config/index.ts';
import { soundEntries } from '../e2e/visit-evidence.ts';
import { boardOf } from '../support/board-of-kiosk.ts';
import { eventually } from '../support/eventually.ts';
import { KioskVisitor, plainPeople } from '../support/kiosk-visitor.ts';
import { configWithPatience } from '../support/patience-config.ts';
import { type RunningKiosk, runKiosk } from '../support/running-kiosk.ts';

const [first = '', second = '', third = ''] = plainPeople();
let kiosk: RunningKiosk;
let visitor: KioskVisitor;

test.before(async () => {
  const config = configWithPatience({ cardBackWithin: 2, doneStays: 1 });
  const signals = { buzzer: true, inviteEvery: 0 };
  writeFileSync(
    join(config, 'kiosk-defaults.json'),
    JSON.stringify({ ...readKioskDefaults(config), signals }),
  );
  const env = { KIOSK_CONFIG: config };
  kiosk = await runKiosk(undefined, undefined, { env });
  visitor = await KioskVisitor.at(kiosk);
});

test.after(async () => {
  visitor.screen.close();
  await kiosk.stop();
  kiosk.remove();
});

async function showing(): Promise<string> {
  const health = z.object({ showing: z.string() });
  return health.parse(await (await fetch(`${kiosk.url}/healthz`)).json()).showing;
}

/** What the signed log tells of the cabinet and its board, in order. */
async function boardEntries(): Promise<string[]> {
  return (await soundEntries(kiosk)).flatMap(({ data }) => {
    if (data.event === 'door') return [`door ${data.open ? 'open' : 'closed'}`];
    if (data.event === 'power') return [`power ${data.failing ? 'gone' : 'back'}`];
    return data.event === 'board' ? [`board ${data.link}`] : [];
  });
}

const lights = async () => (await boardOf(kiosk)).lights;

test('a board that is unplugged in the middle: the visit goes to its end, and the board is found again', async () => {
  await eventually('the light of the idle screen', async () => (await lights()).status === 'on');
  await visitor.lay(first);
  const contact = await visitor.goesTo('contact');
  await eventually('the light at the card', async () => (await lights()).reader === 'on');
  await eventually('the buzzer with the chime', async () => (await boardOf(kiosk)).buzzes.length > 0);
  assert.equal((await boardOf(kiosk)).buzzes, ['card']);
  await boardOf(kiosk, { cmd: 'line', state: 'gone' });
  await eventually('the loss in the log', async () => (await boardEntries()).includes('board lost'));
  visitor.act(contact, { act: 'contact-right' });
  visitor.act(await visitor.meets('sign'), { act: 'mark' });
  const done = await visitor.screen.until((show) => show.screen === 'done' && show.props.slip === 'printed');
  assert.is(done.show.screen, 'done');
  await boardOf(kiosk, { cmd: 'line', state: 'back' });
  await visitor.takeAway();
  await visitor.meets('idle');
  await eventually('the board in the log', async () => (await boardEntries()).at(-1) === 'board ready');
  await eventually('the lights anew', async () => (await lights()).status === 'on');
  assert.ok((await soundEntries(kiosk)).some(({ data }) => data.event === 'visit-outcome'));
});

test('a kiosk that is set not to invite says nothing to whoever comes near', async () => {
  await boardOf(kiosk, { cmd: 'near', near: true });
  await eventually('the light at the reader', async () => (await lights()).reader === 'blink');
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  assert.is(visitor.screen.invites, 0);
});

test('the power fails in the middle: the visit waits, and goes on where it was', async () => {
  await visitor.lay(second);
  await visitor.goesTo('contact');
  await boardOf(kiosk, { cmd: 'power', failing: true });
  assert.equal((await visitor.meets('power-out')).show.props, { visit: true });
  await boardOf(kiosk, { cmd: 'power', failing: false });
  await visitor.meets('contact');
  await visitor.takeAway();
  await visitor.meets('card-away');
  await visitor.meets('idle');
});

test('no visit begins while the power fails; a card that was laid on meanwhile is read when it is back', async () => {
  await boardOf(kiosk, { cmd: 'power', failing: true });
  assert.equal((await visitor.meets('power-out')).show.props, { visit: false });
  await visitor.lay(third);
  // The reader has told by then; a card that is taken up would be on the screen.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  assert.is(await showing(), 'power-out');
  await boardOf(kiosk, { cmd: 'power', failing: false });
  await visitor.meets('greeting');
  await visitor.takeAway();
  await visitor.meets('idle');
});

test('door and power are in the signed log as soon as they happened', async () => {
  await boardOf(kiosk, { cmd: 'door', open: true });
  await boardOf(kiosk, { cmd: 'door', open: false });
  await eventually('the door', async () => (await boardEntries()).at(-1) === 'door closed');
  assert.equal((await boardEntries()).slice(-6), [
    'power gone',
    'power back',
    'power gone',
    'power back',
    'door open',
    'door closed',
  ]);
});

test.run();
