import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { CardPhoto } from '../../device-daemon/visit/index.ts';
import type { DecodedPhoto } from '../../domain/index.ts';

const photo = (): DecodedPhoto => ({
  width: 102,
  height: 126,
  pixels: new Uint8Array(102 * 126 * 3).fill(7),
});
const overwritten = ({ pixels }: DecodedPhoto): boolean => pixels.every((byte) => byte === 0);

test('a photo is kept until the next one comes or the visit is wiped', () => {
  const shelf = new CardPhoto();
  const [first, second] = [photo(), photo()];
  assert.ok(shelf.awaited()(first));
  assert.is(shelf.picture()?.pixels, first.pixels);
  assert.ok(shelf.awaited()(second));
  assert.ok(overwritten(first));
  shelf.wipe();
  assert.ok(overwritten(second));
  assert.is(shelf.picture(), undefined);
});

test('the photo of a read that ends after its visit was wiped is not kept for the next person', () => {
  const shelf = new CardPhoto();
  const keep = shelf.awaited();
  shelf.wipe();
  const late = photo();
  assert.not(keep(late));
  assert.ok(overwritten(late));
  assert.is(shelf.picture(), undefined);
  // Not even while the next person's card is being read.
  const next = photo();
  assert.ok(shelf.awaited()(next));
  assert.not(keep(photo()));
  assert.is(shelf.picture()?.pixels, next.pixels);
  assert.not(overwritten(next));
});

test.run();
