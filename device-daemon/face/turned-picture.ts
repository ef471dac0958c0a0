import type { Picture } from '../../domain/index.ts';

/** Degrees clockwise by which a picture is turned. */
export type QuarterTurn = 0 | 90 | 180 | 270;

/**
 * Writes the picture, turned clockwise by `turn` and made smaller so that its longer side has at most `mostSide`
 * pixels, into `target` (RGBA; at least `mostSide` squared times 4 bytes). Each pixel of the copy is the mean of a block
 * of the picture. Gives the copy; it lies in `target`.
 */
export function turnedPicture(
  picture: Picture,
  turn: QuarterTurn,
  mostSide: number,
  target: Uint8Array,
): Picture {
  const block = Math.max(1, Math.ceil(Math.max(picture.width, picture.height) / mostSide));
  const [across, down] = [Math.ceil(picture.width / block), Math.ceil(picture.height / block)];
  const lying = turn === 90 || turn === 270;
  const [width, height] = lying ? [down, across] : [across, down];
  for (let row = 0; row < down; row++)
    for (let column = 0; column < across; column++) {
      const place = placeOf(turn, column, row, across, down);
      mean(picture, column * block, row * block, block, target, 4 * (place.y * width + place.x));
    }
  return { width, height, channels: 4, pixels: target.subarray(0, width * height * 4) };
}

/** Where the pixel at (column, row) of a picture of `across` x `down` lies after the turn. */
function placeOf(turn: QuarterTurn, column: number, row: number, across: number, down: number) {
  switch (turn) {
    case 0:
      return { x: column, y: row };
    case 90:
      return { x: down - 1 - row, y: column };
    case 180:
      return { x: across - 1 - column, y: down - 1 - row };
    case 270:
      return { x: row, y: across - 1 - column };
  }
}

/** Mean colour of a block that may reach over the picture's rim, as one RGBA pixel of `target` at `to`. */
function mean(picture: Picture, left: number, top: number, block: number, target: Uint8Array, to: number) {
  const { channels, pixels } = picture;
  const [right, bottom] = [Math.min(left + block, picture.width), Math.min(top + block, picture.height)];
  let [red, green, blue] = [0, 0, 0];
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const at = (y * picture.width + x) * channels;
      red += pixels[at] ?? 0;
      green += pixels[at + 1] ?? 0;
      blue += pixels[at + 2] ?? 0;
    }
  const count = (right - left) * (bottom - top);
  target[to] = red / count;
  target[to + 1] = green / count;
  target[to + 2] = blue / count;
  target[to + 3] = 255;
}
