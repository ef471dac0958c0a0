import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { madeUpPeople } from '../../config/index.ts';
import { openSealed, soundEntries } from '../e2e/visit-evidence.ts';
import { KioskVisitor, plainPeople } from '../support/kiosk-visitor.ts';
import { configWithPatience } from '../support/patience-config.ts';
import { type RunningKiosk, runKiosk } from '../support/running-kiosk.ts';

/** Longer than pcscd and the binding need to come back. */
const CARD_BACK_WITHIN = 12;

const test = suite('pcscd killed');
const people = plainPeople();
const nextPerson = (): string => people.shift() ?? 'nobody left';
let kiosk: RunningKiosk;
let visitor: KioskVisitor;

test.before(async () => {
  const env = { KIOSK_CONFIG: configWithPatience({ cardBackWithin: CARD_BACK_WITHIN, doneStays: 1 }) };
  kiosk = await runKiosk(undefined, undefined, { env });
});
test.before.each(async () => {
  visitor = await KioskVisitor.at(kiosk);
});
test.after.each(async () => {
  await visitor.reader('back');
  await visitor.takeAway();
  visitor.screen.close();
});
test.after(async () => {
  await kiosk.stop();
  kiosk.remove();
});

/** Keys of the people whom the log confirms, in order. */
async function confirmed(): Promise<string[]> {
  const keys: string[] = [];
  for (const { data } of await soundEntries(kiosk)) {
    if (data.event !== 'visit-outcome' || data.sealed === null) continue;
    const { idNumber, outcome } = await openSealed(kiosk, data.sealed);
    assert.is(outcome, 'CONFIRMED_STAFF');
    keys.push(madeUpPeople().find(({ card }) => card.idNumber === idNumber)?.key ?? 'a stranger');
  }
  return keys;
}

async function wholeVisit(person: string): Promise<void> {
  await visitor.lay(person);
  await visitor.goesTo('done');
  await visitor.takeAway();
  await visitor.meets('idle');
}

test('while nobody is here: out of service until the reader is back, then idle by itself', async () => {
  await visitor.reader('gone');
  const { show } = await visitor.meets('out-of-service');
  assert.equal(show.props, { code: 'E-SESSION-005' });
  const health = await fetch(`${kiosk.url}/healthz`);
  assert.not(health.ok);
  assert.is(z.object({ showing: z.string() }).parse(await health.json()).showing, 'out-of-service');
  await visitor.reader('back');
  await visitor.meets('idle');
  const person = nextPerson();
  await wholeVisit(person);
  assert.is((await confirmed()).at(-1), person);
});

test('a card laid on while it was gone is read when it is back', async () => {
  await visitor.reader('gone');
  await visitor.meets('out-of-service');
  const person = nextPerson();
  await visitor.lay(person);
  await visitor.reader('back');
  await visitor.goesTo('done');
  await visitor.takeAway();
  await visitor.meets('idle');
  assert.is((await confirmed()).at(-1), person);
});

for (const step of ['greeting', 'staff-compare', 'contact', 'sign'] as const) {
  test(`killed on ${step}: the same card goes on`, async () => {
    const before = await confirmed();
    const person = nextPerson();
    await visitor.lay(person);
    await visitor.goesTo(step);
    await visitor.reader('gone');
    await visitor.meets('card-away');
    await visitor.reader('back');
    await visitor.goesTo('done');
    await visitor.takeAway();
    await visitor.meets('idle');
    assert.equal(await confirmed(), [...before, person]);
  });
}

test("killed in a visit, and another person's card lies there when it is back: the first visit is over", async () => {
  const before = await confirmed();
  const [first, second] = [nextPerson(), nextPerson()];
  await visitor.lay(first);
  await visitor.goesTo('contact');
  await visitor.reader('gone');
  await visitor.meets('card-away');
  await visitor.takeAway();
  await visitor.lay(second);
  await visitor.reader('back');
  const next = await visitor.meets('contact', 'sign', 'greeting');
  assert.is(next.show.screen, 'greeting');
  visitor.act(next, { act: 'begin' });
  await visitor.goesTo('done');
  await visitor.takeAway();
  await visitor.meets('idle');
  assert.equal(await confirmed(), [...before, second]);
});

test('killed while the slip is printed: the record stands, and the next person is served', async () => {
  const [first, second] = [nextPerson(), nextPerson()];
  await visitor.lay(first);
  await visitor.goesTo('done');
  await visitor.reader('gone');
  await visitor.meets('out-of-service');
  await visitor.takeAway();
  await visitor.reader('back');
  await visitor.meets('idle');
  await wholeVisit(second);
  assert.equal((await confirmed()).slice(-2), [first, second]);
});

test('not back in time: the visit ends politely, and the kiosk is out of service until it is back', async () => {
  const before = await confirmed();
  await visitor.lay(nextPerson());
  await visitor.goesTo('greeting');
  await visitor.reader('gone');
  await visitor.meets('card-away');
  await visitor.meets('out-of-service');
  await visitor.takeAway();
  await visitor.reader('back');
  await visitor.meets('idle');
  assert.equal(await confirmed(), before);
  const last = (await soundEntries(kiosk)).findLast(({ data }) => data.event === 'visit-abandoned');
  assert.equal(last?.data.event === 'visit-abandoned' && last.data.step, 'greeting');
});

test.run();
