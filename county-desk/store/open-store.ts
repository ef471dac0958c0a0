import { join } from 'node:path';
import { fail, ok, type Result } from '../../domain/index.ts';
import type { CountyStore } from './county-store.ts';
import { openPostgres } from './postgres.ts';
import { bringUpToDate } from './schema.ts';
import type { SqlDatabase } from './sql.ts';
import { storeOn } from './sql-county-store.ts';
import { openSqlite } from './sqlite.ts';
import { StoreFault } from './store-fault.ts';

/** Where the store lies without a URL: `<county's folder>/county.db`. */
const SQLITE_FILE = 'county.db';

/**
 * Opens the county's store: PostgreSQL at `url` (COUNTY_DATABASE_URL), else SQLite in the county's folder.
 * Errors: E-COUNTY-070 (no answer, no right, or no disk), E-COUNTY-072 (of a newer software).
 */
export async function openCountyStore(
  folder: string,
  url: string | undefined = process.env.COUNTY_DATABASE_URL,
): Promise<Result<CountyStore>> {
  let database: SqlDatabase | undefined;
  try {
    database = url === undefined || url === '' ? openSqlite(join(folder, SQLITE_FILE)) : openPostgres(url);
    await bringUpToDate(database);
    return ok(storeOn(database));
  } catch (error) {
    await database?.close();
    // The database's own message may hold the URL with its password, so only its code is told.
    return error instanceof StoreFault
      ? fail(error.code, error.message)
      : fail('E-COUNTY-070', codeIn(error) ?? 'it did not answer');
  }
}

function codeIn(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
