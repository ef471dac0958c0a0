import { readFile } from 'node:fs/promises';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Command } from 'commander';
import { modelsFolder } from '../../config/index.ts';
import type { Picture } from '../../domain/index.ts';
import { cosine, EMBEDDING_LENGTH, FaceReader, MESH_NUMBERS, SecretMemory } from '../face/index.ts';

const NO_FACE = -1;
/** Larger photographs are made smaller: the nets look at 128 x 128 first, and memory stays bounded. */
const LARGEST_SIDE = 1280;

/** Registers `kiosk face …`. */
export function registerFace(program: Command): void {
  program
    .command('face')
    .description('the face comparison, by hand')
    .command('score PAIRS')
    .description(
      'one score a line for a CSV of two image paths a line, card first; -1 where no face was found',
    )
    .action(async (pairs: string) => {
      await scorePairs(pairs, (line) => console.log(line));
    });
}

/** Scores each line of the file in its order; keeps nothing. An image that can't be read counts as without a face. */
export async function scorePairs(pairsFile: string, tell: (line: string) => void): Promise<void> {
  const memory = new SecretMemory();
  const reader = await FaceReader.load(modelsFolder(), memory);
  const points = memory.floats(MESH_NUMBERS);
  const [card, live] = [memory.floats(EMBEDDING_LENGTH), memory.floats(EMBEDDING_LENGTH)];
  const embed = async (path: string | undefined, embedding: Float32Array): Promise<boolean> => {
    const picture = path === undefined ? undefined : await readPicture(path.trim());
    if (picture === undefined) return false;
    const found = await reader.embedLargest(picture, points, embedding);
    picture.pixels.fill(0);
    return found;
  };
  try {
    for (const line of (await readFile(pairsFile, 'utf8')).split(/\r?\n/)) {
      if (line.trim() === '') continue;
      const [cardPath, livePath] = line.split(',');
      const found = (await embed(cardPath, card)) && (await embed(livePath, live));
      tell(found ? cosine(card, live).toFixed(6) : String(NO_FACE));
    }
  } finally {
    memory.wipe();
    await reader.flush();
  }
}

async function readPicture(path: string): Promise<Picture | undefined> {
  try {
    const image = await loadImage(await readFile(path));
    const scale = Math.min(1, LARGEST_SIDE / Math.max(image.width, image.height));
    const [width, height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
    const context = createCanvas(width, height).getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    return {
      width,
      height,
      channels: 4,
      pixels: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    };
  } catch {
    return undefined;
  }
}
