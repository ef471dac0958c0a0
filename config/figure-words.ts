import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Means, Method } from '../domain/index.ts';
import { configFolder } from './places.ts';

const Words = z.string().min(1).max(120);
/** Words by key; a key without words is shown as it stands. */
const ByKey = z.record(z.string(), Words);

/** What stands in the tables of figures that officers read. */
export const FigureWords = z.object({
  title: Words.includes('{year}'),
  asOf: Words.includes('{at}'),
  /** All that the figures depend on (T7): none of the places may be left out. */
  parameters: Words.includes('{ageAsOf}').includes('{denominator}').includes('{version}').includes('{days}'),
  denominators: z.object({ roster: Words, confirmed: Words }),
  noRoster: Words,
  states: ByKey,
  methods: z.record(Method, Words),
  means: z.record(Means, Words),
  bands: ByKey,
  headings: z.object({
    states: Words,
    bands: Words,
    townships: Words,
    benefitTypes: Words,
    means: Words,
    homeVisits: Words,
    checks: Words,
    tasks: Words,
    devices: Words,
  }),
  columns: z.object({
    state: Words,
    people: Words,
    group: Words,
    roster: Words,
    asked: Words,
    confirmed: Words,
    percent: Words,
    remaining: Words,
    declined: Words,
    method: Words,
    means: Words,
    township: Words,
    band: Words,
    quota: Words,
    done: Words,
    owed: Words,
    item: Words,
    operator: Words,
    kiosk: Words,
    entries: Words,
    last: Words,
    silent: Words,
  }),
  items: z.object({
    rechecked: Words,
    staff: Words,
    notOnRoster: Words,
    duplicates: Words,
    atSeveralKiosks: Words,
    aliveClaims: Words,
    resume: Words,
    suspended: Words,
    deathQuestions: Words,
    callbacks: Words,
    hardships: Words,
  }),
  total: Words,
  unknownOperator: Words,
  yes: Words,
  none: Words,
});
export type FigureWords = z.infer<typeof FigureWords>;

/** Loads config/county-texts/figures.zh-CN.json; throws when it is missing or wrong. */
export function figureWords(folder: string = configFolder()): FigureWords {
  const path = join(folder, 'county-texts', 'figures.zh-CN.json');
  return FigureWords.parse(JSON.parse(readFileSync(path, 'utf8')));
}
