import { setTimeout as wait } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { KioskVisitor, plainPeople } from '../support/kiosk-visitor.ts';
import { configWithPatience } from '../support/patience-config.ts';
import { type RunningKiosk, runKiosk } from '../support/running-kiosk.ts';
import { soundEntries } from './visit-evidence.ts';

const PATIENCE = { askAfter: 5, answerWithin: 5, cardBackWithin: 2, doneStays: 1 };

const test = suite('visit times');
const people = plainPeople();
const nextPerson = (): string => people.shift() ?? 'nobody left';
let kiosk: RunningKiosk;
let visitor: KioskVisitor;

test.before(async () => {
  const env = { KIOSK_CONFIG: configWithPatience(PATIENCE) };
  kiosk = await runKiosk(undefined, undefined, { env });
});
test.before.each(async () => {
  visitor = await KioskVisitor.at(kiosk);
});
test.after.each(() => {
  visitor.screen.close();
});
test.after(async () => {
  await kiosk.stop();
  kiosk.remove();
});

/** The steps at which visits were left so far. */
async function abandonedAt(): Promise<string[]> {
  return (await soundEntries(kiosk)).flatMap(({ data }) =>
    data.event === 'visit-abandoned' ? [data.step] : [],
  );
}

test('nobody touches the screen: the kiosk asks, and "still here" leads back to where it was', async () => {
  await visitor.lay(nextPerson());
  for (const name of ['greeting', 'face-consent', 'contact', 'sign'] as const) {
    await visitor.goesTo(name);
    visitor.act(await visitor.meets('still-there'), { act: 'still-here' });
    const back = await visitor.screen.until(() => true);
    assert.is(back.show.screen, name);
    // goesTo acts on what is pushed next: the screen that is there already is acted on here.
    if (name === 'greeting') visitor.act(back, { act: 'begin' });
    else if (name === 'face-consent') visitor.act(back, { act: 'staff' });
    else if (name === 'contact') visitor.act(back, { act: 'contact-right' });
    else visitor.act(back, { act: 'mark' });
  }
  await visitor.meets('done');
  await visitor.takeAway();
  await visitor.meets('idle');
  assert.equal(await abandonedAt(), []);
});

test('no answer: the visit is left, wiped, and the card waits to be taken', async () => {
  const before = await abandonedAt();
  await visitor.lay(nextPerson());
  await visitor.goesTo('staff-compare');
  assert.ok((await visitor.screen.cardPhoto()).length > 0);
  await visitor.meets('still-there');
  await visitor.meets('take-card');
  assert.equal(await abandonedAt(), [...before, 'staff']);
  assert.is(await visitor.screen.cardPhoto().catch(() => 'gone'), 'gone');
  await visitor.takeAway();
  await visitor.meets('idle');
});

test('whoever touches the screen is not asked; whoever stops is', async () => {
  await visitor.lay(nextPerson());
  await visitor.goesTo('greeting');
  visitor.screen.touch(true);
  const asked = visitor.meets('still-there');
  const touching = wait(2 * PATIENCE.askAfter * 1000).then(() => 'nobody asked');
  assert.is(await Promise.race([asked, touching]), 'nobody asked');
  visitor.screen.touch(false);
  visitor.act(await asked, { act: 'leave' });
  await visitor.meets('take-card');
  await visitor.takeAway();
  await visitor.meets('idle');
});

test('a card left on the reader after all is done is asked for until it is taken', async () => {
  await visitor.lay(nextPerson());
  await visitor.goesTo('done');
  await visitor.meets('take-card');
  const next = visitor.screen.until(() => true);
  assert.is(await Promise.race([next, wait(3_000).then(() => 'still there')]), 'still there');
  await visitor.takeAway();
  assert.is((await next).show.screen, 'idle');
});

test('whoever takes the card and walks away is waited for a little, then the kiosk is idle', async () => {
  const before = await abandonedAt();
  await visitor.lay(nextPerson());
  await visitor.goesTo('greeting');
  await visitor.takeAway();
  await visitor.meets('card-away');
  await visitor.meets('idle');
  assert.equal(await abandonedAt(), [...before, 'greeting']);
});

test('a lifted card that comes back in time goes on where it was', async () => {
  const person = nextPerson();
  await visitor.lay(person);
  await visitor.goesTo('contact');
  await visitor.takeAway();
  await visitor.meets('card-away');
  await visitor.lay(person);
  const back = await visitor.screen.until(({ screen }) => screen !== 'card-away' && screen !== 'reading');
  assert.is(back.show.screen, 'contact');
  visitor.act(back, { act: 'contact-right' });
  await visitor.goesTo('done');
  await visitor.takeAway();
  await visitor.meets('idle');
});

test.run();
