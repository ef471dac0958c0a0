import type { Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Screen } from '../../domain/index.ts';
import {
  type Gallery,
  type GalleryBrowser,
  IDLE,
  LANDSCAPE,
  launchChromium,
  paintedOn,
  startGallery,
} from '../gallery/index.ts';

const GREETING: Screen = {
  screen: 'greeting',
  props: { maskedName: '欧××国', year: 2026, cardExpired: false },
};
const FACE: Screen = { screen: 'face', props: { attempt: 1, hint: 'look-here', progress: 0 } };
const SIGN: Screen = {
  screen: 'sign',
  props: { maskedName: '欧××国', year: 2026, phone: '13900001234', address: '示例市示范区' },
};
const PHONE: Screen = { screen: 'change-phone', props: { old: '13900001234' } };
const STAFF: Screen = { screen: 'staff-call', props: { state: 'ask', lockedSeconds: 0, logins: 0 } };

const test = suite('screen acts');
let browser: GalleryBrowser;
let gallery: Gallery;
let page: Page;
/** Addresses that the page asked for; what is said is one file a text. */
let requests: string[];

test.before(async () => {
  browser = await launchChromium();
});
test.before.each(async () => {
  gallery = await startGallery({ pixelsPerMm: LANDSCAPE.pixelsPerMm, simulated: true });
  ({ page, requests } = await browser.open(LANDSCAPE, gallery.origin));
  await paintedOn(page, gallery, IDLE);
});
test.after.each(async () => {
  await page.context().close();
  await gallery.close();
});
test.after(async () => {
  await browser.close();
});

/** Longest that anything here may take before the test says that it never came. */
const NEVER_MS = 20_000;

