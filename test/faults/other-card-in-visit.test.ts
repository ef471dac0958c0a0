import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { OtherCardKind } from '../../domain/index.ts';
import { cardSocket, sendControl } from '../../firmware-bridge/simulators/index.ts';
import { KioskVisitor, plainPeople } from '../support/kiosk-visitor.ts';
import { type RunningKiosk, runKiosk } from '../support/running-kiosk.ts';

const [person = ''] = plainPeople();
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

test('a card that is no identity card is named on the screen; the identity card behind it is served', async () => {
  for (const [kind, named] of [
    ['social-security-card', 'social-security-card'],
    // Nobody can tell it from another card that pays, without an entry of the county.
    ['preferential-card', 'bank-card'],
  ] as const satisfies readonly (readonly [OtherCardKind, OtherCardKind])[]) {
    await sendControl(cardSocket(kiosk.data), { cmd: 'insert', kind });
    const { show, chime } = await visitor.meets('other-card');
    assert.equal(show, { screen: 'other-card', props: { kind: named } });
    assert.is(chime, 'ask');
    await visitor.takeAway();
    await visitor.meets('idle');
  }
  await visitor.lay(person);
  // 读好了，会响一声: nobody is to lift the card at a sound that comes before.
  assert.is((await visitor.meets('reading')).chime, 'none');
  assert.is((await visitor.meets('greeting')).chime, 'card');
});

test.run();
