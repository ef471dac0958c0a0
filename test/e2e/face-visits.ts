import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { madeUpPeople } from '../../config/index.ts';
import { FaceTry } from '../../domain/index.ts';
import { type Actor, type Drawing, writePicture } from '../fixtures/face/index.ts';
import { configWithPatience } from '../support/patience-config.ts';
import { ReactiveCamera } from '../support/reactive-camera.ts';
import { type RunningKiosk, runKiosk } from '../support/running-kiosk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { kioskCommand } from './visit-evidence.ts';
import { VisitPage } from './visit-page.ts';

/** What the face step of one visit came to. */
export interface FaceStepShown {
  /** `contact` when the face was matched, `staff-call` when it leads to people. */
  readonly screen: 'contact' | 'staff-call';
  /** Results of its tries, as the daemon logs them. */
  readonly tries: readonly FaceTry['result'][];
  /** Hints that stood on the screen. */
  readonly hints: readonly string[];
}

const STEP_MS = 90_000;
const LogLine = z.object({ event: z.literal('face'), line: z.string() });
const TryLine = z.object({ event: z.literal('face-try'), result: FaceTry.shape.result });

/** A whole kiosk and a real browser before whose camera one actor after the other stands, each with a card. */
export class FaceVisits {
  readonly kiosk: RunningKiosk;
  readonly page: VisitPage;
  private readonly camera: ReactiveCamera;
  private readonly people = madeUpPeople().filter(
    ({ roster, about }) => roster?.status === 'active' && about === '',
  );
  private readonly folder = temporaryFolder();
  private visits = 0;

  private constructor(kiosk: RunningKiosk, page: VisitPage, camera: ReactiveCamera) {
    this.kiosk = kiosk;
    this.page = page;
    this.camera = camera;
  }

  /** Starts kiosk and browser; a try lasts `trySeconds`. `first` stands there until the first visit. */
  static async open(first: Actor, trySeconds: number): Promise<FaceVisits> {
    const config = configWithPatience({ cardBackWithin: 2, doneStays: 1 }, { trySeconds });
    const kiosk = await runKiosk(undefined, undefined, { env: { KIOSK_CONFIG: config } });
    const camera = new ReactiveCamera(first);
    try {
      return new FaceVisits(kiosk, await VisitPage.open(kiosk.url, camera), camera);
    } catch (error) {
      camera.close();
      await kiosk.stop();
      kiosk.remove();
      throw error;
    }
  }

  /** Lays a card with this photo on the reader, puts the actor before the camera and goes to the face step. */
  async toFaceStep(actor: Actor, photo: Drawing): Promise<void> {
    await this.page.screen('idle');
    const person = this.people[this.visits++ % this.people.length];
    if (person === undefined) throw new Error('no made-up people');
    const [card, picture] = [join(this.folder, 'card.json'), join(this.folder, 'photo.png')];
    await writePicture(picture, photo);
    writeFileSync(card, JSON.stringify({ ...person.card, photo: picture }));
    await kioskCommand(this.kiosk, 'sim', 'insert', card);
    await this.page.screen('greeting');
    await this.page.press('begin');
    await this.page.screen('face-consent');
    this.camera.change(actor);
    await this.page.press('face');
  }

  /** One visit up to what follows the face step; the card is taken away then. */
  async visit(actor: Actor, photo: Drawing): Promise<FaceStepShown> {
    const [hints, tries] = [this.page.hints.length, this.tries().length];
    await this.toFaceStep(actor, photo);
    return this.outcome(hints, tries);
  }

  /** Waits for what follows the face step and ends the visit; hints and tries count from these numbers on. */
  async outcome(hintsBefore: number, triesBefore: number): Promise<FaceStepShown> {
    const screen = await this.page.oneOf(['contact', 'staff-call'], STEP_MS);
    const shown = {
      screen,
      tries: this.tries().slice(triesBefore),
      hints: this.page.hints.slice(hintsBefore),
    };
    await kioskCommand(this.kiosk, 'sim', 'remove');
    await this.page.screen('idle');
    return shown;
  }

  /** Results of all tries so far. */
  tries(): FaceTry['result'][] {
    const lines = readFileSync(join(this.kiosk.data, 'logs', 'daemon.log'), 'utf8').split('\n');
    return lines.filter(Boolean).flatMap((line) => {
      const outer = LogLine.safeParse(JSON.parse(line));
      const inner = outer.success ? TryLine.safeParse(JSON.parse(outer.data.line)) : undefined;
      return inner?.success === true ? [inner.data.result] : [];
    });
  }

  async close(): Promise<void> {
    await this.page.close();
    this.camera.close();
    await this.kiosk.stop();
    this.kiosk.remove();
  }
}
