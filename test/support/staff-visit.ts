import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { packageFolder } from '../../config/index.ts';
import type { Act, ScreenName } from '../../domain/index.ts';
import { KioskScreen } from './kiosk-screen.ts';
import type { RunningKiosk } from './running-kiosk.ts';

/** Milliseconds of one visit by the staff check in which nobody ever waits to act. */
export interface VisitTimes {
  /** Card laid on until the greeting: the card is read and the roster looked up. */
  readonly cardToGreeting: number;
  /** Mark made until "办好了": sealed, appended, on the disk. */
  readonly markToDone: number;
  /** Mark made until the printer said that the slip is cut. */
  readonly markToPrinted: number;
  /** Card laid on until the slip is cut. */
  readonly whole: number;
}

const Operator = z.object({ id: z.string(), pin: z.string() });

/** Number and PIN of the simulated kiosk's operator. */
export function operatorOf(kiosk: RunningKiosk): z.infer<typeof Operator> {
  return Operator.parse(JSON.parse(readFileSync(join(kiosk.data, 'sim', 'operator.json'), 'utf8')));
}

/** What is done on each screen of the staff path (X21: the way of equal worth). */
export function actOn(screen: ScreenName, operator: z.infer<typeof Operator>): Act | undefined {
  const acts: Partial<Record<ScreenName, Act>> = {
    greeting: { act: 'begin' },
    'face-consent': { act: 'staff' },
    'staff-call': { act: 'staff-login', operator: operator.id, pin: operator.pin },
    'staff-compare': { act: 'judge', judgement: 'same' },
    'staff-attest': { act: 'attest', reason: 'declined-face' },
    contact: { act: 'contact-right' },
    sign: { act: 'mark' },
  };
  return acts[screen];
}

const sim = (kiosk: RunningKiosk, ...args: string[]): Promise<unknown> =>
  promisify(execFile)(process.execPath, ['bin/kiosk.js', 'sim', ...args], {
    cwd: packageFolder(),
    env: kiosk.env,
  });

/** Drives one visit of a made-up person from the card laid on to the card taken away and the idle screen. */
export async function driveStaffVisit(kiosk: RunningKiosk, person: string): Promise<VisitTimes> {
  const operator = operatorOf(kiosk);
  const screen = await KioskScreen.open(kiosk.url);
  try {
    await screen.until((show) => show.screen === 'idle');
    await sim(kiosk, 'insert', person);
    // The command's own start is no part of the visit: the clock runs from the first screen of the read.
    const start = (await screen.until((show) => show.screen === 'reading')).at;
    let greeting = start;
    let mark = start;
    let done = 0;
    for (;;) {
      const now = await screen.until(
        (show) => show.screen === 'done' || actOn(show.screen, operator) !== undefined,
      );
      if (now.show.screen === 'greeting') greeting = now.at;
      if (now.show.screen === 'done') {
        if (done === 0) done = now.at;
        if (now.show.props.slip === 'not-printed') throw new Error('the slip was not printed');
        if (now.show.props.slip === 'printed') {
          await sim(kiosk, 'remove');
          await screen.until((show) => show.screen === 'idle');
          return {
            cardToGreeting: greeting - start,
            markToDone: done - mark,
            markToPrinted: now.at - mark,
            whole: now.at - start,
          };
        }
        continue;
      }
      const act = actOn(now.show.screen, operator);
      if (act?.act === 'mark') mark = performance.now();
      if (act !== undefined) screen.act(now, act);
    }
  } finally {
    screen.close();
  }
}
