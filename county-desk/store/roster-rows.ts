import { z } from 'zod';
import { batchesOf } from './batches.ts';
import type { RosterEntry } from './county-store.ts';
import { instant } from './instants.ts';
import type { Sql, SqlDatabase } from './sql.ts';
import { StoreFault } from './store-fault.ts';
import { ROSTER, SEALED_ROW } from './tables.ts';

const Version = z.object({ version: z.number().int() });
const Sealed = z.object({ sealed: z.string() });

/** CountyStore.takeRoster. */
export async function takeRoster(
  database: SqlDatabase,
  version: number,
  takenAt: string,
  rows: Iterable<RosterEntry>,
): Promise<void> {
  await database.write(async (sql) => {
    await database.lock(sql, 'roster');
    const newest = await rosterVersion(sql);
    if (version === newest) return;
    if (version < newest) throw new StoreFault('E-COUNTY-074', `version ${version} after version ${newest}`);
    await sql.run('INSERT INTO roster_version (version, taken_at) VALUES (?, ?)', [
      version,
      instant(takenAt),
    ]);
    await sql.run('DELETE FROM sealed_row');
    for (const batch of batchesOf(rows)) {
      await sql.insert(
        ROSTER,
        batch.map(({ person, born, township, village, benefitType, status }) => [
          version,
          person,
          born,
          township,
          village,
          benefitType,
          status,
        ]),
      );
      await sql.insert(
        SEALED_ROW,
        batch.map(({ person, sealed }) => [person, sealed]),
      );
    }
  });
}

/** Newest version; 0 before the first. */
export async function rosterVersion(sql: Sql): Promise<number> {
  const [found] = await sql.rows(
    Version,
    'SELECT CAST(coalesce(max(version), 0) AS integer) AS version FROM roster_version',
  );
  return found?.version ?? 0;
}

/** Version in force at an instant; 0 when there was none. */
export async function versionInForce(sql: Sql, asOf: string): Promise<number> {
  const [found] = await sql.rows(
    Version,
    'SELECT CAST(coalesce(max(version), 0) AS integer) AS version FROM roster_version WHERE taken_at <= ?',
    [instant(asOf)],
  );
  return found?.version ?? 0;
}

/** CountyStore.sealedRow. */
export async function sealedRow(sql: Sql, person: string): Promise<string | undefined> {
  return (await sql.rows(Sealed, 'SELECT sealed FROM sealed_row WHERE person = ?', [person]))[0]?.sealed;
}
