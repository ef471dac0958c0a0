import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { sendControl } from '../../firmware-bridge/simulators/index.ts';
import { soundEntries } from '../e2e/visit-evidence.ts';
import { KioskVisitor, plainPeople } from '../support/kiosk-visitor.ts';
import { type RunningKiosk, runKiosk } from '../support/running-kiosk.ts';

let kiosk: RunningKiosk;
test.before(async () => {
  kiosk = await runKiosk();
});
test.after(async () => {
  await kiosk.stop();
  kiosk.remove();
});

const printer = (command: unknown): Promise<unknown> =>
  sendControl(join(kiosk.data, 'sim', 'printer.sock'), command);

async function slipsCut(): Promise<number> {
  return z.object({ count: z.number() }).parse(await printer({ cmd: 'slips' })).count;
}

/** The slip events of the ledger in their order. */
async function slipEvents(): Promise<{ event: string; copy: number }[]> {
  const entries = await soundEntries(kiosk);
  return entries.flatMap(({ data }) => ('copy' in data ? [{ event: data.event, copy: data.copy }] : []));
}

test('a slip of which nobody knows is asked after, never sent again by itself, and its copy is marked', async () => {
  const [person = ''] = plainPeople();
  const visitor = await KioskVisitor.at(kiosk);
  try {
    // The line breaks behind the first part of the slip: it may lie in the printer's buffer, or not.
    await printer({ cmd: 'fault', fault: { kind: 'disconnect-after', bytes: 4000 } });
    await visitor.lay(person);
    await visitor.goesTo('done');
    const told = await visitor.screen.until(
      (show) => show.screen === 'done' && show.props.slip !== 'printing',
    );
    assert.is(told.show.screen === 'done' ? told.show.props.slip : '', 'unsure');
    assert.ok(
      told.show.screen === 'done' && told.show.props.number !== '',
      'the number stands on the screen',
    );
    await wait(3000);
    assert.is(await slipsCut(), 0, 'nothing is sent a second time');
    await visitor.takeAway();
    visitor.act(told, { act: 'leave' });
    await visitor.meets('idle');

    await visitor.lay(person);
    visitor.act(await visitor.meets('already-confirmed'), { act: 'reprint' });
    await visitor.screen.until(
      (show) => show.screen === 'already-confirmed' && show.props.slip === 'printed',
    );
    assert.is(await slipsCut(), 1);
    await visitor.takeAway();
    await visitor.meets('idle');
    assert.equal(await slipEvents(), [
      { event: 'receipt-unsure', copy: 0 },
      { event: 'receipt-printed', copy: 1 },
    ]);
  } finally {
    visitor.screen.close();
  }
});

test.run();
