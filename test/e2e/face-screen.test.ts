import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import type { Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type CoachHint, isInstruction, type Screen } from '../../domain/index.ts';
import { canvasOf, type Drawing, drawingOf, headOf, lit, plain, writeFilm } from '../fixtures/face/index.ts';
import {
  type Gallery,
  type GalleryBrowser,
  IDLE,
  LANDSCAPE,
  launchChromium,
  type MadeUpCamera,
  paintedOn,
  startGallery,
} from '../gallery/index.ts';

const test = suite('face screen');
const films = mkdtempSync(join(tmpdir(), 'face-screen-'));
const ends: (() => Promise<void>)[] = [];
const NEVER_MS = 30_000;

test.after.each(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
test.after(() => rmSync(films, { recursive: true, force: true }));

const face = (hint: CoachHint): Screen => ({ screen: 'face', props: { attempt: 1, hint, progress: 0.2 } });

/** The page at the face step, before that camera. */
async function faceStep(
  camera: MadeUpCamera,
  cameraRotation: 0 | 90 = 0,
): Promise<{ gallery: Gallery; page: Page }> {
  const browser: GalleryBrowser = await launchChromium(camera);
  ends.push(() => browser.close());
  const gallery = await startGallery({ pixelsPerMm: LANDSCAPE.pixelsPerMm, cameraRotation });
  ends.push(() => gallery.close());
  const { page } = await browser.open(LANDSCAPE, gallery.origin);
  await paintedOn(page, gallery, IDLE);
  await paintedOn(page, gallery, face('look-here'));
  return { gallery, page };
}

/** A film of which every frame is one of these pictures, each shown for `seconds`. */
function filmOf(name: string, pictures: readonly Drawing[], seconds: number): Promise<string> {
  return writeFilm(
    join(films, `${name}.mjpeg`),
    seconds * pictures.length,
    (t) => pictures[Math.floor(t / seconds) % pictures.length] ?? plain(640, 480, [0, 0, 0]),
  );
}

/** The picture as from `times` as near, before the same wall. */
function nearer(picture: Drawing, times: number): Drawing {
  const canvas = createCanvas(picture.width, picture.height);
  const pen = canvas.getContext('2d');
  pen.fillStyle = 'rgb(196, 200, 204)';
  pen.fillRect(0, 0, picture.width, picture.height);
  const [width, height] = [picture.width * times, picture.height * times];
  pen.drawImage(canvasOf(picture), (picture.width - width) / 2, (picture.height - height) / 2, width, height);
  return drawingOf(canvas);
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + NEVER_MS; !(await holds()); ) {
    if (Date.now() > end) throw new Error(`never came: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const shown = (page: Page, hint: CoachHint) => page.locator(`.mirror.hint-${hint}[data-hint="${hint}"]`);

test("the screen sees for itself what helps, and says it; the steps of the turn are the daemon's", async () => {
  const head = await headOf('anna');
  const far = nearer(head.draw({ yaw: 0 }), 0.35);
  const { gallery, page } = await faceStep({ film: await filmOf('far', [far], 2) });
  await shown(page, 'closer').waitFor();
  assert.is(await page.locator('.question').textContent(), '请靠近一点');
  const marks = await page.evaluate<number>(`performance.getEntriesByName('face-guidance').length`);
  assert.ok(marks > 0, 'no picture was looked at');
  await until(() => page.evaluate<boolean>(`performance.getEntriesByName('face-coach').length > 0`));
  // The face is still too far for the screen: the daemon is not contradicted.
  for (const hint of ['turn-left', 'turn-right', 'turn-back', 'one-person'] as const) {
    gallery.push(face(hint));
    await shown(page, hint).waitFor();
  }
  gallery.push(face('look-here'));
  await shown(page, 'closer').waitFor();
});

test('however the picture wobbles, no sentence is cut off by the next', async () => {
  const head = await headOf('anna');
  const ahead = head.draw({ yaw: 0 });
  const film = await filmOf('wobbling', [nearer(ahead, 0.35), nearer(ahead, 2), lit(ahead, 0.1)], 1);
  const { page } = await faceStep({ film });
  await page.evaluate(`(() => {
    window.changes = []; window.cut = 0;
    const pause = HTMLMediaElement.prototype.pause;
    HTMLAudioElement.prototype.pause = function () { if (!this.ended) window.cut += 1; return pause.call(this); };
    new MutationObserver(() => {
      const hint = document.querySelector('.mirror').dataset.hint;
      if (window.changes.at(-1) !== hint) window.changes.push(hint);
    }).observe(document.querySelector('.mirror'), { attributes: true });
  })()`);
  await until(() => page.evaluate<boolean>('window.changes.length >= 4'));
  const changes = await page.evaluate<CoachHint[]>('window.changes');
  for (const hint of changes) assert.not(isInstruction(hint), hint);
  assert.is(await page.evaluate('window.cut'), 0);
});

test('a camera that stands still is told like one that died', async () => {
  const { gallery, page } = await faceStep({
    film: await filmOf('grey', [plain(640, 480, [120, 120, 120])], 2),
  });
  await until(() => gallery.frames.right >= 2);
  assert.not.ok(gallery.acts.some(({ act }) => act === 'camera-failed'));
  // The last picture stays on the screen, as when a driver hangs.
  await page.evaluate(`document.querySelector('video').pause()`);
  await until(() => gallery.acts.some(({ act }) => act === 'camera-failed'));
});

test('a camera of two pictures a second sends each once, and is not taken for frozen', async () => {
  const { gallery } = await faceStep({ rate: 2 });
  await until(() => gallery.frames.right >= 2);
  const times = new Map<number, number>();
  const from = gallery.frames.right;
  await until(() => {
    const frame = gallery.lastFrame();
    if (frame !== undefined) times.set(frame.sequence, frame.capturedMs);
    return gallery.frames.right >= from + 8;
  });
  // No picture was sent again to fill the second.
  assert.is(new Set(times.values()).size, times.size);
  assert.equal(gallery.acts, [{ act: 'camera-ready' }]);
});

/** A disc in the middle of the picture, and a bar that leads up from it. */
function disc(width: number, height: number, [x, y]: readonly [number, number]): Drawing {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#202020';
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = '#ffffff';
  const radius = 0.2 * Math.min(width, height);
  pen.beginPath();
  pen.ellipse(width / 2, height / 2, radius, radius, 0, 0, 7);
  pen.fill();
  pen.lineWidth = radius / 3;
  pen.strokeStyle = '#ffffff';
  pen.moveTo(width / 2, height / 2);
  pen.lineTo(width / 2 + 2 * x * radius, height / 2 + 2 * y * radius);
  pen.stroke();
  return drawingOf(canvas);
}

/** How far the white reaches from the middle of the newest frame, in pixels: up, down, left, right. */
function reach(gallery: Gallery): { size: string; up: number; down: number; left: number; right: number } {
  const frame = gallery.lastFrame();
  if (frame === undefined) throw new Error('no frame');
  const { width, height, pixels } = frame;
  const white = (x: number, y: number) => (pixels[(y * width + x) * 4] ?? 0) > 128;
  const go = (dx: number, dy: number) => {
    let [x, y, steps] = [Math.floor(width / 2), Math.floor(height / 2), 0];
    for (; x >= 0 && y >= 0 && x < width && y < height && white(x, y); x += dx, y += dy) steps++;
    return steps;
  };
  return { size: `${width}x${height}`, up: go(0, -1), down: go(0, 1), left: go(-1, 0), right: go(1, 0) };
}

const cameras = [
  ['wide', 1280, 720, [0, -1], 0, '640x480'],
  ['4K', 3840, 2160, [0, -1], 0, '640x480'],
  ['small', 320, 240, [0, -1], 0, '320x240'],
  ['mounted on its side', 640, 480, [-1, 0], 90, '480x640'],
] as const;
for (const [name, width, height, up, rotation, size] of cameras)
  test(`a camera that is ${name} sends what is upright, round and not too large`, async () => {
    const film = await filmOf(name.replaceAll(' ', '-'), [disc(width, height, up)], 0.2);
    const { gallery, page } = await faceStep({ film }, rotation);
    await until(() => gallery.frames.right >= 3);
    assert.is(gallery.frames.wrong, 0);
    const seen = reach(gallery);
    assert.is(seen.size, size);
    assert.ok(Math.abs(seen.left - seen.right) <= 3, `${JSON.stringify(seen)} is off the middle`);
    assert.ok(Math.abs(seen.left - seen.down) <= 3, `${JSON.stringify(seen)} is no circle`);
    assert.ok(seen.up > 1.6 * seen.down, `${JSON.stringify(seen)} is not upright`);
    if (rotation !== 0) {
      const box = await page.locator('.camera').boundingBox();
      const turned = await page.locator('.camera video').boundingBox();
      assert.ok(box !== null && turned !== null && Math.abs(box.height - turned.height) < 2);
    }
  });

test.run();
