import pg from 'pg';
import type { Dialect, LockName, Snapshot, Sql, SqlDatabase, SqlValue, Table } from './sql.ts';
import { parsed } from './sqlite.ts';
import { StoreFault } from './store-fault.ts';

/** Connections of one process, and milliseconds to wait for one, or for a statement. */
const CONNECTIONS = 8;
const CONNECT_MS = 10_000;
const STATEMENT_MS = 10 * 60_000;
/** Partitions of a month by hash of the kiosk. */
const HASH_PARTS = 4;
/** Keys of pg_advisory_xact_lock: any numbers, the same in every process. */
const LOCKS: Readonly<Record<LockName, number>> = {
  schema: 7_316_001,
  acts: 7_316_002,
  roster: 7_316_003,
  months: 7_316_004,
};

const DIALECT: Dialect = {
  // Byte order whatever the database's locale, as in SQLite: the same figures from both.
  text: 'text COLLATE "C"',
  forUpdate: 'FOR UPDATE',
  skipLocked: 'FOR UPDATE SKIP LOCKED',
  /**
   * A key of a partitioned table must hold what it is partitioned by, so this one alone would let an entry stand in
   * two months. What keeps it single is the intake: under the lock of the kiosk's head it takes only what follows.
   * `county check` counts afterwards. `kiosk` stands in every key, as a distributed table needs it.
   */
  entryTable: `CREATE TABLE entry (
    kiosk text COLLATE "C" NOT NULL, month integer NOT NULL, seq integer NOT NULL, at text COLLATE "C" NOT NULL,
    leaf text COLLATE "C" NOT NULL, body text NOT NULL, PRIMARY KEY (kiosk, seq, month))
    PARTITION BY RANGE (month)`,
};

/** Opens a PostgreSQL database by its URL. The first statement tells whether it answers. */
export function openPostgres(url: string): SqlDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    // A commit is on the server's disk before it is said to be done, whatever the server's default is.
    options: '-c synchronous_commit=on -c client_min_messages=warning',
  });
  // An idle connection that breaks is replaced by the pool; the statement that needs one fails by itself.
  pool.on('error', () => undefined);
  const months = new Set<number>();
  const write = <T>(work: (sql: Sql) => Promise<T>): Promise<T> => inTransaction(pool, work);
  return {
    ...sqlOn(pool),
    dialect: DIALECT,
    write,
    snapshot: () => snapshotOf(pool),
    openMonth: async (month) => {
      if (months.has(month)) return;
      await write((sql) => makeMonth(sql, month));
      months.add(month);
    },
    lock,
    close: () => pool.end(),
  };
}

/** In a transaction of its own: making a partition locks the whole table, which an intake must never wait to do. */
async function makeMonth(sql: Sql, month: number): Promise<void> {
  await lock(sql, 'months');
  const next = month % 100 === 12 ? month + 89 : month + 1;
  const name = `entry_${month}`;
  await sql.run(
    `CREATE TABLE IF NOT EXISTS ${name} PARTITION OF entry FOR VALUES FROM (${month}) TO (${next}) PARTITION BY HASH (kiosk)`,
  );
  for (let part = 0; part < HASH_PARTS; part++)
    await sql.run(
      `CREATE TABLE IF NOT EXISTS ${name}_${part} PARTITION OF ${name} FOR VALUES WITH (MODULUS ${HASH_PARTS}, REMAINDER ${part})`,
    );
}

async function lock(sql: Sql, what: LockName): Promise<void> {
  await sql.run('SELECT pg_advisory_xact_lock(?)', [LOCKS[what]]);
}

async function inTransaction<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await connectionOf(pool);
  try {
    await client.query('BEGIN');
    const value = await work(sqlOn(client));
    await client.query('COMMIT');
    client.release();
    return value;
  } catch (error) {
    await putBack(client);
    throw error;
  }
}

async function snapshotOf(pool: pg.Pool): Promise<Snapshot> {
  const client = await connectionOf(pool);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  // Every page has an index in its order. Before the first ANALYZE the planner would rather sort the rest of the
  // table for each of them.
  await client.query('SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off');
  return { ...sqlOn(client), end: () => putBack(client) };
}

/** Undoes what is open; a connection on which not even that works is thrown away. */
async function putBack(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch {
    client.release(true);
  }
}

async function connectionOf(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw new StoreFault('E-COUNTY-070', 'the database does not answer', error);
  }
}

function sqlOn(client: pg.Pool | pg.PoolClient): Sql {
  return {
    rows: async (shape, statement, parameters = []) =>
      parsed(shape, (await client.query(numbered(statement), [...parameters])).rows),
    run: async (statement, parameters = []) =>
      (await client.query(numbered(statement), [...parameters])).rowCount ?? 0,
    insert: (table, rows) => insertAll(client, table, rows),
  };
}

/** One statement for many rows: a list a column. */
async function insertAll(
  client: pg.Pool | pg.PoolClient,
  table: Table,
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = table.columns.map(([name]) => name).join(', ');
  const lists = table.columns.map(([, type], i) => `$${i + 1}::${type}[]`).join(', ');
  const values = table.columns.map((_, i) => rows.map((row) => row[i] ?? null));
  await client.query(`INSERT INTO ${table.name} (${names}) SELECT * FROM unnest(${lists})`, values);
}

/** `?` to `$1`, `$2` … No statement here has a question mark in a text. */
function numbered(statement: string): string {
  let place = 0;
  return statement.replaceAll('?', () => `$${++place}`);
}
