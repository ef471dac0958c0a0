import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadCameraProfile, modelsFolder } from '../../config/index.ts';
import { FaceService } from '../../device-daemon/face/index.ts';
import { InfraredWitness } from '../../device-daemon/face/infrared-witness.ts';
import {
  type CoachHint,
  type FaceTry,
  FRAME_HEAD_BYTES,
  type FrameCamera,
  type Picture,
  writeFrameHead,
} from '../../domain/index.ts';
import {
  type Actor,
  Chance,
  cardPhotoPicture,
  headOf,
  type InfraredSubject,
  infraredView,
  livingPerson,
  PLAIN_LOOK,
} from '../fixtures/face/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const profile = loadCameraProfile('rgb-infrared');
assert.ok(profile.ok);
const pair = profile.value.infrared;
if (pair === null) throw new Error('the profile of a pair names an infrared camera');

const PERIOD_MS = 110;
const TRY_MS = 15_000;
let clockMs = 0;

function frameOf(picture: Picture, camera: FrameCamera, sequence: number, capturedMs: number): Uint8Array {
  const frame = new Uint8Array(FRAME_HEAD_BYTES + picture.pixels.length);
  writeFrameHead(frame, { camera, sequence, width: picture.width, height: picture.height, capturedMs });
  frame.set(picture.pixels, FRAME_HEAD_BYTES);
  return frame;
}

const anna = async (): Promise<Actor> => livingPerson(await headOf('anna'), new Chance('anna'), PLAIN_LOOK);

/**
 * A try of somebody who does all that the screen asks, as the colour camera sees it; the infrared camera sees what
 * `subjectAt` says, undefined when it gives no picture.
 */
async function tryBefore(
  service: FaceService,
  actor: Actor,
  subjectAt: (frame: number) => InfraredSubject | undefined,
): Promise<FaceTry> {
  let outcome: FaceTry | undefined;
  let shown: CoachHint = 'look-here';
  const running = service.startTry({
    onHint: (hint) => {
      shown = hint;
    },
  });
  running.then((tried) => {
    outcome = tried;
  });
  const began = clockMs;
  for (let n = 1; outcome === undefined && clockMs - began < TRY_MS; n++) {
    clockMs += PERIOD_MS;
    const atMs = clockMs - began;
    const seen = actor.frameAt(atMs, shown);
    const subject = subjectAt(n);
    if (subject !== undefined) service.frame(frameOf(infraredView(seen, subject, n), 'infrared', n, atMs));
    service.frame(frameOf(seen, 'colour', n, atMs));
    // Answered when the worker has looked at the frames.
    while ((await service.notWiped()) < 0) assert.ok(service.alive());
  }
  service.endTry();
  return running;
}

async function start(infrared: typeof pair | null = pair): Promise<FaceService> {
  const service = await FaceService.start({
    modelsFolder: modelsFolder(),
    bands: { accept: 0.43, unsure: 0.33 },
    trySeconds: 120,
    infrared,
    now: () => clockMs,
  });
  assert.ok((await service.setCardPhoto(await cardPhotoPicture('annaOnCard'))).ok);
  return service;
}

test('a living person before the pair is matched', async () => {
  const service = await start();
  const tried = await tryBefore(service, await anna(), () => 'living');
  assert.equal([tried.result, tried.code], ['matched', null]);
  await service.stop();
});

test('a screen on which somebody does all that is asked is refused: infrared shows no face', async () => {
  const service = await start();
  const tried = await tryBefore(service, await anna(), () => 'screen');
  assert.equal([tried.result, tried.code], ['not-live', 'E-FACE-011']);
  await service.stop();
});

test('without the infrared camera’s pictures nobody is taken, and the code says why', async () => {
  const service = await start();
  const tried = await tryBefore(service, await anna(), () => undefined);
  assert.equal([tried.result, tried.code], ['not-live', 'E-FACE-012']);
  await service.stop();
});

test('one infrared picture of a face again and again is none', async () => {
  const service = await start();
  let still: Uint8Array | undefined;
  const actor = await anna();
  let n = 0;
  const frozen: Actor = {
    frameAt: (atMs, hint) => {
      const seen = actor.frameAt(atMs, hint);
      still ??= infraredView(seen, 'living', 1).pixels;
      n++;
      service.frame(frameOf({ width: 320, height: 240, channels: 4, pixels: still }, 'infrared', n, atMs));
      return seen;
    },
  };
  const tried = await tryBefore(service, frozen, () => undefined);
  assert.is(tried.result, 'not-live');
  assert.is(tried.code, 'E-FACE-012');
  await service.stop();
});

test('a device with one camera takes no infrared frames', async () => {
  const service = await start(null);
  const running = service.startTry({ onHint: () => undefined });
  const view = infraredView((await anna()).frameAt(0, 'look-here'), 'living', 1);
  assert.not(service.frame(frameOf(view, 'infrared', 1, 0)));
  service.cancelTry();
  await running;
  await service.stop();
});

test('the face must be at its place, of its size, at its moment, and of the face that is followed', () => {
  const face = { x: 0.5, y: 0.5, width: 0.3, height: 0.4 };
  const there = { ...face, x: 0.53 };
  const objectionAfter = (
    infrared: typeof face | undefined,
    { lateMs = 0, changing = false, count = 10 } = {},
  ) => {
    const witness = new InfraredWitness(pair);
    witness.begin(0);
    for (let n = 1; n <= count; n++) {
      witness.sawColour(face, n * 100, changing ? n : 1);
      witness.sawInfrared(infrared === undefined ? [] : [infrared], n * 100 + lateMs);
    }
    return witness.objection(count * 100 + lateMs);
  };
  assert.is(objectionAfter(there), undefined);
  assert.is(objectionAfter({ ...there, x: 0.56, width: 0.36, height: 0.48 }), undefined, 'a little nearer');
  assert.is(objectionAfter({ ...there, x: 0.8 }), 'no-face', 'beside');
  assert.is(objectionAfter({ ...there, y: 0.8 }), 'no-face', 'below');
  assert.is(objectionAfter({ ...there, width: 0.1, height: 0.13 }), 'no-face', 'much smaller');
  assert.is(objectionAfter(undefined), 'no-face', 'none');
  assert.is(objectionAfter(there, { lateMs: 900 }), 'no-face', 'of another moment');
  assert.is(objectionAfter(there, { changing: true }), 'no-face', 'of faces that change');
  assert.is(objectionAfter(there, { count: 4 }), 'no-face', 'too few');
});

test('a face in half of the infrared pictures is not enough', () => {
  const witness = new InfraredWitness(pair);
  const face = { x: 0.5, y: 0.5, width: 0.3, height: 0.4 };
  witness.begin(0);
  for (let n = 1; n <= 40; n++) {
    witness.sawColour(face, n * 100, 1);
    witness.sawInfrared(n % 2 === 0 ? [{ ...face, x: 0.53 }] : [], n * 100);
  }
  assert.is(witness.objection(4000), 'no-face');
  assert.is(witness.objection(9000), 'no-pictures', 'and then it fell silent');
});

test('profiles of cameras: those that are there, and a name that is none', () => {
  assert.ok(loadCameraProfile('rgb').ok);
  for (const name of ['no-such', '../rgb', '']) {
    const loaded = loadCameraProfile(name);
    assert.is(loaded.ok ? 'ok' : loaded.error.code, 'E-FACE-015', name);
  }
  const elsewhere = loadCameraProfile('rgb', temporaryFolder());
  assert.is(elsewhere.ok ? 'ok' : elsewhere.error.code, 'E-FACE-015');
});

test.run();
