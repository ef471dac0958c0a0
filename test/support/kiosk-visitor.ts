import { z } from 'zod';
import { madeUpPeople } from '../../config/index.ts';
import type { Act, ScreenName } from '../../domain/index.ts';
import { type CardCommand, cardSocket, sendControl } from '../../firmware-bridge/simulators/index.ts';
import { KioskScreen, type PushedScreen } from './kiosk-screen.ts';
import type { RunningKiosk } from './running-kiosk.ts';
import { actOn, operatorOf } from './staff-visit.ts';

/** Keys of plain people of the made-up roster: nothing about them leads off the usual way. */
export function plainPeople(): string[] {
  return madeUpPeople()
    .filter(({ roster, about }) => roster?.status === 'active' && about === '')
    .map(({ key }) => key);
}

/** Somebody at a running kiosk with simulated hardware: lays cards, acts on screens. */
export class KioskVisitor {
  readonly screen: KioskScreen;
  readonly #kiosk: RunningKiosk;

  private constructor(kiosk: RunningKiosk, screen: KioskScreen) {
    this.#kiosk = kiosk;
    this.screen = screen;
  }

  /** Comes when the kiosk is idle. */
  static async at(kiosk: RunningKiosk): Promise<KioskVisitor> {
    const visitor = new KioskVisitor(kiosk, await KioskScreen.open(kiosk.url));
    await visitor.meets('idle');
    return visitor;
  }

  lay(person: string): Promise<void> {
    return this.#ask({ cmd: 'insert', person });
  }

  takeAway(): Promise<void> {
    return this.#ask({ cmd: 'remove' });
  }

  /** Kills the reader's service as a crash does, or starts it; a card lies there as before. */
  reader(state: 'gone' | 'back'): Promise<void> {
    return this.#ask({ cmd: 'reader', state, hard: true });
  }

  /** The next of these screens; others before it are passed over. */
  meets(...names: readonly ScreenName[]): Promise<PushedScreen> {
    return this.screen.until((show) => names.includes(show.screen));
  }

  /** Goes on by the staff path until this screen comes. */
  async goesTo(name: ScreenName): Promise<PushedScreen> {
    const operator = operatorOf(this.#kiosk);
    for (;;) {
      const now = await this.screen.until(
        (show) => show.screen === name || actOn(show.screen, operator) !== undefined,
      );
      if (now.show.screen === name) return now;
      const act = actOn(now.show.screen, operator);
      if (act !== undefined) this.act(now, act);
    }
  }

  act(on: PushedScreen, act: Act): void {
    this.screen.act(on, act);
  }

  async #ask(command: z.input<typeof CardCommand>): Promise<void> {
    const refused = z
      .object({ error: z.string() })
      .safeParse(await sendControl(cardSocket(this.#kiosk.data), command));
    if (refused.success) throw new Error(refused.data.error);
  }
}
