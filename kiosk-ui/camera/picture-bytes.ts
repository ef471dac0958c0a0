import { FRAME_MAX_SIDE } from '../../domain/index.ts';
import { HEIGHT, WIDTH } from './open.ts';

/** Of a picture, in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Takes the present picture of a video as RGBA. */
export interface PictureBytes {
  /** Writes it into `into`, row after row; undefined when there is none now. */
  read(video: HTMLVideoElement, into: Uint8Array<ArrayBuffer>): Promise<Size | undefined>;
  /** Overwrites what is held, and what the browser holds of the last picture. */
  forget(): void;
}

/**
 * By WebCodecs, at the video's own size, without a canvas: where Chromium draws in software it keeps a copy of every
 * video picture that was drawn on one, for hours (discardable memory; docs/forgetting.md). A canvas takes what
 * WebCodecs cannot: another browser, or a picture larger than a frame may be.
 */
export function pictureBytes(): PictureBytes {
  let converted: Size | undefined;
  let canvas: HTMLCanvasElement | undefined;
  const paperOf = (): CanvasRenderingContext2D | null => {
    canvas ??= Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT });
    return canvas.getContext('2d', { willReadFrequently: true });
  };
  return {
    async read(video, into) {
      if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return undefined;
      const { videoWidth: width, videoHeight: height } = video;
      if (width <= FRAME_MAX_SIDE && height <= FRAME_MAX_SIDE && (await copied(video, into))) {
        converted = { width, height };
        return converted;
      }
      const paper = paperOf();
      if (paper === null) return undefined;
      paper.drawImage(video, 0, 0, WIDTH, HEIGHT);
      const picture = paper.getImageData(0, 0, WIDTH, HEIGHT);
      into.set(picture.data);
      picture.data.fill(0);
      return { width: WIDTH, height: HEIGHT };
    },
    forget() {
      if (converted !== undefined) void convertEmpty(converted);
      if (canvas === undefined) return;
      paperOf()?.clearRect(0, 0, WIDTH, HEIGHT);
      canvas.width = 1;
    },
  };
}

/** False where WebCodecs cannot do it. */
async function copied(video: HTMLVideoElement, into: Uint8Array<ArrayBuffer>): Promise<boolean> {
  if (typeof VideoFrame === 'undefined') return false;
  const frame = new VideoFrame(video);
  try {
    const { videoWidth: width, videoHeight: height } = video;
    if (frame.displayWidth !== width || frame.displayHeight !== height) return false;
    await frame.copyTo(into, {
      format: 'RGBA',
      rect: { x: 0, y: 0, width, height },
      layout: [{ offset: 0, stride: width * 4 }],
    });
    return true;
  } catch {
    return false;
  } finally {
    frame.close();
  }
}

/** Chromium keeps the last picture that it converted: an empty one of the same size takes its place. */
async function convertEmpty({ width, height }: Size): Promise<void> {
  if (typeof VideoFrame === 'undefined') return;
  const chroma = Math.ceil(width / 2) * Math.ceil(height / 2);
  const frame = new VideoFrame(new Uint8Array(width * height + 2 * chroma), {
    format: 'I420',
    codedWidth: width,
    codedHeight: height,
    timestamp: 0,
  });
  await frame
    .copyTo(new Uint8Array(width * height * 4), {
      format: 'RGBA',
      layout: [{ offset: 0, stride: width * 4 }],
    })
    .catch(() => undefined);
  frame.close();
}
