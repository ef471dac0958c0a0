import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { madeUpPeople } from '../../config/index.ts';
import { type CoachHint, FRAME_HEAD_BYTES, type ScreenName, writeFrameHead } from '../../domain/index.ts';
import { cardPhotoOf, headOf, willingPerson } from '../fixtures/face/index.ts';
import type { PushedScreen } from '../support/kiosk-screen.ts';
import { KioskVisitor } from '../support/kiosk-visitor.ts';
import { configWithPatience } from '../support/patience-config.ts';
import { type RunningKiosk, runKiosk } from '../support/running-kiosk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { kioskCommand, outcomes } from './visit-evidence.ts';

/** Each test shows the card holder's own living face: only the way in which its frames come keeps it out. */
const test = suite('frame refusals');
const people = madeUpPeople().filter(({ roster, about }) => roster?.status === 'active' && about === '');
const folder = temporaryFolder();
let kiosk: RunningKiosk;
let visitor: KioskVisitor;

test.before(async () => {
  const env = { KIOSK_CONFIG: configWithPatience({ cardBackWithin: 2 }, { trySeconds: 8 }) };
  kiosk = await runKiosk(undefined, undefined, { env });
});

test.before.each(async () => {
  visitor = await KioskVisitor.at(kiosk);
});

test.after.each(async () => {
  await visitor.takeAway();
  visitor.screen.close();
});

test.after(async () => {
  await kiosk.stop();
  kiosk.remove();
});

/** Number and time of the n-th frame, in milliseconds since the first. */
type Count = (n: number, atMs: number) => { sequence: number; capturedMs: number };
const RIGHT: Count = (n, atMs) => ({ sequence: n, capturedMs: atMs });

/** Comes with Anna's card to the face step; the screen is there, its camera not yet. */
async function toFaceStep(n: number): Promise<PushedScreen> {
  const [photo, card] = [
    await cardPhotoOf('annaOnCard', join(folder, 'photo.png')),
    join(folder, 'card.json'),
  ];
  writeFileSync(card, JSON.stringify({ ...people[n]?.card, photo }));
  await kioskCommand(kiosk, 'sim', 'insert', card);
  visitor.act(await visitor.meets('greeting'), { act: 'begin' });
  visitor.act(await visitor.meets('face-consent'), { act: 'face' });
  return visitor.meets('face');
}

/** Sends frames of Anna, who does what the screen asks, until another screen comes; gives its name. */
async function showAnna(count: Count): Promise<ScreenName> {
  const anna = willingPerson(await headOf('anna'));
  let hint: CoachHint = 'look-here';
  const since = performance.now();
  let n = 0;
  const timer = setInterval(() => {
    const atMs = Math.round(performance.now() - since);
    const { width, height, pixels } = anna.frameAt(atMs, hint);
    const frame = new Uint8Array(FRAME_HEAD_BYTES + pixels.length);
    writeFrameHead(frame, { ...count(++n, atMs), width, height });
    frame.set(pixels, FRAME_HEAD_BYTES);
    visitor.screen.frame(frame);
  }, 110);
  try {
    const next = await visitor.screen.until((show) => {
      if (show.screen === 'face') hint = show.props.hint;
      return show.screen !== 'face';
    });
    assert.ok(n > 20, `only ${n} frames were sent`);
    return next.show.screen;
  } finally {
    clearInterval(timer);
  }
}

test('frames that count up and come in time are looked at: she is matched', async () => {
  visitor.act(await toFaceStep(0), { act: 'camera-ready' });
  assert.is(await showAnna(RIGHT), 'contact');
});

test('frames before the screen has said that its camera is there are not looked at', async () => {
  await toFaceStep(1);
  assert.is(await showAnna(RIGHT), 'staff-call');
});

test('frames that do not count up are not looked at', async () => {
  visitor.act(await toFaceStep(2), { act: 'camera-ready' });
  assert.is(await showAnna((_, atMs) => ({ sequence: 7, capturedMs: atMs })), 'staff-call');
});

test('frames that were taken before the one before are not looked at', async () => {
  visitor.act(await toFaceStep(3), { act: 'camera-ready' });
  assert.is(await showAnna((n, atMs) => ({ sequence: n, capturedMs: 1_000_000 - atMs })), 'staff-call');
});

test('only the first left its way to a confirmation open, and none left an outcome', async () => {
  assert.equal(await outcomes(kiosk), []);
});

test.run();
