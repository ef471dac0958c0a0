import { z } from 'zod';
import type { Dialect, SqlDatabase } from './sql.ts';
import { StoreFault } from './store-fault.ts';

/**
 * Every change of the schema, in order; the number of a change is its place from 1. A change that was published is
 * never edited: another one follows. Times are ISO texts of 24 characters, so that their order is that of time.
 */
const CHANGES: readonly ((dialect: Dialect) => readonly string[])[] = [
  ({ text, entryTable }) => [
    `CREATE TABLE head (kiosk ${text} PRIMARY KEY, size integer NOT NULL, root ${text} NOT NULL, at ${text} NOT NULL)`,
    `CREATE TABLE lease (kiosk ${text} PRIMARY KEY, holder ${text}, until ${text}, due_at ${text} NOT NULL)`,
    'CREATE INDEX lease_due ON lease (due_at, kiosk)',
    entryTable,
    `CREATE TABLE visit (kiosk ${text} NOT NULL, seq integer NOT NULL, year integer NOT NULL, person ${text} NOT NULL,
      at ${text} NOT NULL, clock ${text} NOT NULL, visit ${text}, event ${text} NOT NULL, outcome ${text},
      method ${text}, means ${text}, PRIMARY KEY (kiosk, seq))`,
    'CREATE INDEX visit_person ON visit (year, person, at, kiosk, seq)',
    `CREATE TABLE judgement (kiosk ${text} NOT NULL, visit ${text} NOT NULL, seq integer NOT NULL, at ${text} NOT NULL,
      operator ${text} NOT NULL, PRIMARY KEY (kiosk, visit, seq))`,
    `CREATE TABLE roster_version (version integer PRIMARY KEY, taken_at ${text} NOT NULL)`,
    `CREATE TABLE roster (version integer NOT NULL, person ${text} NOT NULL, born ${text} NOT NULL,
      township ${text} NOT NULL, village ${text} NOT NULL, benefit_type ${text} NOT NULL, status ${text} NOT NULL,
      PRIMARY KEY (version, person))`,
    `CREATE TABLE sealed_row (person ${text} PRIMARY KEY, sealed text NOT NULL)`,
    `CREATE TABLE act (seq integer PRIMARY KEY, at ${text} NOT NULL, person ${text}, body text NOT NULL)`,
    'CREATE INDEX act_person ON act (person, seq)',
  ],
];

const Version = z.object({ version: z.number().int() });

/**
 * Brings a database to the schema of this software; several processes may try at once. Throws E-COUNTY-072 when the
 * database is of a newer software.
 */
export async function bringUpToDate(database: SqlDatabase): Promise<void> {
  await database.write(async (sql) => {
    await database.lock(sql, 'schema');
    await sql.run('CREATE TABLE IF NOT EXISTS schema_change (version integer PRIMARY KEY)');
    const [found] = await sql.rows(
      Version,
      'SELECT CAST(coalesce(max(version), 0) AS integer) AS version FROM schema_change',
    );
    const from = found?.version ?? 0;
    if (from > CHANGES.length)
      throw new StoreFault('E-COUNTY-072', `schema ${from}, known ${CHANGES.length}`);
    for (const [i, change] of CHANGES.entries()) {
      if (i < from) continue;
      for (const statement of change(database.dialect)) await sql.run(statement);
      await sql.run('INSERT INTO schema_change (version) VALUES (?)', [i + 1]);
    }
  });
}
