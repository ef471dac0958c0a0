import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ATTACK_KINDS, type AttackKind } from '../fixtures/face/index.ts';

const Count = z.coerce.number().int().min(0).max(100_000);
const Options = z.object({
  /** Tries, or visits with `browser`, of living people: 200, or 2. */
  genuine: Count.optional(),
  /** The same of each kind of attack: 20, or 2. */
  attacks: Count.optional(),
  /** Longest time of a try, in seconds. */
  seconds: z.coerce.number().min(1).max(60).default(15),
  /** Kinds to show, with a comma between; all by default. */
  kinds: z.string().optional(),
  /** Folder of photographs in the layout of LFW (`NAME/NAME_0001.jpg`), instead of the demo photographs. */
  dataset: z.string().optional(),
  /** People taken from the dataset. */
  people: Count.default(60),
  /** Another seed makes other renderings. */
  seed: z.string().default('1'),
  browser: z.boolean().default(false),
  trace: z.boolean().default(false),
  /** Prints what every try came to. */
  each: z.boolean().default(false),
});

export type LivenessOptions = Omit<z.infer<typeof Options>, 'kinds'> & {
  readonly kinds: readonly (AttackKind | 'genuine')[];
};

/** Reads the options of `npm run bench -- liveness …` from a command line. Throws at a kind that there's none of. */
export function livenessOptions(argv: readonly string[]): LivenessOptions {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({
    args: argv.slice(2),
    options: {
      genuine: text,
      attacks: text,
      seconds: text,
      kinds: text,
      dataset: text,
      people: text,
      seed: text,
      browser: flag,
      trace: flag,
      each: flag,
    },
    allowPositionals: true,
  });
  const read = Options.parse(values);
  const all = ['genuine', ...ATTACK_KINDS] as const;
  const kinds = (read.kinds?.split(',') ?? all).map((name) => {
    const kind = all.find((one) => one === name);
    if (kind === undefined) throw new Error(`no kind ${name}; there are ${all.join(', ')}`);
    return kind;
  });
  return { ...read, kinds };
}
