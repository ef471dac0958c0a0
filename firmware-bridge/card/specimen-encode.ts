import { type Canvas, createCanvas, type Image, loadImage } from '@napi-rs/canvas';
import { fail, ok, type Result } from '../../domain/index.ts';
import { blockOfAvif, MAX_PICTURE_BYTES, pictureBytes } from './specimen-block.ts';
import { PHOTO_HEIGHT, PHOTO_WIDTH } from './specimen-photo.ts';

/** How much of the detail is kept: less only where nothing else fits. */
const DETAILS = [1, 0.5, 0.25] as const;
const MAX_QUALITY = 95;
const ENCODER_SPEED = 5;
/** 4:2:0 in the canvas library's numbering: eyes and nose are worth more bytes than colour. */
const CHROMA_420 = 2;
/** A card's photo has a plain light ground; what lies there in the picture would take bytes from the face. */
const GROUND = '#e8eaec';
/** Half axes of the oval that is kept, as parts of width and height; it fades from `OVAL_FADE` of them outwards. */
const OVAL = { x: 0.44, y: 0.47 } as const;
const OVAL_FADE = 0.8;

/** The picture's middle in the card's proportions, at the card's size. */
function cropped(image: Image, detail: number): Canvas {
  const cropWidth = Math.min(image.width, (image.height * PHOTO_WIDTH) / PHOTO_HEIGHT);
  const cropHeight = Math.min(image.height, (image.width * PHOTO_HEIGHT) / PHOTO_WIDTH);
  const left = (image.width - cropWidth) / 2;
  const top = (image.height - cropHeight) / 2;
  const width = Math.round(PHOTO_WIDTH * detail);
  const height = Math.round(PHOTO_HEIGHT * detail);
  const small = createCanvas(width, height);
  const context = small.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, left, top, cropWidth, cropHeight, 0, 0, width, height);
  return small;
}

/** Head and shoulders on the plain ground, 102 x 126, opaque. */
function portrait(image: Image, detail: number): Canvas {
  const head = createCanvas(PHOTO_WIDTH, PHOTO_HEIGHT);
  const mask = head.getContext('2d');
  mask.imageSmoothingQuality = 'high';
  mask.drawImage(cropped(image, detail), 0, 0, PHOTO_WIDTH, PHOTO_HEIGHT);
  mask.globalCompositeOperation = 'destination-in';
  mask.translate(PHOTO_WIDTH / 2, PHOTO_HEIGHT / 2);
  mask.scale(PHOTO_WIDTH * OVAL.x, PHOTO_HEIGHT * OVAL.y);
  const fade = mask.createRadialGradient(0, 0, OVAL_FADE, 0, 0, 1);
  fade.addColorStop(0, 'rgba(0,0,0,1)');
  fade.addColorStop(1, 'rgba(0,0,0,0)');
  mask.fillStyle = fade;
  mask.fillRect(-2, -2, 4, 4);
  const whole = createCanvas(PHOTO_WIDTH, PHOTO_HEIGHT);
  const context = whole.getContext('2d');
  context.fillStyle = GROUND;
  context.fillRect(0, 0, PHOTO_WIDTH, PHOTO_HEIGHT);
  context.drawImage(head, 0, 0);
  return whole;
}

/** The best quality that fits, by halving; undefined when none does. */
async function bestThatFits(picture: Canvas): Promise<Buffer | undefined> {
  let best: Buffer | undefined;
  for (let low = 0, high = MAX_QUALITY; low <= high; ) {
    const quality = (low + high) >> 1;
    const options = { quality, speed: ENCODER_SPEED, chromaSubsampling: CHROMA_420 };
    const avif = await picture.encode('avif', options);
    if (pictureBytes(avif) <= MAX_PICTURE_BYTES) {
      best = avif;
      low = quality + 1;
    } else {
      high = quality - 1;
    }
  }
  return best;
}

/**
 * Makes the 1,024-byte specimen block from an image file of any size (PNG, JPEG, WebP): cropped to 102:126 about
 * its middle, on a plain ground, in the best quality that fits. E-CARD-014 when it is no picture.
 */
export async function encodeSpecimenPhoto(file: Uint8Array): Promise<Result<Uint8Array>> {
  let image: Image;
  try {
    image = await loadImage(Buffer.from(file));
  } catch {
    return fail('E-CARD-014', 'not a picture');
  }
  for (const detail of DETAILS) {
    const avif = await bestThatFits(portrait(image, detail));
    if (avif !== undefined) return ok(blockOfAvif(avif));
  }
  return fail('E-CARD-014', 'does not fit on the card');
}
