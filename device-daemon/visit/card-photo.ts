import { createCanvas, ImageData } from '@napi-rs/canvas';
import type { DecodedPhoto, Picture } from '../../domain/index.ts';

/**
 * The card's photo while its owner is here. The pixels lie in one buffer that the wipe overwrites; they never
 * become a string.
 */
export class CardPhoto {
  #photo: DecodedPhoto | null = null;

  /** Takes over the photo of a new reading and overwrites the one before. */
  keep(photo: DecodedPhoto | null): void {
    if (photo !== this.#photo) this.wipe();
    this.#photo = photo;
  }

  /** The photo for the face step, or undefined when the card gave none. */
  picture(): Picture | undefined {
    if (this.#photo === null) return undefined;
    const { width, height, pixels } = this.#photo;
    return { width, height, channels: 3, pixels };
  }

  /** The photo as PNG for the staff check; the caller overwrites the buffer after sending it. */
  png(): Buffer | undefined {
    if (this.#photo === null) return undefined;
    const { width, height, pixels } = this.#photo;
    const rgba = new Uint8ClampedArray(width * height * 4);
    for (let pixel = 0; pixel < width * height; pixel++) {
      rgba[pixel * 4] = pixels[pixel * 3] ?? 0;
      rgba[pixel * 4 + 1] = pixels[pixel * 3 + 1] ?? 0;
      rgba[pixel * 4 + 2] = pixels[pixel * 3 + 2] ?? 0;
      rgba[pixel * 4 + 3] = 255;
    }
    const canvas = createCanvas(width, height);
    const context = canvas.getContext('2d');
    context.putImageData(new ImageData(rgba, width, height), 0, 0);
    const png = canvas.toBuffer('image/png');
    context.clearRect(0, 0, width, height);
    rgba.fill(0);
    return png;
  }

  wipe(): void {
    this.#photo?.pixels.fill(0);
    this.#photo = null;
  }
}
