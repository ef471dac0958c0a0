import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { FaceReader } from '../../device-daemon/face/index.ts';
import { MESH_NUMBERS } from '../../device-daemon/face/index.ts';
import { Chance, Head, headOf, PEOPLE, portraitOf } from '../fixtures/face/index.ts';
import type { LivenessOptions } from './liveness-options.ts';

/** Degrees that a face may be turned away in the photograph: half of one turned farther would be made up. */
const MOST_TURNED = 15;

/** Heads of the people of the demo photographs, or of a folder of photographs. */
export async function sitters(
  { dataset, people, seed }: LivenessOptions,
  reader: FaceReader,
): Promise<readonly Head[]> {
  const heads: Head[] = [];
  if (dataset === undefined) {
    for (const person of PEOPLE) heads.push(await headOf(person));
    return heads;
  }
  const chance = new Chance(`${seed}/people`);
  const names = readdirSync(dataset).sort();
  while (heads.length < people && names.length > 0) {
    const [name] = names.splice(Math.floor(chance.between(0, names.length)), 1);
    const head =
      name === undefined ? undefined : await headFrom(join(dataset, name, `${name}_0001.jpg`), reader);
    if (head !== undefined) heads.push(head);
  }
  if (heads.length < 2) throw new Error(`no photographs of people in ${dataset}`);
  return heads;
}

/** The head of the largest face of a photograph; undefined when there's none that can be used. */
async function headFrom(path: string, reader: FaceReader): Promise<Head | undefined> {
  const image = await loadImage(readFileSync(path)).catch(() => undefined);
  if (image === undefined) return undefined;
  const { width, height } = image;
  const context = createCanvas(width, height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const picture = { width, height, channels: 4, pixels: new Uint8Array(data.buffer) } as const;
  const [face] = await reader.find(picture);
  const points = new Float32Array(MESH_NUMBERS);
  if (face === undefined || !(await reader.meshOf(picture, face, points))) return undefined;
  const side = (axis: number): number => (points[3 * 454 + axis] ?? 0) - (points[3 * 234 + axis] ?? 0);
  const yaw = (Math.atan2(side(2), Math.hypot(side(0), side(1))) * 180) / Math.PI;
  if (Math.abs(yaw) > MOST_TURNED) return undefined;
  return Head.of(await portraitOf(path, face));
}
