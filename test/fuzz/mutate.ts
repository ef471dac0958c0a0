import type { Random } from './random.ts';

/** What an input is made of beside its own bytes. */
export interface Material {
  /** Right inputs: one is the base, others are spliced in. */
  readonly seeds: readonly Uint8Array[];
  /** Pieces that mean something to the parser: preambles, commands, words of a schema. */
  readonly dictionary: readonly Uint8Array[];
}

/** Longest input; the longest right one, a signature of many points, is shorter. */
const MAX_BYTES = 8192;
const MAX_STEPS = 5;
/** Lengths that parsers get wrong. */
const LIES = [0, 1, 2, 3, 4, 7, 8, 127, 128, 255, 256, 257, 1284, 4095, 4096, 4097, 32_767, 32_768, 65_535];

type Mutation = (bytes: Uint8Array, random: Random, material: Material) => Uint8Array;

/** `bytes` with `count` bytes at `at` replaced by `put`. */
function spliced(bytes: Uint8Array, at: number, count: number, put: Uint8Array): Uint8Array {
  const end = Math.min(bytes.length, at + count);
  const result = new Uint8Array(at + put.length + bytes.length - end);
  result.set(bytes.subarray(0, at));
  result.set(put, at);
  result.set(bytes.subarray(end), at + put.length);
  return result;
}

const anywhere = (bytes: Uint8Array, random: Random): number => random.below(bytes.length + 1);

const flipBit: Mutation = (bytes, random) => {
  const at = anywhere(bytes, random);
  return bytes.map((byte, i) => (i === at ? byte ^ (1 << random.below(8)) : byte));
};
const setByte: Mutation = (bytes, random) => {
  const at = anywhere(bytes, random);
  const value = random.of([0x00, 0x01, 0x7f, 0x80, 0xaa, 0xfe, 0xff, random.below(256)]);
  return bytes.map((byte, i) => (i === at ? value : byte));
};
const truncate: Mutation = (bytes, random) => bytes.slice(0, anywhere(bytes, random));
const cutOut: Mutation = (bytes, random) =>
  spliced(bytes, anywhere(bytes, random), 1 + random.below(24), new Uint8Array(0));
const insert: Mutation = (bytes, random) =>
  spliced(bytes, anywhere(bytes, random), 0, random.bytes(1 + random.below(16)));
const repeat: Mutation = (bytes, random) => {
  const at = anywhere(bytes, random);
  return spliced(bytes, at, 0, bytes.slice(at, at + 1 + random.below(300)));
};
const lieShort: Mutation = (bytes, random) => {
  const value = random.of(LIES);
  const put = Uint8Array.of(value >> 8, value & 0xff);
  return spliced(bytes, anywhere(bytes, random), 2, random.oneIn(2) ? put : put.reverse());
};
/** The places where a length stands in most frames: within the first dozen bytes. */
const lieInHead: Mutation = (bytes, random) => {
  const value = random.of(LIES);
  return spliced(bytes, Math.min(bytes.length, random.below(12)), 2, Uint8Array.of(value >> 8, value & 0xff));
};
const splice: Mutation = (bytes, random, { seeds }) => {
  const other = random.of(seeds);
  const from = anywhere(other, random);
  const put = other.slice(from, from + 1 + random.below(other.length + 1));
  return spliced(bytes, anywhere(bytes, random), random.below(40), put);
};
const word: Mutation = (bytes, random, { dictionary }) =>
  dictionary.length === 0
    ? bytes
    : spliced(bytes, anywhere(bytes, random), random.oneIn(2) ? 0 : random.below(12), random.of(dictionary));

const MUTATIONS: readonly Mutation[] = [
  flipBit,
  setByte,
  truncate,
  cutOut,
  insert,
  repeat,
  lieShort,
  lieInHead,
  splice,
  word,
  word,
];

/** A right input with up to five things wrong with it; rarely none, or nothing but noise. */
export function mutated(random: Random, material: Material): Uint8Array {
  if (random.oneIn(100)) return random.bytes(random.below(400));
  let bytes = Uint8Array.from(random.of(material.seeds));
  for (let steps = random.below(MAX_STEPS + 1); steps > 0; steps--)
    bytes = Uint8Array.from(random.of(MUTATIONS)(bytes, random, material));
  return bytes.subarray(0, MAX_BYTES);
}
