import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'libsql';
import type { z } from 'zod';
import { makeFolderDurably } from '../../config/index.ts';
import type { Dialect, Snapshot, Sql, SqlDatabase, SqlValue, Table } from './sql.ts';
import { StoreFault } from './store-fault.ts';

/** Milliseconds to wait for another process that writes, and between two tries. */
const BUSY_MS = 30_000;
const TRY_MS = 5;

const DIALECT: Dialect = {
  text: 'TEXT',
  // One writer at a time: BEGIN IMMEDIATE holds the whole file.
  forUpdate: '',
  skipLocked: '',
  entryTable: `CREATE TABLE entry (
    kiosk TEXT NOT NULL, month INTEGER NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL,
    leaf TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kiosk, seq)) WITHOUT ROWID`,
};

/** Opens or makes a SQLite file: WAL, and a commit is on the disk before it returns. */
export function openSqlite(path: string): SqlDatabase {
  makeFolderDurably(dirname(path));
  const connect = (): Database.Database => {
    const connection = new Database(path, { timeout: BUSY_MS });
    connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    return connection;
  };
  const writer = connect();
  // Waiting in SQLite would stop this process, and with it perhaps the one transaction that is waited for.
  writer.exec('PRAGMA busy_timeout = 0');
  const reader = connect();
  chmodSync(path, 0o600);
  // Transactions of this process take turns: what stands between BEGIN and COMMIT may wait for other things.
  let turn: Promise<unknown> = Promise.resolve();
  return {
    ...sqlOn(reader),
    dialect: DIALECT,
    write: (work) => {
      const run = turn.then(() => inTransaction(writer, work));
      turn = run.catch(() => undefined);
      return run;
    },
    snapshot: async () => snapshotOf(connect()),
    openMonth: async () => undefined,
    // A transaction that writes holds the whole file.
    lock: async () => undefined,
    close: async () => {
      await turn;
      writer.close();
      reader.close();
    },
  };
}

async function inTransaction<T>(connection: Database.Database, work: (sql: Sql) => Promise<T>): Promise<T> {
  await begin(connection);
  try {
    const value = await work(sqlOn(connection));
    connection.exec('COMMIT');
    return value;
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

async function begin(connection: Database.Database): Promise<void> {
  const until = Date.now() + BUSY_MS;
  for (;;) {
    try {
      connection.exec('BEGIN IMMEDIATE');
      return;
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (Date.now() > until) throw new StoreFault('E-COUNTY-070', 'another program writes the store', error);
      await sleep(TRY_MS);
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
}

function snapshotOf(connection: Database.Database): Snapshot {
  connection.exec('BEGIN');
  return {
    ...sqlOn(connection),
    end: async () => {
      connection.close();
    },
  };
}

function sqlOn(connection: Database.Database): Sql {
  // In a list: libsql 0.5.29 takes a lone object for named parameters.
  return {
    rows: async (shape, statement, parameters = []) =>
      parsed(shape, connection.prepare(statement).all([...parameters])),
    run: async (statement, parameters = []) => connection.prepare(statement).run([...parameters]).changes,
    insert: async (table, rows) => insertAll(connection, table, rows),
  };
}

function insertAll(
  connection: Database.Database,
  table: Table,
  rows: readonly (readonly SqlValue[])[],
): void {
  const names = table.columns.map(([name]) => name);
  const places = names.map(() => '?').join(', ');
  const insert = connection.prepare(`INSERT INTO ${table.name} (${names.join(', ')}) VALUES (${places})`);
  for (const row of rows) insert.run([...row]);
}

/** Rows of a database are as foreign as a file's. */
export function parsed<T>(shape: z.ZodType<T>, rows: readonly unknown[]): T[] {
  return rows.map((row) => {
    const read = shape.safeParse(row);
    if (!read.success) throw new StoreFault('E-COUNTY-071', 'a row has not the form that it was written in');
    return read.data;
  });
}
