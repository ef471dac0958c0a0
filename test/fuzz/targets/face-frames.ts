import { modelsFolder } from '../../../config/index.ts';
import { FrameSlots } from '../../../device-daemon/face/frame-slots.ts';
import { FaceService } from '../../../device-daemon/face/index.ts';
import { FRAME_HEAD_BYTES, FRAME_MAX_SIDE, readFrameHead, writeFrameHead } from '../../../domain/index.ts';
import { cardPhotoPicture } from '../../fixtures/face/index.ts';
import { type FuzzTarget, hex, rule } from '../target.ts';

/** A frame whose pixels are all `grey`. */
function frame(width: number, height: number, camera: 'colour' | 'infrared', grey: number): Uint8Array {
  const bytes = new Uint8Array(FRAME_HEAD_BYTES + width * height * 4).fill(grey);
  writeFrameHead(bytes, { camera, sequence: 1, width, height, capturedMs: 100 });
  return bytes;
}

const seeds = (): Uint8Array[] => [
  frame(1, 1, 'colour', 0),
  frame(40, 30, 'colour', 120),
  frame(30, 40, 'colour', 255),
  frame(640, 2, 'colour', 60),
  frame(24, 24, 'infrared', 90),
];
const dictionary = ['59464631', '59464931', '0280', '0281', '0000', 'ffff', 'ffffffff', '00000001'].map(hex);

/** Cuts the pixels to the size that the head gives, or makes them up: what lies behind the head is reached. */
function mend(input: Uint8Array): Uint8Array {
  const head = new Uint8Array(FRAME_HEAD_BYTES);
  head.set(input.subarray(0, FRAME_HEAD_BYTES));
  const view = new DataView(head.buffer);
  const [width, height] = [view.getUint16(8), view.getUint16(10)];
  if (width > FRAME_MAX_SIDE || height > FRAME_MAX_SIDE) return input;
  const whole = new Uint8Array(FRAME_HEAD_BYTES + width * height * 4);
  whole.set(input.subarray(0, whole.length));
  whole.set(head);
  return whole;
}

const slots = [new FrameSlots(false), new FrameSlots(true)];

/** Heads of camera frames and the slots behind: what is taken is whole, in its size, and newer than the last. */
export const cameraFrames: FuzzTarget = {
  name: 'camera-frames',
  weight: 3,
  seeds,
  dictionary,
  mend,
  run(input, random) {
    const pair = random.oneIn(2);
    const taking = slots[pair ? 1 : 0];
    if (taking === undefined) return;
    taking.beginCount();
    const head = readFrameHead(input);
    const nowMs = random.below(10_000);
    const taken = taking.take(input, nowMs);
    if (taken === 'busy') {
      rule(
        input.subarray(0, FRAME_HEAD_BYTES).every((byte) => byte === 0),
        'a slot is free for all but zeros',
      );
      return;
    }
    if (taken !== 'refused') {
      rule(head !== undefined, 'only what has a head is taken');
      rule(pair || head.camera === 'colour', 'no infrared frame without such a camera');
      rule(
        taken.width >= 1 && taken.width <= FRAME_MAX_SIDE && taken.height <= FRAME_MAX_SIDE,
        'the size is allowed',
      );
      rule(input.length === FRAME_HEAD_BYTES + taken.width * taken.height * 4, 'the pixels are all there');
      rule((taken.slot === 2) === (taken.camera === 'infrared'), 'each camera has slots of its own');
      rule(taking.take(input, nowMs) === 'refused', 'the same frame again is refused');
      taking.free(taken.slot);
    }
  },
};

let ended = 0;
let service: Promise<FaceService> | undefined;

async function runningService(): Promise<FaceService> {
  const started = await FaceService.start({
    modelsFolder: modelsFolder(),
    bands: { accept: 0.43, unsure: 0.33 },
    trySeconds: 3600,
    infrared: {
      label: 'ir',
      map: { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0 },
      beside: 0.3,
      pictures: 3,
      share: 0.5,
    },
    log: ({ event }) => {
      if (event === 'face-worker-ended') ended++;
    },
  });
  rule((await started.setCardPhoto(await cardPhotoPicture('annaOnCard'))).ok, 'the card’s photo is taken');
  return started;
}

/** The same frames through the running service: its worker looks at whatever is a frame, and lives on. */
export const framesToWorker: FuzzTarget = {
  name: 'camera-frames-worker',
  weight: 0.3,
  seeds,
  dictionary,
  mend,
  async run(input) {
    service ??= runningService();
    const face = await service;
    const before = ended;
    // Each case is a try of its own: another frame with the same number is refused.
    const outcome = face.startTry({ onHint: () => undefined });
    const bytes = Uint8Array.from(input);
    face.frame(bytes);
    rule(
      bytes.every((byte) => byte === 0),
      'the bytes are zeroed',
    );
    // Answered behind the frame.
    await face.notWiped();
    face.cancelTry();
    const { result } = await outcome;
    rule(result === 'no-face' || result === 'not-live', 'no frame alone is a person');
    rule(ended === before && face.alive(), 'the worker lives on');
  },
  async close() {
    const face = await service;
    service = undefined;
    await face?.stop();
    ended = 0;
  },
};