/** Waits until `holds`: what the page does reaches the server over a socket. */
async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + NEVER_MS; !holds(); ) {
    if (Date.now() > end) throw new Error(`never came: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function said(key: string): boolean {
  return requests.some((url) => url.includes(`/voice/zh-CN/${key}.`));
}

test('a hand that trembles acts once', async () => {
  await paintedOn(page, gallery, GREETING);
  const begin = page.locator('[data-act="begin"]');
  const box = await begin.boundingBox();
  if (box === null) throw new Error('no button');
  for (const slide of [0, 12, -9]) {
    await page.mouse.move(box.x + 4, box.y + box.height / 2);
    await page.mouse.down();
    // The finger slides a little, even off the edge, before it is lifted.
    await page.mouse.move(box.x - slide, box.y + box.height / 2);
    await page.mouse.up();
  }
  await gallery.painted(gallery.push(IDLE));
  assert.equal(gallery.acts, [{ act: 'begin' }]);
});

test('a finger that goes away before it is lifted does nothing', async () => {
  await paintedOn(page, gallery, GREETING);
  const box = await page.locator('[data-act="begin"]').boundingBox();
  if (box === null) throw new Error('no button');
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 20, box.y - 120);
  await page.mouse.up();
  await page.locator('[data-act="decline"]').click();
  await until(() => gallery.acts.length > 0);
  assert.equal(gallery.acts, [{ act: 'decline' }]);
});

test('"yes" names a control first and presses it the second time; Escape goes back', async () => {
  await paintedOn(page, gallery, GREETING);
  // Twice at once: a bounce, or an elbow on the key.
  await page.evaluate(`for (const key of ['4', '4'])
    document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))`);
  await gallery.painted(gallery.push(GREETING));
  assert.equal(gallery.acts, []);
  await page.keyboard.press('3');
  await page.locator('[data-act="decline"]:focus:not([data-resting])').waitFor();
  await page.keyboard.press('Enter');
  await until(() => gallery.acts.length === 1);
  assert.equal(gallery.acts, [{ act: 'decline' }]);
  await paintedOn(page, gallery, PHONE);
  await page.locator(':root:not([data-resting])').waitFor();
  await page.keyboard.press('Escape');
  await until(() => gallery.acts.length === 2);
  assert.equal(gallery.acts[1], { act: 'back' });
});

test('the first key is told what the keys do; a touch ends that', async () => {
  await paintedOn(page, gallery, GREETING);
  await until(() => said('greeting.question'));
  await page.keyboard.press('3');
  await until(() => said('common.keys'));
  await page.mouse.click(960, 300);
  assert.is(await page.locator(':root[data-keys]').count(), 0);
});

test('what staff judged is never said aloud', async () => {
  await paintedOn(page, gallery, {
    screen: 'staff-attest',
    props: { maskedName: '欧××国', judgement: 'different', operator: '001' },
  });
  await until(() => said('staffAttest.question'));
  assert.not.ok(said('staffAttest.different'));
});

test('a phone number is typed, mended and sent', async () => {
  await paintedOn(page, gallery, PHONE);
  assert.ok(await page.locator('[data-act="change-phone"]').isDisabled());
  for (const digit of '13900005679') await page.locator(`[data-act="key-${digit}"]`).click();
  await page.locator('[data-act="key-erase"]').click();
  await page.locator('[data-act="key-8"]').click();
  await page.locator('[data-act="change-phone"]').click();
  await until(() => gallery.acts.length > 0);
  assert.equal(gallery.acts, [{ act: 'change-phone', phone: '13900005678' }]);
});

test('a signature is sent in tenths of a millimetre, and can be written anew', async () => {
  await paintedOn(page, gallery, SIGN);
  const box = await page.locator('canvas').boundingBox();
  if (box === null) throw new Error('no pad');
  const stroke = async (fromMm: number, toMm: number) => {
    const at = (millimetres: number) => millimetres * LANDSCAPE.pixelsPerMm;
    await page.mouse.move(box.x + at(fromMm), box.y + at(20));
    await page.mouse.down();
    await page.mouse.move(box.x + at(toMm), box.y + at(30), { steps: 4 });
    await page.mouse.up();
  };
  await stroke(10, 90);
  await page.locator('[data-act="key-clear"]').click();
  assert.ok(await page.locator('[data-act="sign"]').isDisabled());
  await stroke(50, 60);
  await page.locator('[data-act="sign"]').click();
  await until(() => gallery.acts.length > 0);
  const act = gallery.acts[0];
  assert.is(act?.act, 'sign');
  if (act?.act !== 'sign') return;
  assert.is(act.strokes.length, 1);
  const first = act.strokes[0]?.[0];
  const last = act.strokes[0]?.at(-1);
  assert.ok(Math.abs((first?.[0] ?? 0) - 500) <= 4 && Math.abs((first?.[1] ?? 0) - 200) <= 4, `${first}`);
  assert.ok(Math.abs((last?.[0] ?? 0) - 600) <= 4 && Math.abs((last?.[1] ?? 0) - 300) <= 4, `${last}`);
});

test('a wrong PIN empties both fields', async () => {
  await paintedOn(page, gallery, STAFF);
  await page.locator('[data-act="key-1"]').click();
  await page.locator('[data-act="key-pin"]').click();
  for (const digit of '2468') await page.locator(`[data-act="key-${digit}"]`).click();
  assert.not.ok((await page.content()).includes('2468'));
  await page.locator('[data-act="staff-login"]').click();
  await until(() => gallery.acts.length > 0);
  assert.equal(gallery.acts, [{ act: 'staff-login', operator: '1', pin: '2468' }]);
  await paintedOn(page, gallery, {
    screen: 'staff-call',
    props: { state: 'wrong', lockedSeconds: 0, logins: 0 },
  });
  assert.ok(await page.locator('[data-act="staff-login"]').isDisabled());
  assert.is(await page.locator('[data-act="key-operator"] b').textContent(), '');
});

test('camera frames flow on the face screen and nowhere else', async () => {
  await paintedOn(page, gallery, GREETING);
  assert.equal(gallery.frames, { right: 0, wrong: 0, lit: 0 });
  await paintedOn(page, gallery, FACE);
  await until(() => gallery.frames.right >= 5);
  assert.equal(gallery.acts[0], { act: 'camera-ready' });
  assert.is(gallery.frames.wrong, 0);
  assert.ok(gallery.frames.lit > 0, 'black pictures');
  await paintedOn(page, gallery, IDLE);
  assert.is(await page.locator('video').count(), 0);
  // What was on its way comes before the word that the screen was painted.
  await gallery.painted(gallery.push(IDLE));
  const sent = gallery.frames.right;
  await gallery.painted(gallery.push(IDLE));
  assert.is(gallery.frames.right, sent, 'frames after the screen');
});

test('a cut camera is told once, now and when it was cut before', async () => {
  const dock = await page.context().newPage();
  await dock.goto(`${gallery.origin}/texts/zh-CN.json`);
  const say = (camera: string) =>
    dock.evaluate(`new BroadcastChannel('youfu-dock').postMessage({ camera: '${camera}' })`);
  await paintedOn(page, gallery, FACE);
  await until(() => gallery.frames.right >= 1);
  await say('cut');
  await until(() => gallery.acts.some(({ act }) => act === 'camera-failed'));
  await paintedOn(page, gallery, IDLE);
  await paintedOn(page, gallery, FACE);
  await until(() => gallery.acts.filter(({ act }) => act === 'camera-failed').length === 2);
  await gallery.painted(gallery.push(IDLE));
  assert.is(gallery.acts.filter(({ act }) => act === 'camera-failed').length, 2);
});

test('help where no staff path leads on asks to call out', async () => {
  await page.locator('[data-act="staff"]').click();
  await until(() => gallery.acts.length > 0);
  gallery.refuse('out-of-state');
  await page.locator('.call-out').waitFor();
});

test('a daemon that goes away leaves a quiet screen, and is found again', async () => {
  await paintedOn(page, gallery, SIGN);
  gallery.drop();
  await page.locator('[data-screen="connecting"]').waitFor();
  assert.not.ok((await page.content()).includes('13900001234'));
  await page.locator('[data-screen="sign"]').waitFor();
});

test('the heartbeat tells of touches', async () => {
  assert.is(gallery.touched(), false);
  await page.mouse.click(960, 300);
  await until(() => gallery.touched());
});

test('on a machine that draws slowly the heartbeat tells of screens that follow each other quickly', async () => {
  await page.evaluate(`window.requestAnimationFrame = (draw) => setTimeout(() => draw(performance.now()), 150);
    window.cancelAnimationFrame = (frame) => clearTimeout(frame)`);
  let told = false;
  let first = 0;
  // Each comes before the one in front of it was drawn.
  for (let step = 1; step <= 40 && !told; step++) {
    const pushed = gallery.push({ ...FACE, props: { ...FACE.props, progress: step / 40 } });
    first ||= pushed;
    void gallery.painted(first).then(() => {
      told = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.ok(told, 'it looks like a screen that hangs');
});

test.run();
