import { createCanvas } from '@napi-rs/canvas';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { madeUpPeople } from '../../config/index.ts';
import { encodeSpecimenPhoto, photoDecoder } from '../../firmware-bridge/card/index.ts';
import { drawPortrait } from '../../firmware-bridge/simulators/index.ts';

const specimen = photoDecoder({ photoDecoder: 'specimen' });

/** Left half red, right half blue, with fine noise that is hard to make small. */
function noisyPicture(width: number, height: number): Buffer {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const image = context.createImageData(width, height);
  let state = 1;
  for (let i = 0; i < width * height; i++) {
    state = (state * 48_271) % 0x7fffffff;
    const noise = state % 60;
    image.data.set(
      i % width < width / 2 ? [190 + noise, noise, noise, 255] : [noise, noise, 190 + noise, 255],
      i * 4,
    );
  }
  context.putImageData(image, 0, 0);
  return canvas.toBuffer('image/png');
}

test('a picture of any size becomes a block of 1,024 bytes and comes back as 102 x 126 RGB', async () => {
  for (const [width, height] of [
    [102, 126],
    [640, 480],
    [30, 300],
    [1200, 1600],
  ] as const) {
    const block = await encodeSpecimenPhoto(noisyPicture(width, height));
    assert.ok(block.ok);
    assert.is(block.value.length, 1024);
    const photo = await specimen.decode(block.value);
    assert.ok(photo.ok);
    assert.equal(
      [photo.value.width, photo.value.height, photo.value.pixels.length],
      [102, 126, 102 * 126 * 3],
    );
    const at = (x: number, y: number): number[] => [
      ...photo.value.pixels.subarray((y * 102 + x) * 3, (y * 102 + x) * 3 + 3),
    ];
    const [leftRed = 0, , leftBlue = 0] = at(20, 63);
    const [rightRed = 0, , rightBlue = 0] = at(82, 63);
    assert.ok(leftRed > leftBlue + 60 && rightBlue > rightRed + 60, `${width} x ${height}`);
  }
});

test('portraits of made-up people fit on their cards and are the same each time', async () => {
  for (const person of madeUpPeople().slice(0, 12)) {
    const portrait = await drawPortrait(person);
    assert.ok((await encodeSpecimenPhoto(portrait)).ok, person.key);
    assert.ok(portrait.equals(await drawPortrait(person)), person.key);
  }
});

test('a WLT block is E-CARD-013, as is anything without the magic', async () => {
  const wlt = new Uint8Array(1024);
  wlt.set([0x57, 0x4c, 0x66, 0x00, 0x7e, 0x00]);
  for (const block of [wlt, new Uint8Array(1024)]) {
    const photo = await specimen.decode(block);
    assert.is(photo.ok ? '' : photo.error.code, 'E-CARD-013');
  }
  const none = await photoDecoder({ photoDecoder: 'none' }).decode(wlt);
  assert.is(none.ok ? '' : none.error.code, 'E-CARD-013');
});

test('a damaged specimen block is E-CARD-014', async () => {
  const block = await encodeSpecimenPhoto(noisyPicture(102, 126));
  assert.ok(block.ok);
  const tooLong = block.value.slice();
  tooLong[10] = 0xff;
  const noPicture = block.value.slice();
  noPicture.fill(0x55, 12, 60);
  const empty = block.value.slice();
  empty.fill(0, 10, 12);
  for (const damaged of [tooLong, noPicture, empty, block.value.subarray(0, 11)]) {
    const photo = await specimen.decode(damaged);
    assert.is(photo.ok ? '' : photo.error.code, 'E-CARD-014');
  }
  const notAPicture = await encodeSpecimenPhoto(Buffer.from('hello'));
  assert.is(notAPicture.ok ? '' : notAPicture.error.code, 'E-CARD-014');
});

test.run();
