import { type DecodedPhoto, fail, ok, type Result } from '../../../domain/index.ts';

/** Pixels of three bytes without a header, as a copy. E-CARD-014 when there are too few or too many. */
export function rawPixels(written: Uint8Array, width: number, height: number): Result<DecodedPhoto> {
  if (written.length !== width * height * 3) return fail('E-CARD-014', `${written.length} bytes of pixels`);
  return ok({ width, height, pixels: written.slice() });
}

/** Turns, in place, what a library writes bottom row first or with red and blue exchanged. */
export function turned(
  photo: DecodedPhoto,
  { flipRows, swapRedBlue }: { readonly flipRows: boolean; readonly swapRedBlue: boolean },
): DecodedPhoto {
  const { pixels, width, height } = photo;
  if (swapRedBlue)
    for (let at = 0; at + 2 < pixels.length; at += 3)
      [pixels[at], pixels[at + 2]] = [pixels[at + 2] ?? 0, pixels[at] ?? 0];
  if (flipRows) {
    const row = width * 3;
    for (let upper = 0, lower = height - 1; upper < lower; upper++, lower--) {
      const kept = pixels.slice(upper * row, (upper + 1) * row);
      pixels.copyWithin(upper * row, lower * row, (lower + 1) * row);
      pixels.set(kept, lower * row);
      kept.fill(0);
    }
  }
  return photo;
}
