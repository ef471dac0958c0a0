import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { soundEntries } from '../e2e/visit-evidence.ts';
import { KioskVisitor, plainPeople } from '../support/kiosk-visitor.ts';
import { type RunningKiosk, runKiosk } from '../support/running-kiosk.ts';

const [first = '', second = ''] = plainPeople();
let kiosk: RunningKiosk;
let visitor: KioskVisitor;

test.before(async () => {
  kiosk = await runKiosk();
  visitor = await KioskVisitor.at(kiosk);
});

test.after(async () => {
  visitor.screen.close();
  await kiosk.stop();
  kiosk.remove();
});

async function bridgePid(): Promise<number> {
  const health = z.object({ bridgePid: z.number() });
  return health.parse(await (await fetch(`${kiosk.url}/healthz`)).json()).bridgePid;
}

test("a bridge that hangs while the card is changed: the visit stops, the other person's card does not continue it", async () => {
  await visitor.lay(first);
  await visitor.goesTo('staff-call');
  const hung = await bridgePid();
  process.kill(hung, 'SIGSTOP');
  await visitor.takeAway();
  await visitor.lay(second);
  // Whoever signs in now signs in to a visit that nobody may go on with.
  await visitor.meets('card-away');
  await visitor.meets('greeting');
  assert.is.not(await bridgePid(), hung, 'the hung bridge was not replaced');
  await visitor.takeAway();
  await visitor.meets('card-away');
  await visitor.meets('idle');
  const events = (await soundEntries(kiosk)).map(({ data }) => data.event);
  assert.is(events.filter((event) => event === 'visit-abandoned').length, 2);
  assert.not(events.includes('visit-outcome'), 'a record was made');
});

test.run();
