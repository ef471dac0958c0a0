import { setTimeout as wait } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { modelsFolder } from '../../config/index.ts';
import { FaceService } from '../../device-daemon/face/index.ts';
import { type QuarterTurn, turnedPicture } from '../../device-daemon/face/turned-picture.ts';
import { type FaceTry, FRAME_HEAD_BYTES, writeFrameHead } from '../../domain/index.ts';
import { cardPhotoPicture, type Drawing, plain, portrait } from '../fixtures/face/index.ts';
import { canvasOf, drawingOf, withGrain } from '../fixtures/face/pictures.ts';

/** Longest time that the service may need for a try; the tries end before, by its own clock. */
const TRY_SECONDS = 60;

/** The daemon's clock, which these tests set: a try of four seconds takes as long as its frames take to look at. */
let clockMs = 0;
const service = await FaceService.start({
  modelsFolder: modelsFolder(),
  bands: { accept: 0.43, unsure: 0.33 },
  trySeconds: TRY_SECONDS,
  now: () => clockMs,
});
const card = await cardPhotoPicture('annaOnCard');
const anna = await portrait('anna');

function frameOf(picture: Drawing, sequence: number, capturedMs: number): Uint8Array {
  const frame = new Uint8Array(FRAME_HEAD_BYTES + picture.pixels.length);
  writeFrameHead(frame, { sequence, width: picture.width, height: picture.height, capturedMs });
  frame.set(picture.pixels, FRAME_HEAD_BYTES);
  return frame;
}

interface Camera {
  /** Frames a second, 5 if not said. */
  readonly rate?: number;
  readonly seconds?: number;
  readonly frameAt: (n: number, atMs: number) => Uint8Array | undefined;
}

/** A try before this camera, which ends when its time is over as the service's own timer would end it. */
async function tryBefore({ rate = 5, seconds = 4, frameAt }: Camera): Promise<FaceTry> {
  assert.ok((await service.setCardPhoto(card)).ok);
  const running = service.startTry({ onHint: () => undefined });
  const began = clockMs;
  for (let n = 0; n < seconds * rate; n++) {
    const atMs = Math.round((n * 1000) / rate);
    clockMs = began + atMs;
    const frame = frameAt(n, atMs);
    if (frame === undefined) continue;
    service.frame(frame);
    // Answered when the worker has looked at the frame; a machine that is busy may need more than one question's time.
    while ((await service.notWiped()) < 0) assert.ok(service.alive(), 'the worker lives');
  }
  clockMs = began + seconds * 1000;
  service.endTry();
  const tried = await running;
  assert.ok(service.alive());
  assert.is.not(tried.result, 'matched');
  return tried;
}

/** A camera that shows this picture, with the grain that no two pictures of a camera share. */
const showing = (picture: Drawing, rate = 5): Camera => ({
  rate,
  frameAt: (n, atMs) => frameOf(withGrain(picture, n + 1), n + 1, atMs),
});

const sized = (width: number, height: number): Drawing => {
  const canvas = canvasOf(plain(width, height, [196, 200, 204]));
  const scale = Math.max(width / anna.width, height / anna.height);
  const [across, down] = [anna.width * scale, anna.height * scale];
  canvas.getContext('2d').drawImage(canvasOf(anna), (width - across) / 2, (height - down) / 2, across, down);
  return drawingOf(canvas);
};

const lying = (turn: QuarterTurn): Drawing => {
  const pixels = new Uint8Array(anna.pixels.length);
  const { width, height } = turnedPicture(anna, turn, 640, pixels);
  return { width, height, channels: 4, pixels };
};

/** Twelve people in three rows. */
async function crowd(): Promise<Drawing> {
  const canvas = canvasOf(plain(640, 480, [196, 200, 204]));
  const people = ['anna', 'berta', 'clara', 'dora'] as const;
  for (let i = 0; i < 12; i++) {
    const person = canvasOf(await portrait(people[i % 4] ?? 'anna'));
    canvas
      .getContext('2d')
      .drawImage(person, 180, 100, 280, 280, 160 * (i % 4), 160 * Math.floor(i / 4), 160, 160);
  }
  return drawingOf(canvas);
}

/** The face cut in half by the left rim. */
const cutByRim = (): Drawing => {
  const canvas = canvasOf(plain(640, 480, [196, 200, 204]));
  canvas.getContext('2d').drawImage(canvasOf(anna), -320, 0);
  return drawingOf(canvas);
};

const outcomeOf = ({ result, code }: FaceTry) => [result, code];

test('a covered camera: black frames with and without grain', async () => {
  const black = plain(640, 480, [0, 0, 0]);
  assert.equal(outcomeOf(await tryBefore(showing(black))), ['no-face', 'E-FACE-007']);
  const same: Camera = { frameAt: (n, atMs) => frameOf(black, n + 1, atMs) };
  assert.equal(outcomeOf(await tryBefore(same)), ['no-face', 'E-FACE-007']);
});

test('a camera into the sun', async () => {
  assert.equal(outcomeOf(await tryBefore(showing(plain(640, 480, [252, 252, 252])))), [
    'no-face',
    'E-FACE-007',
  ]);
});

test('twelve faces', async () => {
  const { result, code } = await tryBefore(showing(await crowd()));
  assert.is.not(result, 'not-matched');
  assert.is(code, 'E-FACE-010');
});

