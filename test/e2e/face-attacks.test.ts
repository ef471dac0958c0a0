import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { WebSocket } from 'ws';
import { FRAME_HEAD_BYTES, writeFrameHead } from '../../domain/index.ts';
import {
  type Actor,
  ATTACKS,
  type AttackKind,
  Chance,
  cardPhotoFrom,
  cardPhotoPicture,
  type Head,
  headOf,
  PLAIN_LOOK,
  willingPerson,
} from '../fixtures/face/index.ts';
import { FaceVisits } from './face-visits.ts';
import { outcomes } from './visit-evidence.ts';

/** Shorter than a kiosk's: time enough for each attack to be carried out, twice. */
const TRY_SECONDS = 8;

const test = suite('face attacks');
let [victim, attacker]: Head[] = [];
let visits: FaceVisits;

test.before(async () => {
  [victim, attacker] = [await headOf('anna'), await headOf('berta')];
  visits = await FaceVisits.open(willingPerson(attacker), TRY_SECONDS);
});

test.after(() => visits.close());

/** The most telling of each family; `npm run bench -- liveness --browser` shows every kind. */
const KINDS: readonly AttackKind[] = [
  'print-tilted',
  'screen-still',
  'cut-out-eyes',
  'two-faces-changing',
  'swap-slide',
];

for (const kind of KINDS)
  test(`leads to staff and is never confirmed by the face: ${kind}`, async () => {
    if (victim === undefined || attacker === undefined) throw new Error('nobody sits');
    const actor = ATTACKS[kind]({ victim, attacker }, new Chance(`${kind}/e2e`), PLAIN_LOOK);
    const shown = await visits.visit(actor, cardPhotoFrom(victim.picture));
    assert.is(shown.screen, 'staff-call', `${kind}: ${shown.tries} after ${shown.hints}`);
    assert.not(shown.tries.includes('matched'), kind);
  });

test('a film of turns leads to staff unless the draw follows the film', async () => {
  if (victim === undefined || attacker === undefined) throw new Error('nobody sits');
  const actor = ATTACKS['recorded-turn']({ victim, attacker }, new Chance('film'), PLAIN_LOOK);
  const shown = await visits.visit(actor, cardPhotoFrom(victim.picture));
  const asked = shown.hints.filter((hint) => hint === 'turn-left' || hint === 'turn-right');
  const filmsOrder = asked.at(-1) !== asked.at(-2);
  assert.ok(shown.screen === 'staff-call' || filmsOrder, `${shown.tries} after ${shown.hints}`);
});

test("frames of the card holder's face that a second connection sends do not count", async () => {
  if (victim === undefined || attacker === undefined) throw new Error('nobody sits');
  const [hints, tries] = [visits.page.hints.length, visits.tries().length];
  const injected = willingPerson(victim);
  await visits.toFaceStep(willingPerson(attacker), await cardPhotoPicture('annaOnCard'));
  const stranger = await Stranger.at(visits.kiosk.url);
  const since = performance.now();
  let sequence = 1000;
  const timer = setInterval(() => {
    const atMs = Math.round(performance.now() - since);
    const hint = injectedHint(visits.page.hints.at(-1));
    stranger.send(frameOf(injected, atMs, hint, ++sequence));
  }, 150);
  try {
    const shown = await visits.outcome(hints, tries);
    assert.is(shown.screen, 'staff-call', `${shown.tries}`);
    assert.not(shown.tries.includes('matched'));
    assert.ok(stranger.sent > 20, `only ${stranger.sent} frames were injected`);
  } finally {
    clearInterval(timer);
    stranger.close();
  }
});

test('none of them left an outcome', async () => {
  assert.equal(await outcomes(visits.kiosk), []);
});

function injectedHint(hint: string | undefined) {
  return hint === 'turn-left' || hint === 'turn-right' ? hint : 'look-here';
}

function frameOf(
  actor: Actor,
  atMs: number,
  hint: 'turn-left' | 'turn-right' | 'look-here',
  sequence: number,
) {
  const { width, height, pixels } = actor.frameAt(atMs, hint);
  const frame = new Uint8Array(FRAME_HEAD_BYTES + pixels.length);
  // Numbers and times far ahead of the page's own, so that its frames would be the old ones.
  writeFrameHead(frame, { sequence, width, height, capturedMs: 1_000_000 + atMs });
  frame.set(pixels, FRAME_HEAD_BYTES);
  return frame;
}

/** A program of this machine that has fetched the page for its token, is not the screen, and comes back when sent away. */
class Stranger {
  sent = 0;
  private readonly url: string;
  private readonly cookie: string;
  private socket: WebSocket | undefined;
  private gone = false;

  private constructor(url: string, cookie: string) {
    this.url = url;
    this.cookie = cookie;
    this.dial();
  }

  static async at(url: string): Promise<Stranger> {
    const page = await fetch(url);
    const cookie = page.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    return new Stranger(url, cookie);
  }

  send(frame: Uint8Array): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    this.socket.send(frame);
    this.sent++;
  }

  close(): void {
    this.gone = true;
    this.socket?.terminate();
  }

  private dial(): void {
    if (this.gone) return;
    const headers = { cookie: this.cookie, origin: this.url };
    const socket = new WebSocket(`${this.url.replace('http', 'ws')}/ws`, { headers });
    socket.on('error', () => undefined);
    socket.on('close', () => setTimeout(() => this.dial(), 50));
    this.socket = socket;
  }
}

test.run();
