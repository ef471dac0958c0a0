import { z } from 'zod';
import { batchesOf } from './batches.ts';
import type { Lease } from './county-store.ts';
import { instant } from './instants.ts';
import type { SqlDatabase } from './sql.ts';

const Kiosk = z.object({ kiosk: z.string() });

/** Due before every instant there is. */
const AT_ONCE = '';

/** CountyStore.enlist. */
export async function enlist(database: SqlDatabase, kiosks: Iterable<string>): Promise<void> {
  await database.write(async (sql) => {
    // In order, so that two that enlist the same kiosks never wait for each other in a circle.
    for (const batch of batchesOf([...new Set(kiosks)].sort()))
      for (const kiosk of batch)
        await sql.run('INSERT INTO lease (kiosk, due_at) VALUES (?, ?) ON CONFLICT DO NOTHING', [
          kiosk,
          AT_ONCE,
        ]);
  });
}

/** CountyStore.lease: the longest due first. A holder that died is waited for until its lease has run out. */
export async function lease(
  database: SqlDatabase,
  holder: string,
  most: number,
  nowText: string,
  seconds: number,
): Promise<Lease[]> {
  const now = instant(nowText);
  const until = new Date(Date.parse(now) + seconds * 1000).toISOString();
  return database.write(async (sql) => {
    const free = await sql.rows(
      Kiosk,
      `SELECT kiosk FROM lease WHERE due_at <= ? AND (until IS NULL OR until <= ?)
        ORDER BY due_at, kiosk LIMIT ? ${database.dialect.skipLocked}`,
      [now, now, most],
    );
    for (const { kiosk } of free)
      await sql.run('UPDATE lease SET holder = ?, until = ? WHERE kiosk = ?', [holder, until, kiosk]);
    return free.map(({ kiosk }) => ({ kiosk, until }));
  });
}

/** CountyStore.release: says nothing about a kiosk that somebody else holds by now. */
export async function release(
  database: SqlDatabase,
  holder: string,
  kiosk: string,
  dueAt: string,
): Promise<void> {
  await database.write((sql) =>
    sql.run('UPDATE lease SET holder = NULL, until = NULL, due_at = ? WHERE kiosk = ? AND holder = ?', [
      instant(dueAt),
      kiosk,
      holder,
    ]),
  );
}
