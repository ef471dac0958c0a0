import { Session } from 'node:inspector';
import { z } from 'zod';

/** How much was done: steps of the code under test, and bytes that it had moved in one call. */
export interface Work {
  readonly steps: number;
  readonly movedBytes: number;
}

const Coverage = z.object({
  result: z.array(
    z.object({
      url: z.string(),
      functions: z.array(z.object({ ranges: z.array(z.object({ count: z.number() })) })),
    }),
  ),
});

const TypedArrayPrototype: object = Object.getPrototypeOf(Uint8Array.prototype);
/** Calls that do much at one step. */
const MOVERS = ['copyWithin', 'set', 'slice', 'fill', 'indexOf', 'includes'] as const;

/**
 * Counts work without a clock: how often each block of a script was run (the engine's own precise coverage), and the
 * length of every array that was moved, filled or searched. To be made before the code under test runs for the first
 * time: what is compiled before is not counted.
 */
export class WorkCounter {
  readonly #session = new Session();

  constructor() {
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** The work of `run` in the scripts whose address ends in one of `files`. */
  of(files: readonly string[], run: () => void): Work {
    this.#take(files);
    let movedBytes = 0;
    const restore = countMoves((bytes) => {
      movedBytes += bytes;
    });
    try {
      run();
    } finally {
      restore();
    }
    return { steps: this.#take(files), movedBytes };
  }

  stop(): void {
    this.#session.post('Profiler.stopPreciseCoverage');
    this.#session.disconnect();
  }

  /** The counts since the last taking; they begin anew. */
  #take(files: readonly string[]): number {
    let steps = 0;
    this.#session.post('Profiler.takePreciseCoverage', (error, taken) => {
      if (error !== null) throw error;
      for (const { url, functions } of Coverage.parse(taken).result)
        if (files.some((file) => url.endsWith(file)))
          for (const { ranges } of functions) for (const { count } of ranges) steps += count;
    });
    return steps;
  }
}

/** Wraps the calls that move bytes; gives the function that takes the wrapping off. */
function countMoves(count: (bytes: number) => void): () => void {
  const originals = MOVERS.map((name) => [name, Reflect.get(TypedArrayPrototype, name)] as const);
  for (const [name, original] of originals)
    Reflect.set(TypedArrayPrototype, name, function counted(this: Uint8Array, ...args: unknown[]) {
      // A move within the array is as long as its part.
      count(name === 'copyWithin' ? Number(args[2] ?? this.length) - Number(args[1]) : this.length);
      return Reflect.apply(original, this, args);
    });
  const concat = Buffer.concat;
  Buffer.concat = (list, length) => {
    const whole = concat(list, length);
    count(whole.length);
    return whole;
  };
  return () => {
    for (const [name, original] of originals) Reflect.set(TypedArrayPrototype, name, original);
    Buffer.concat = concat;
  };
}
