import { GRAIN_LUMA, GRAIN_U, GRAIN_V, PLAIN_YUV } from './marked-film.ts';
import { placesIn, readMemory } from './process-memory.ts';

/** How a browser or the daemon holds a camera picture, and in how many places the marks of one were found so. */
export type MarksFound = ReadonlyMap<MarkForm, number>;
export type MarkForm = 'luma' | 'chroma' | 'RGBA' | 'BGRA' | 'RGB' | 'floats 0..1' | 'floats -1..1';

/** Bytes of the grain that are looked for, away from its edges. */
const EXACT: readonly { form: MarkForm; bytes: Buffer }[] = [
  { form: 'luma', bytes: GRAIN_LUMA.subarray(8, 40) },
  { form: 'chroma', bytes: GRAIN_U.subarray(4, 20) },
  { form: 'chroma', bytes: GRAIN_V.subarray(4, 20) },
  { form: 'chroma', bytes: interleaved(GRAIN_U, GRAIN_V).subarray(8, 40) },
  { form: 'chroma', bytes: interleaved(GRAIN_V, GRAIN_U).subarray(8, 40) },
];

/** Pixels of the plain square in a row that are taken for it, and how far each colour may be off. */
const RUN = 6;
const NEAR = 2.2;
const [RED, GREEN, BLUE] = plainColour();
const OVERLAP = 128;

/** Searches the memory of a process for the marks of `markedFilm` in every form that is known. */
export async function marksIn(pid: number): Promise<Map<MarkForm, number>> {
  const found = new Map<MarkForm, number>();
  const note = (form: MarkForm): void => void found.set(form, (found.get(form) ?? 0) + 1);
  await readMemory(pid, OVERLAP, (piece) => {
    for (const { form, bytes } of EXACT)
      for (const _ of placesIn(piece, { what: '', kind: 'bytes', form, bytes })) note(form);
    // Chromium's and Node's pictures begin on a boundary of their pixels; pages do too.
    const words = new DataView(piece.buffer, piece.byteOffset, piece.length - (piece.length % 4));
    pixelRuns(words, note);
    tripleRuns(piece, note);
  });
  return found;
}

/** Runs of the plain colour as four bytes a pixel, and as three floats a pixel. */
function pixelRuns(words: DataView, note: (form: MarkForm) => void): void {
  let [rgba, bgra] = [0, 0];
  for (let at = 0; at < words.byteLength; at += 4) {
    const word = words.getUint32(at, true);
    if (word >>> 24 !== 255) {
      rgba = 0;
      bgra = 0;
      const top = word >>> 24;
      // 0x3f: floats from 0.5 to 2.
      if (top === 0x3f && at + 24 <= words.byteLength) floatsAt(words, at, note);
      continue;
    }
    const [first, second, third] = [word & 255, (word >>> 8) & 255, (word >>> 16) & 255];
    const middle = near(second, GREEN);
    rgba = middle && near(first, RED) && near(third, BLUE) ? rgba + 1 : 0;
    bgra = middle && near(first, BLUE) && near(third, RED) ? bgra + 1 : 0;
    if (rgba === RUN) note('RGBA');
    if (bgra === RUN) note('BGRA');
  }
}

function floatsAt(words: DataView, at: number, note: (form: MarkForm) => void): void {
  const is = (scale: number, shift: number): boolean => {
    for (let i = 0; i < 6; i++) {
      const wanted = [RED, GREEN, BLUE][i % 3] ?? 0;
      if (!near((words.getFloat32(at + i * 4, true) - shift) * scale, wanted)) return false;
    }
    return true;
  };
  if (is(255, 0)) note('floats 0..1');
  else if (is(127.5, -1)) note('floats -1..1');
}

/** Runs of the plain colour as three bytes a pixel, at any offset. */
function tripleRuns(piece: Buffer, note: (form: MarkForm) => void): void {
  const green = Math.round(GREEN);
  for (let value = green - 2; value <= green + 2; value++)
    for (let at = piece.indexOf(value); at >= 0; at = piece.indexOf(value, at + 1)) {
      if (!near(piece[at - 1] ?? 0, RED) || !near(piece[at + 1] ?? 0, BLUE)) continue;
      let pixels = 1;
      while (
        pixels < RUN &&
        near(piece[at - 1 + pixels * 3] ?? 0, RED) &&
        near(piece[at + pixels * 3] ?? 0, GREEN) &&
        near(piece[at + 1 + pixels * 3] ?? 0, BLUE)
      )
        pixels++;
      if (pixels === RUN) note('RGB');
    }
}

const near = (value: number, wanted: number): boolean => Math.abs(value - wanted) <= NEAR;

/** BT.601 of video range, as a browser converts a camera's picture. */
function plainColour(): [number, number, number] {
  const [y, u, v] = [1.164383 * (PLAIN_YUV.y - 16), PLAIN_YUV.u - 128, PLAIN_YUV.v - 128];
  return [y + 1.596027 * v, y - 0.391762 * u - 0.812968 * v, y + 2.017232 * u];
}

/** Chroma as NV12 (u first) and NV21 hold it. */
function interleaved(first: Buffer, second: Buffer): Buffer {
  return Buffer.from([...first].flatMap((value, i) => [value, second[i] ?? 0]));
}
