import { open } from 'node:fs/promises';
import {
  Chance,
  type Drawing,
  headOf,
  livingPerson,
  type Person,
  PLAIN_LOOK,
} from '../fixtures/face/index.ts';

const RATE = 15;
/** A square of one colour on one cheek, in pixels of a frame: it stays what it is when the picture is scaled. */
const PLAIN = { x: 240, y: 236, side: 48 } as const;
/** A square of bytes that are all different on the other cheek: it is known again byte for byte. */
const GRAIN = { x: 352, y: 236, side: 48 } as const;

/** Luma and chroma of the plain square, which no picture of the kiosk has (a loud violet). */
export const PLAIN_YUV = { y: 96, u: 187, v: 201 } as const;

/** Luma of the grain along one row, and its chroma along one row of half as many; neighbours differ widely. */
export const GRAIN_LUMA = Buffer.from(
  Array.from({ length: GRAIN.side }, (_, i) => 60 + ((i * 53 + 11) % 127)),
);
export const GRAIN_U = Buffer.from(
  Array.from({ length: GRAIN.side / 2 }, (_, i) => 90 + ((i * 37 + 5) % 71)),
);
export const GRAIN_V = Buffer.from(
  Array.from({ length: GRAIN.side / 2 }, (_, i) => 95 + ((i * 29 + 17) % 67)),
);

/**
 * A film of a person with both squares on the face, as uncompressed Y4M, so that Chromium's camera delivers these very
 * bytes. `path` must end with `.y4m`. The squares do not turn with the head.
 */
export async function markedFilm(path: string, person: Person, seconds = 2): Promise<string> {
  const actor = livingPerson(await headOf(person), new Chance('marked'), PLAIN_LOOK);
  const { width, height } = actor.frameAt(0, 'look-here');
  const file = await open(path, 'w');
  try {
    await file.write(`YUV4MPEG2 W${width} H${height} F${RATE}:1 Ip A1:1 C420jpeg\n`);
    for (let frame = 0; frame < seconds * RATE; frame++) {
      await file.write('FRAME\n');
      await file.write(marked(planes(actor.frameAt((frame * 1000) / RATE, 'look-here')), width, height));
    }
  } finally {
    await file.close();
  }
  return path;
}

/** I420 of a picture: BT.601 of video range, chroma of every second pixel. */
function planes({ width, height, pixels }: Drawing): Buffer {
  const bytes = Buffer.alloc((width * height * 3) / 2);
  const half = width / 2;
  const u = width * height;
  const v = u + half * (height / 2);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const [r, g, b] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0];
      bytes[y * width + x] = 16 + Math.round(0.257 * r + 0.504 * g + 0.098 * b);
      if (x % 2 === 1 || y % 2 === 1) continue;
      const chroma = (y / 2) * half + x / 2;
      bytes[u + chroma] = 128 + Math.round(-0.148 * r - 0.291 * g + 0.439 * b);
      bytes[v + chroma] = 128 + Math.round(0.439 * r - 0.368 * g - 0.071 * b);
    }
  return bytes;
}

function marked(bytes: Buffer, width: number, height: number): Buffer {
  const half = width / 2;
  const u = width * height;
  const v = u + half * (height / 2);
  for (let row = 0; row < PLAIN.side; row++) {
    bytes.fill(
      PLAIN_YUV.y,
      (PLAIN.y + row) * width + PLAIN.x,
      (PLAIN.y + row) * width + PLAIN.x + PLAIN.side,
    );
    GRAIN_LUMA.copy(bytes, (GRAIN.y + row) * width + GRAIN.x);
    if (row % 2 === 1) continue;
    const plain = ((PLAIN.y + row) / 2) * half + PLAIN.x / 2;
    bytes.fill(PLAIN_YUV.u, u + plain, u + plain + PLAIN.side / 2);
    bytes.fill(PLAIN_YUV.v, v + plain, v + plain + PLAIN.side / 2);
    const grain = ((GRAIN.y + row) / 2) * half + GRAIN.x / 2;
    GRAIN_U.copy(bytes, u + grain);
    GRAIN_V.copy(bytes, v + grain);
  }
  return bytes;
}
