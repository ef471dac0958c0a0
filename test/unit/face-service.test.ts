import { setTimeout as wait } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { modelsFolder } from '../../config/index.ts';
import { FaceService } from '../../device-daemon/face/index.ts';
import { type CoachHint, type FaceTry, FRAME_HEAD_BYTES, writeFrameHead } from '../../domain/index.ts';
import {
  type Actor,
  Chance,
  cardPhotoPicture,
  type Drawing,
  darkRoom,
  headOf,
  plain,
  portrait,
  willingPerson,
} from '../fixtures/face/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const start = (trySeconds = 20, folder = modelsFolder()): Promise<FaceService> =>
  FaceService.start({ modelsFolder: folder, bands: { accept: 0.43, unsure: 0.33 }, trySeconds });

function binaryFrame(drawing: Drawing, sequence: number, capturedMs: number): Uint8Array {
  const frame = new Uint8Array(FRAME_HEAD_BYTES + drawing.pixels.length);
  writeFrameHead(frame, { sequence, width: drawing.width, height: drawing.height, capturedMs });
  frame.set(drawing.pixels, FRAME_HEAD_BYTES);
  return frame;
}

/** Anna before the camera, on another day than on her card. */
const anna = async (): Promise<Actor> => willingPerson(await headOf('anna'));

/** Runs a try on an actor who hears the hints; gives each frame until it's taken. */
async function tryOn(service: FaceService, actor: Actor, hints: CoachHint[] = []): Promise<FaceTry> {
  let done = false;
  let shown: CoachHint = 'look-here';
  const running = service.startTry({
    onHint: (hint) => {
      shown = hint;
      hints.push(hint);
    },
  });
  running.finally(() => {
    done = true;
  });
  const since = performance.now();
  for (let n = 1; !done; n++) {
    const atMs = Math.round(performance.now() - since);
    const drawing = actor.frameAt(atMs, shown);
    while (!done && !service.frame(binaryFrame(drawing, n, atMs))) await wait(5);
    await wait(60);
  }
  return running;
}

test('the person of the card is matched, and nothing is left after the wipe', async () => {
  const service = await start();
  assert.ok((await service.setCardPhoto(await cardPhotoPicture('annaOnCard'))).ok);
  const hints: CoachHint[] = [];
  const tried = await tryOn(service, await anna(), hints);
  assert.is(tried.result, 'matched');
  assert.is(tried.threshold, 0.43);
  assert.ok(hints.includes('turn-left') || hints.includes('turn-right'));
  assert.is(await service.notWiped(), 1, "of a try nothing is left but the card's embedding");
  await service.wipe();
  assert.is(await service.notWiped(), 0);
  await service.wipe();
  assert.is(await service.notWiped(), 0);
  // What was wiped is no longer compared with.
  assert.is((await service.startTry({ onHint: () => undefined })).result, 'no-face');
  await service.stop();
});

test('time runs out: dark frames are no face', async () => {
  const service = await start(1);
  assert.ok((await service.setCardPhoto(await cardPhotoPicture('annaOnCard'))).ok);
  const tried = await tryOn(service, darkRoom(new Chance('dark')));
  assert.equal([tried.result, tried.score], ['no-face', -1]);
  await service.stop();
});

test('frames are zeroed whether they are taken or not; old and malformed ones are dropped', async () => {
  const service = await start();
  const drawing = await portrait('anna');
  const idle = binaryFrame(drawing, 1, 0);
  assert.not(service.frame(idle));
  assert.ok(idle.every((byte) => byte === 0));
  assert.ok((await service.setCardPhoto(await cardPhotoPicture('annaOnCard'))).ok);
  const running = service.startTry({ onHint: () => undefined });
  const taken = binaryFrame(drawing, 5, 100);
  assert.ok(service.frame(taken));
  assert.ok(taken.every((byte) => byte === 0));
  assert.not(service.frame(binaryFrame(drawing, 5, 200)), 'the same number');
  assert.not(service.frame(binaryFrame(drawing, 6, 99)), 'taken earlier');
  assert.not(service.frame(binaryFrame(drawing, 7, 200).subarray(1)), 'malformed');
  service.cancelTry();
  assert.is((await running).result, 'no-face');
  await service.stop();
});

test('a photo without a face, or of no photo size, is refused', async () => {
  const service = await start();
  const empty = await service.setCardPhoto(plain(102, 126, [200, 200, 200]));
  assert.is(empty.ok ? 'ok' : empty.error.code, 'E-FACE-001');
  const huge = await service.setCardPhoto({
    width: 5000,
    height: 1,
    channels: 3,
    pixels: new Uint8Array(15000),
  });
  assert.is(huge.ok ? 'ok' : huge.error.code, 'E-FACE-004');
  await service.stop();
});

test('without models the service is not alive and says so', async () => {
  const service = await start(5, temporaryFolder());
  const taken = await service.setCardPhoto(await cardPhotoPicture('annaOnCard'));
  assert.is(taken.ok ? 'ok' : taken.error.code, 'E-FACE-003');
  assert.not(service.alive());
  await service.stop();
});

test('the worker dies in the middle of a try: the try ends, another worker serves the next', async () => {
  const service = await start();
  assert.ok((await service.setCardPhoto(await cardPhotoPicture('annaOnCard'))).ok);
  const running = service.startTry({ onHint: () => undefined });
  const drawing = await portrait('anna');
  assert.ok(service.frame(binaryFrame(drawing, 1, 0)));
  await service.killWorker();
  assert.is((await running).result, 'no-face');
  for (let tries = 0; !service.alive() && tries < 200; tries++) await wait(50);
  assert.ok((await service.setCardPhoto(await cardPhotoPicture('annaOnCard'))).ok);
  assert.is((await tryOn(service, await anna())).result, 'matched');
  await service.stop();
});

test('of two photos at once the later counts, whole', async () => {
  const service = await start();
  const first = service.setCardPhoto(plain(102, 126, [200, 200, 200]));
  const second = service.setCardPhoto(await cardPhotoPicture('annaOnCard'));
  const refused = await first;
  assert.is(refused.ok ? 'ok' : refused.error.code, 'E-FACE-002');
  assert.ok((await second).ok);
  assert.is((await tryOn(service, await anna())).result, 'matched');
  await service.stop();
});

test('a worker that does not answer the wipe is ended', async () => {
  const events: unknown[] = [];
  const service = await FaceService.start({
    modelsFolder: modelsFolder(),
    bands: { accept: 0.43, unsure: 0.33 },
    trySeconds: 1,
    log: ({ event }) => events.push(event),
  });
  assert.ok((await service.setCardPhoto(await cardPhotoPicture('annaOnCard'))).ok);
  // As a question that had no answer in time.
  Reflect.set(service, 'ask', async () => -1);
  await service.wipe();
  assert.equal(events, ['face-ready', 'face-worker-ended']);
  await service.stop();
});

test.run();
