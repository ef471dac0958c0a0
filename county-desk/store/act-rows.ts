import { z } from 'zod';
import { CountyEntry } from '../acts/index.ts';
import { batchesOf } from './batches.ts';
import { instant } from './instants.ts';
import type { Sql, SqlDatabase, SqlValue } from './sql.ts';
import { StoreFault } from './store-fault.ts';
import { ACT } from './tables.ts';

const Count = z.object({ count: z.number().int() });
const Body = z.object({ body: z.string() });

/** CountyStore.takeActs: those that are held already are passed over, the others must follow without a gap. */
export async function takeActs(database: SqlDatabase, acts: Iterable<CountyEntry>): Promise<void> {
  await database.write(async (sql) => {
    await database.lock(sql, 'acts');
    let next = await actCount(sql);
    for (const batch of batchesOf(acts)) {
      const fresh = batch.filter(({ seq }) => seq >= next);
      for (const { seq } of fresh) {
        if (seq !== next) throw new StoreFault('E-COUNTY-075', `act ${seq} came where ${next} follows`);
        next += 1;
      }
      await sql.insert(ACT, fresh.map(rowOf));
    }
  });
}

function rowOf(act: CountyEntry): SqlValue[] {
  const person = 'person' in act.data ? act.data.person : null;
  return [act.seq, instant(act.at), person, JSON.stringify(act)];
}

/** CountyStore.actCount. */
export async function actCount(sql: Sql): Promise<number> {
  const [found] = await sql.rows(Count, 'SELECT CAST(count(*) AS integer) AS count FROM act');
  return found?.count ?? 0;
}

/** CountyStore.acts. */
export async function actsFrom(sql: Sql, from: number, most: number): Promise<CountyEntry[]> {
  const rows = await sql.rows(Body, 'SELECT body FROM act WHERE seq >= ? ORDER BY seq LIMIT ?', [from, most]);
  return rows.map(({ body }) => actIn(body));
}

/** CountyStore.actsOf. */
export async function actsOf(sql: Sql, person: string): Promise<CountyEntry[]> {
  const rows = await sql.rows(Body, 'SELECT body FROM act WHERE person = ? ORDER BY seq', [person]);
  return rows.map(({ body }) => actIn(body));
}

/** The act that a row holds. */
export function actIn(body: string): CountyEntry {
  const read = CountyEntry.safeParse(JSON.parse(body));
  if (!read.success) throw new StoreFault('E-COUNTY-071', 'a row is no act');
  return read.data;
}
