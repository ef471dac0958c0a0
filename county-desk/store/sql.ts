import type { z } from 'zod';

export type SqlValue = string | number | null;

/** A table as far as rows are put into it in bulk: its name and its columns in order. */
export interface Table {
  readonly name: string;
  readonly columns: readonly (readonly [name: string, type: 'text' | 'integer'])[];
}

/** Statements on one connection. Parameters are written `?`; what comes back is parsed, never believed. */
export interface Sql {
  rows<T>(shape: z.ZodType<T>, statement: string, parameters?: readonly SqlValue[]): Promise<T[]>;
  /** Number of rows changed. */
  run(statement: string, parameters?: readonly SqlValue[]): Promise<number>;
  /** Puts rows into a table, columns in the table's order. */
  insert(table: Table, rows: readonly (readonly SqlValue[])[]): Promise<void>;
}

/** A view of the database as it was at one instant, whatever is written meanwhile. */
export interface Snapshot extends Sql {
  end(): Promise<void>;
}

/** What differs between SQLite and PostgreSQL in the words of SQL. */
export interface Dialect {
  /** Type of a text that is compared byte by byte. */
  readonly text: string;
  /** Ends a SELECT whose rows are to be changed in this transaction. */
  readonly forUpdate: string;
  /** The same, passing over rows that another transaction holds. */
  readonly skipLocked: string;
  /** Definition of the table of entries. */
  readonly entryTable: string;
}

/** What only one transaction at a time may do. */
export type LockName = 'schema' | 'acts' | 'roster' | 'months';

/** A database that holds the county's view. */
export interface SqlDatabase extends Sql {
  readonly dialect: Dialect;
  /** Runs `work` in one transaction: durable when it resolves, undone when it rejects. */
  write<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  snapshot(): Promise<Snapshot>;
  /** Makes room for entries that the county takes in a month (`YYYYMM`). */
  openMonth(month: number): Promise<void>;
  /** Lets nobody else take this lock until the transaction of `sql` ends. */
  lock(sql: Sql, what: LockName): Promise<void>;
  close(): Promise<void>;
}
