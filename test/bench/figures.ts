import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { packageFolder } from '../../config/index.ts';
import { openCountyStore } from '../../county-desk/store/index.ts';
import { must } from '../support/county-fixture.ts';
import { startPostgres } from '../support/postgres.ts';
import type { Bench, BenchLine } from './bench-line.ts';
import { logsOf, rosterOf } from './county-people.ts';

/** A large county on SQLite, and a province's worth of people on PostgreSQL. */
const COUNTY_PEOPLE = 20_000;
const PROVINCE_PEOPLE = 2_000_000;
const PEOPLE_A_KIOSK = 20_000;

const Reckoned = z.object({ seconds: z.number(), megabytes: z.number(), roster: z.number() });

/** All figures of a campaign, and the most memory that reckoning them took: it must not grow with the people. */
export const figures: Bench = {
  name: 'figures',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-figures-'));
    const server = await startPostgres();
    try {
      const url = await server.database();
      const small = await measured(COUNTY_PEOPLE, folder, '', 'sqlite');
      const large = await measured(PROVINCE_PEOPLE, folder, url, 'postgres');
      return [...small, ...large];
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measured(people: number, folder: string, url: string, name: string): Promise<BenchLine[]> {
  const store = must(await openCountyStore(folder, url));
  await store.takeRoster(1, '2026-10-01T00:00:00.000Z', rosterOf(people));
  for (const log of logsOf(people, PEOPLE_A_KIOSK)) await store.takeEntries(log.head(), log.rows);
  await store.close();
  const script = join(packageFolder(), 'build', 'test', 'bench', 'figures-child.js');
  const { stdout, stderr } = spawnSync(process.execPath, [script, folder, url], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  const { seconds, megabytes, roster } = Reckoned.parse(JSON.parse(stdout));
  if (roster !== people) throw new Error(`${roster} of ${people} people were counted`);
  return [
    { name: `figures-${name}-${people}`, value: seconds, unit: 's' },
    { name: `figures-${name}-${people}-rss`, value: megabytes, unit: 'MB' },
  ];
}