test('a camera that stands on its side or its head', async () => {
  for (const turn of [90, 180, 270] as const) {
    const { result, code } = await tryBefore(showing(lying(turn)));
    assert.ok(result === 'no-face' || result === 'not-live', `${turn}: ${result}`);
    assert.is(code, 'E-FACE-008', `${turn}`);
  }
});

test('a camera that freezes: from the beginning, and in the middle of the try', async () => {
  for (const from of [0, 7]) {
    const frozen: Camera = {
      seconds: 5,
      frameAt: (n, atMs) => frameOf(withGrain(anna, Math.min(n, from) + 1), n + 1, atMs),
    };
    assert.is((await tryBefore(frozen)).code, 'E-FACE-005', `from frame ${from} on`);
  }
});

test('a camera that stops giving pictures, and one that goes on with empty messages', async () => {
  const upTo2s =
    (then: Uint8Array | undefined): Camera['frameAt'] =>
    (n, atMs) =>
      n < 10 ? frameOf(withGrain(anna, n + 1), n + 1, atMs) : then;
  assert.is((await tryBefore({ seconds: 6, frameAt: upTo2s(undefined) })).code, 'E-FACE-005');
  assert.is((await tryBefore({ frameAt: upTo2s(new Uint8Array(0)) })).code, 'E-FACE-009');
});

test('a camera of 2 pictures a second, alone and behind a browser that sends each three times', async () => {
  assert.is((await tryBefore({ ...showing(anna, 2), seconds: 5 })).code, 'E-FACE-006');
  const doubled: Camera = {
    seconds: 5,
    frameAt: (n, atMs) => frameOf(withGrain(anna, Math.floor(n / 3) + 1), n + 1, atMs),
  };
  assert.is((await tryBefore(doubled)).code, 'E-FACE-006');
});

test('cameras of 320 x 240 and 640 x 480, upright and portrait, have no code: the person only has not turned', async () => {
  for (const [width, height] of [
    [320, 240],
    [640, 480],
    [480, 640],
  ] as const)
    assert.equal(
      outcomeOf(await tryBefore(showing(sized(width, height)))),
      ['not-live', null],
      `${width} x ${height}`,
    );
});

test('4K frames, frames without pixels and frames cut short are refused at their head', async () => {
  const head = (width: number, height: number, bytes: number) => (n: number, atMs: number) => {
    const frame = new Uint8Array(FRAME_HEAD_BYTES + bytes);
    writeFrameHead(frame, { sequence: n + 1, width, height, capturedMs: atMs });
    return frame;
  };
  for (const frameAt of [
    head(3840, 2160, 3840 * 2160 * 4),
    head(641, 480, 641 * 480 * 4),
    head(0, 0, 0),
    head(0, 480, 0),
    head(640, 480, 100),
    head(640, 480, 640 * 480 * 4 + 4),
  ])
    assert.equal(outcomeOf(await tryBefore({ rate: 2, frameAt })), ['no-face', 'E-FACE-009']);
});

test('frames that came before, go back in number or time, or have a clock of their own', async () => {
  const films: readonly Camera['frameAt'][] = [
    // A film of a second, over and over.
    (n, atMs) => frameOf(withGrain(anna, (n % 5) + 1), n + 1, atMs),
    (n, atMs) => frameOf(withGrain(anna, n + 1), n % 5, atMs),
    (n, atMs) => frameOf(withGrain(anna, n + 1), n + 1, n % 2 === 0 ? atMs + 300 : atMs),
    (n, atMs) => frameOf(withGrain(anna, n + 1), n + 1, 10 * atMs),
  ];
  for (const [i, frameAt] of films.entries()) {
    const { code, result } = await tryBefore({ frameAt });
    assert.is(code, 'E-FACE-009', `film ${i}`);
    assert.is.not(result, 'not-matched');
  }
});

test('pictures in which nobody can be: noise, stripes, an empty room, one pixel', async () => {
  const noise = withGrain(plain(640, 480, [128, 128, 128]), 1, 128);
  for (const [name, picture] of Object.entries({
    noise,
    'a stripe across': sized(640, 2),
    'a stripe down': sized(2, 640),
    'an empty room': plain(640, 480, [150, 150, 150]),
  }))
    assert.equal(outcomeOf(await tryBefore(showing(picture))), ['no-face', null], name);
  // Too small for a grain of its own.
  const pixel: Camera = { frameAt: (n, atMs) => frameOf(plain(1, 1, [80 + n, 99, 99]), n + 1, atMs) };
  assert.equal(outcomeOf(await tryBefore(pixel)), ['no-face', null], 'one pixel');
});

test('a face that the rim cuts', async () => {
  const { result, code } = await tryBefore(showing(cutByRim()));
  assert.ok(result === 'no-face' || result === 'not-live');
  assert.is(code, null);
});

test('no frame at all', async () => {
  assert.equal(outcomeOf(await tryBefore({ rate: 0, frameAt: () => new Uint8Array(0) })), [
    'no-face',
    'E-FACE-006',
  ]);
});

test('what is sent while no try runs is overwritten and looked at by nobody', async () => {
  const frame = frameOf(anna, 1, 0);
  assert.not(service.frame(frame));
  assert.ok(frame.every((byte) => byte === 0));
  await wait(1);
  await service.stop();
});

test.run();
