import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { modelsFolder } from '../../config/index.ts';
import { EMBEDDING_LENGTH, FaceReader, MESH_NUMBERS, SecretMemory } from '../../device-daemon/face/index.ts';
import {
  type DecodedPhoto,
  FRAME_HEAD_BYTES,
  madeUpIdNumber,
  ROSTER_CSV_HEADER,
  type Stroke,
  writeFrameHead,
} from '../../domain/index.ts';
import { decodeSpecimenPhoto, encodeSpecimenPhoto } from '../../firmware-bridge/card/index.ts';
import { cardPhotoOf } from '../fixtures/face/index.ts';
import { must } from './county-fixture.ts';
import type { Trace } from './process-memory.ts';

/** A made-up person whose every datum stands nowhere else: one of the made-up people of the dock would. */
export const PLANTED = {
  name: '欧阳䶮槊',
  idNumber: madeUpIdNumber('19511123', 787),
  phone: '13958274613',
  newPhone: '15907364829',
  address: '演练县紫檀乡鹭鸶村七十三号',
  cardAddress: '演练县紫檀乡鲈鱼巷五十九号',
} as const;

const BIRTH = '1951-11-23';

/** Two strokes of few points, with coordinates of their own. */
export const PLANTED_STROKES: Stroke[] = [
  [
    [9173, 8461, 73],
    [9187, 8429, 97],
    [9211, 8387, 131],
  ],
  [
    [6329, 7753, 907],
    [6343, 7727, 941],
  ],
];

/** Bytes of one repetition of a planted camera frame, all different. */
const FRAME_PATTERN = Buffer.from(Array.from({ length: 64 }, (_, i) => (i * 89 + 37) % 251));
const FRAME = { width: 320, height: 240 } as const;

/** A binary camera frame made of the pattern; its first pixels differ by number, so that none is taken for frozen. */
export function plantedFrame(sequence: number, capturedMs: number): Buffer {
  const frame = Buffer.alloc(FRAME_HEAD_BYTES + FRAME.width * FRAME.height * 4);
  writeFrameHead(frame, { sequence, capturedMs, ...FRAME });
  frame.fill(FRAME_PATTERN, FRAME_HEAD_BYTES);
  frame.writeUInt32LE(sequence, FRAME_HEAD_BYTES);
  return frame;
}

/** What the planted person brings: files for the county and the card simulator, in `folder`. */
export async function writePlantedFiles(
  folder: string,
): Promise<{ csv: string; card: string; traces: Trace[] }> {
  const csv = join(folder, 'planted.csv');
  const { name, idNumber, phone, address } = PLANTED;
  const row = [idNumber, name, phone, address, '紫檀乡', '鹭鸶村', 'combat-veteran', 'active'];
  writeFileSync(csv, `${ROSTER_CSV_HEADER}\n${row.join(',')}\n`);
  const photo = await cardPhotoOf('annaOnCard', join(folder, 'photo.png'));
  const card = join(folder, 'card.json');
  const issued = {
    type: 'resident',
    name,
    sex: 'male',
    ethnic: '汉',
    birth: BIRTH,
    address: PLANTED.cardAddress,
    idNumber,
    issuer: '演练县公安局',
    validFrom: '2016-01-01',
    validTo: 'long-term',
    photo,
  };
  writeFileSync(card, JSON.stringify(issued));
  return { csv, card, traces: await tracesOf(readFileSync(photo)) };
}

async function tracesOf(photoFile: Buffer): Promise<Trace[]> {
  const block = Buffer.from(must(await encodeSpecimenPhoto(photoFile)));
  const photo = must(await decodeSpecimenPhoto(block));
  return [
    ...Object.entries(PLANTED).flatMap(([what, value]) => textForms(what, value)),
    ...textForms('signature', JSON.stringify(PLANTED_STROKES).slice(1, -1)),
    { what: 'signature', kind: 'text', form: 'numbers', bytes: smallIntegers(PLANTED_STROKES[0]?.[1] ?? []) },
    ...bytesForms('photo block', block.subarray(64, 128)),
    ...photoForms(photo),
    { what: 'camera frame', kind: 'bytes', form: 'RGBA', bytes: FRAME_PATTERN },
    { what: 'embedding', kind: 'bytes', form: 'floats', bytes: await embeddingOf(photo) },
  ];
}

function textForms(what: string, value: string): Trace[] {
  const forms: [string, Buffer][] = [
    ['UTF-8', Buffer.from(value, 'utf8')],
    ['UTF-16LE', Buffer.from(value, 'utf16le')],
  ];
  // Digits are the same bytes in all of them.
  if (!/^[\x20-\x7e]*$/.test(value)) forms.push(['GB 18030', iconv.encode(value, 'gb18030')]);
  return forms.map(([form, bytes]) => ({ what, kind: 'text', form, bytes }));
}

function bytesForms(what: string, bytes: Buffer, form = 'bytes'): Trace[] {
  const base64 = [0, 1, 2].map((skip) => Buffer.from(bytes.subarray(skip).toString('base64').slice(0, -4)));
  return [
    { what, kind: 'bytes', form, bytes },
    ...base64.map((text): Trace => ({ what, kind: 'bytes', form: `${form} in base64`, bytes: text })),
  ];
}

/** 16 pixels across the middle of the face, where no two are alike, as RGB, RGBA and BGRA. */
function photoForms({ width, height, pixels }: DecodedPhoto): Trace[] {
  const from = ((height >> 1) * width + (width >> 1) - 8) * 3;
  const rgb = Buffer.from(pixels.subarray(from, from + 48));
  const four = (order: readonly [number, number, number]): Buffer =>
    Buffer.from(Array.from({ length: 16 }, (_, i) => [...order.map((c) => rgb[i * 3 + c] ?? 0), 255]).flat());
  return [
    ...bytesForms('photo pixels', rgb, 'RGB'),
    ...bytesForms('photo pixels', four([0, 1, 2]), 'RGBA'),
    ...bytesForms('photo pixels', four([2, 1, 0]), 'BGRA'),
  ];
}

/** Whole numbers as the engine holds them in an array: the number in the upper half of 8 bytes. */
function smallIntegers(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 8);
  numbers.forEach((number, i) => {
    bytes.writeInt32LE(number, i * 8 + 4);
  });
  return bytes;
}

/** Twelve numbers of the embedding that the face worker makes of the card's photo. */
async function embeddingOf(photo: DecodedPhoto): Promise<Buffer> {
  const memory = new SecretMemory();
  const reader = await FaceReader.load(modelsFolder(), memory);
  const embedding = memory.floats(EMBEDDING_LENGTH);
  const found = await reader.embedCard({ ...photo, channels: 3 }, memory.floats(MESH_NUMBERS), embedding);
  if (!found) throw new Error('no face in the planted photo');
  return Buffer.from(new Uint8Array(embedding.buffer, 100 * 4, 48).slice());
}
