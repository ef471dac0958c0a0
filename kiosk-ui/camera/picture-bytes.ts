/** Size of a picture in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The longest picture that is taken: 4K, RGBA. */
const MOST_BYTES = 3840 * 2160 * 4;

/**
 * The bytes of camera pictures, by WebCodecs and never by a canvas: where Chromium draws in software it keeps a copy of
 * every video picture that was drawn on one, for hours (discardable memory; docs/forgetting.md).
 */
export class PictureBytes {
  private bytes = new Uint8Array(0);
  private last: Size | undefined;

  /** The picture as RGBA, row after row, in memory that the next one overwrites. Throws where it can't be had. */
  async take(picture: VideoFrame): Promise<Size & { readonly channels: 4; readonly pixels: Uint8Array }> {
    const { width = 0, height = 0 } = picture.visibleRect ?? {};
    const length = width * height * 4;
    if (length === 0 || length > MOST_BYTES) throw new Error('no picture of a camera');
    if (this.bytes.length < length) {
      this.bytes.fill(0);
      this.bytes = new Uint8Array(length);
    }
    const pixels = this.bytes.subarray(0, length);
    await picture.copyTo(pixels, { format: 'RGBA', layout: [{ offset: 0, stride: width * 4 }] });
    this.last = { width, height };
    return { width, height, channels: 4, pixels };
  }

  /** Overwrites what is held, and what the browser holds of the last picture. */
  async forget(): Promise<void> {
    this.bytes.fill(0);
    if (this.last !== undefined) await convertEmpty(this.last);
    this.last = undefined;
  }
}

/** Chromium keeps the last picture that it converted: an empty one of the same size takes its place. */
async function convertEmpty({ width, height }: Size): Promise<void> {
  const chroma = Math.ceil(width / 2) * Math.ceil(height / 2);
  const frame = new VideoFrame(new Uint8Array(width * height + 2 * chroma), {
    format: 'I420',
    codedWidth: width,
    codedHeight: height,
    timestamp: 0,
  });
  try {
    await frame.copyTo(new Uint8Array(width * height * 4), {
      format: 'RGBA',
      layout: [{ offset: 0, stride: width * 4 }],
    });
  } finally {
    frame.close();
  }
}
