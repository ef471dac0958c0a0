import { createCanvas, ImageData } from '@napi-rs/canvas';
import type { DecodedPhoto, Picture } from '../../domain/index.ts';

/**
 * The card's photo while its owner is here. The pixels lie in one buffer that the wipe overwrites; they never
 * become a string.
 */
export class CardPhoto {
  #photo: DecodedPhoto | null = null;
  #wipes = 0;

  /**
   * For a read that begins now. The function that it gives takes over the photo and overwrites the one before. After a
   * wipe in between the photo's owner has gone: then it is overwritten itself, and the function gives false.
   */
  awaited(): (photo: DecodedPhoto | null) => boolean {
    const wipes = this.#wipes;
    return (photo) => {
      const wanted = wipes === this.#wipes;
      if (!wanted) photo?.pixels.fill(0);
      else if (photo !== this.#photo) this.#replaceBy(photo);
      return wanted;
    };
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
    this.#wipes++;
    this.#replaceBy(null);
  }

  #replaceBy(photo: DecodedPhoto | null): void {
    this.#photo?.pixels.fill(0);
    this.#photo = photo;
  }
}
