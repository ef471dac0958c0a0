import { mutated } from './mutate.ts';
import { Random } from './random.ts';

/** One thing that takes what a stranger sends. */
export interface FuzzTarget {
  /** Folder of its corpus and its name on the command line. */
  readonly name: string;
  /** Its part of all cases; dear targets get little. */
  readonly weight: number;
  /** Right inputs to begin with. */
  seeds(): readonly Uint8Array[] | Promise<readonly Uint8Array[]>;
  /** Pieces that mean something to it. */
  readonly dictionary?: readonly Uint8Array[];
  /** Puts checksums right again, so that what lies behind them is reached; done to every second input. */
  readonly mend?: (input: Uint8Array) => Uint8Array;
  /**
   * Feeds one input. Throws when the code under test throws, or when it breaks a rule of the target:
   * takes what the schema forbids, keeps too much, asks too often. `random` decides chunk sizes and the like.
   */
  run(input: Uint8Array, random: Random): void | Promise<void>;
  /** Lets go of what it opened for its cases. */
  readonly close?: () => Promise<void>;
}

/** Throws a sentence about a broken rule unless `holds`. */
export function rule(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new Error(`rule broken: ${sentence}`);
}

/** The input of a case and the numbers for feeding it; both follow from the names alone. */
export function caseOf(
  target: FuzzTarget,
  seeds: readonly Uint8Array[],
  seed: string,
  index: number,
): { readonly input: Uint8Array; readonly random: Random } {
  const random = new Random(`${seed}/${target.name}/${index}`);
  const input = mutated(random, { seeds, dictionary: target.dictionary ?? [] });
  const mended = target.mend !== undefined && random.oneIn(2) ? target.mend(input) : input;
  return { input: mended, random };
}

/** `input` cut into chunks of sizes that `random` chooses: single bytes, small pieces, or all at once. */
export function chunksOf(input: Uint8Array, random: Random): Uint8Array[] {
  const most = random.of([1, 7, 64, 1500, input.length + 1]);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < input.length; ) {
    const size = 1 + random.below(most);
    chunks.push(input.slice(at, at + size));
    at += size;
  }
  return chunks;
}

/** Text as an input. */
export const utf8 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'));
/** Hexadecimal as an input. */
export const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));
