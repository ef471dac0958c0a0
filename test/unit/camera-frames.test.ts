import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { FrameSlots } from '../../device-daemon/face/frame-slots.ts';
import { SeenFrames } from '../../device-daemon/face/seen-frames.ts';
import { FRAME_HEAD_BYTES, writeFrameHead } from '../../domain/index.ts';

const picture = (shade: number): Uint8Array => new Uint8Array(64 * 48 * 4).fill(shade);

function frame(sequence: number, capturedMs: number): Uint8Array {
  const bytes = new Uint8Array(FRAME_HEAD_BYTES + 8 * 8 * 4);
  writeFrameHead(bytes, { sequence, width: 8, height: 8, capturedMs });
  return bytes;
}

/** Takes a frame and frees its slot at once. */
function take(slots: FrameSlots, sequence: number, capturedMs: number, nowMs: number): string {
  const taken = slots.take(frame(sequence, capturedMs), nowMs);
  if (typeof taken === 'string') return taken;
  slots.free(taken.slot);
  return 'taken';
}

test('the same picture again is a camera that stands still; an earlier one is a film that began anew', () => {
  const seen = new SeenFrames();
  assert.is(seen.take(picture(1)), 'new');
  assert.is(seen.take(picture(1)), 'still');
  assert.is(seen.take(picture(2)), 'new');
  assert.is(seen.take(picture(1)), 'repeated');
  seen.reset();
  assert.is(seen.take(picture(1)), 'new');
});

test('no more pictures are remembered than a try has', () => {
  const seen = new SeenFrames();
  const numbered = (n: number): Uint8Array => {
    const bytes = picture(0);
    for (let i = 0; i < bytes.length; i += 1) bytes[i] = (n >>> (8 * (i % 4))) & 255;
    return bytes;
  };
  for (let n = 0; n < 1000; n++) assert.is(seen.take(numbered(n)), 'new');
  assert.is(seen.take(numbered(990)), 'repeated');
  assert.is(seen.take(numbered(3)), 'new');
});

test('frames are taken in order and in real time', () => {
  const slots = new FrameSlots();
  assert.is(take(slots, 1, 0, 5000), 'taken');
  assert.is(take(slots, 2, 100, 5110), 'taken');
  assert.is(take(slots, 2, 200, 5200), 'refused', 'the same number');
  assert.is(take(slots, 3, 90, 5200), 'refused', 'older than the last');
  // A queue that stood for a second and then gives all at once is no film.
  assert.is(take(slots, 4, 300, 6300), 'taken');
  assert.is(take(slots, 5, 1250, 6310), 'taken');
});

test('a film of fifteen seconds that is handed over in five is refused', () => {
  const slots = new FrameSlots();
  const answers = Array.from({ length: 150 }, (_, n) => take(slots, n + 1, n * 100, n * 33));
  assert.ok(answers.slice(0, 20).every((answer) => answer === 'taken'));
  // Each refusal breaks the track, and none of the pieces is as long as a try's two turns.
  const pieces = answers
    .join(' ')
    .split('refused')
    .map((piece) => piece.trim().split(' ').length);
  assert.ok(pieces.length >= 3, `${pieces.length} pieces`);
  assert.ok(Math.max(...pieces) <= 35, `${Math.max(...pieces)} frames in one`);
  slots.beginCount();
  assert.is(take(slots, 1, 0, 9000), 'taken', 'the next try begins its own count');
});

test('a late first frame costs one cut and not the try; zeros are no frame; a page that begins anew is heard', () => {
  const slots = new FrameSlots();
  assert.is(take(slots, 1, 0, 3000), 'taken', 'three seconds late');
  assert.is(take(slots, 2, 2900, 3010), 'refused');
  assert.is(take(slots, 3, 3000, 3110), 'taken');
  assert.is(slots.take(new Uint8Array(FRAME_HEAD_BYTES + 8 * 8 * 4), 3150), 'busy');
  assert.is(take(slots, 1, 0, 4000), 'refused', 'the page was loaded anew');
  assert.is(take(slots, 2, 100, 4100), 'taken');
});

test.run();
