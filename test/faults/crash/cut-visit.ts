import { setTimeout as wait } from 'node:timers/promises';
import type { Screen, ScreenName } from '../../../domain/index.ts';
import { cardSocket, sendControl } from '../../../firmware-bridge/simulators/index.ts';
import { type KioskScreen, type PushedScreen, ScreenClosed } from '../../support/kiosk-screen.ts';
import type { RunningKiosk } from '../../support/running-kiosk.ts';
import { actOn, operatorOf } from '../../support/staff-visit.ts';
import { type Cut, MARK_AFTER_MS } from './plan.ts';

/** What the person in front of the screen saw until the power went. */
export interface Witnessed {
  /** The screen told that it was done. */
  readonly done: boolean;
  readonly last: ScreenName;
  /** Milliseconds from the first screen of the read to the idle screen; null when the visit was cut before. */
  readonly wholeMs: number | null;
}

/** Lays a made-up person's card on the reader, or takes it away. */
export async function card(kiosk: RunningKiosk, person: string | null): Promise<void> {
  const command = person === null ? { cmd: 'remove' } : { cmd: 'insert', person };
  const answer = await sendControl(cardSocket(kiosk.data), command);
  if (answer !== null && typeof answer === 'object' && 'error' in answer) throw new Error(`${answer.error}`);
}

const isIdle = (show: Screen): boolean => show.screen === 'idle';

/**
 * Drives a visit by the staff check and cuts the power as `cut` says, or at the end when it says nothing; every
 * process is gone when it returns. `visitMs` is how long a whole visit takes. Throws when the visit got stuck.
 */
export async function cutVisit(
  kiosk: RunningKiosk,
  screen: KioskScreen,
  person: string,
  cut: Cut | null,
  visitMs: number,
): Promise<Witnessed> {
  const operator = operatorOf(kiosk);
  let seen: Witnessed = { done: false, last: 'idle', wholeMs: null };
  let power: Promise<void> | undefined;
  const cutAfter = (milliseconds: number): void => {
    power ??= wait(milliseconds).then(() => kiosk.cut());
  };

  const mark = async (on: PushedScreen): Promise<void> => {
    if (cut?.around === 'signing') cutAfter(MARK_AFTER_MS + cut.offsetMs);
    await wait(MARK_AFTER_MS);
    screen.act(on, { act: 'mark' });
  };

  const visit = async (): Promise<void> => {
    await card(kiosk, person);
    let began: number | undefined;
    for (;;) {
      const now = await screen.until((show) => began !== undefined || show.screen === 'reading');
      if (began === undefined && cut?.around === 'visit') cutAfter(cut.share * visitMs);
      began ??= now.at;
      seen = { ...seen, last: now.show.screen };
      if (now.show.screen === 'done') {
        seen = { ...seen, done: true };
        if (now.show.props.slip !== 'printing') await card(kiosk, null);
      } else if (now.show.screen === 'idle') {
        seen = { ...seen, wholeMs: now.at - began };
        return;
      } else if (now.show.screen === 'sign') await mark(now);
      else {
        const act = actOn(now.show.screen, operator);
        if (act !== undefined) screen.act(now, act);
      }
    }
  };

  try {
    await visit();
  } catch (error) {
    // After the cut the screen is closed, and the simulators answer nobody.
    if (power === undefined) throw error;
  }
  cutAfter(0);
  await power;
  // What was on its way to the screen when the power went has been shown too.
  await screen
    .until((show) => {
      if (show.screen === 'done') seen = { ...seen, done: true };
      return false;
    })
    .catch((error: unknown) => {
      if (!(error instanceof ScreenClosed)) throw error;
    });
  return seen;
}

/** Lays the card of somebody on a kiosk that started again, and gives the first screen that speaks to them. */
export async function greetedWith(
  kiosk: RunningKiosk,
  screen: KioskScreen,
  person: string,
): Promise<ScreenName> {
  await card(kiosk, person);
  const { show } = await screen.until(({ screen: name }) => name !== 'idle' && name !== 'reading');
  await card(kiosk, null);
  if (show.screen !== 'already-confirmed') {
    screen.act(await screen.until(({ screen: name }) => name === 'card-away'), { act: 'leave' });
  }
  await screen.until(isIdle);
  return show.screen;
}
