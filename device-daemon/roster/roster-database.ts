import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { makeFolderDurably } from '../../config/index.ts';

/** Milliseconds to wait for another process (an import beside a running daemon). */
const BUSY_MS = 5000;

/** The roster in use. `salt` went into the keys of its rows. */
export const RosterState = z.object({
  version: z.number().int().positive(),
  issuedAt: z.string(),
  rows: z.number().int().nonnegative(),
  salt: z.instanceof(Buffer),
});
export type RosterState = z.infer<typeof RosterState>;

const SealedRow = z.object({ sealed: z.instanceof(Buffer) });

/** A sealed row and where it lies. */
export interface SealedEntry {
  readonly tag: Buffer;
  readonly sealed: Buffer;
}

/** `<folder>/roster.db`: tags and sealed rows, nothing readable. Another process may replace the whole at any time. */
export class RosterDatabase {
  readonly #db: Database.Database;

  constructor(folder: string) {
    makeFolderDurably(folder);
    const path = join(folder, 'roster.db');
    this.#db = new Database(path, { timeout: BUSY_MS });
    chmodSync(path, 0o600);
    // FULL: a commit is on the disk before it returns. secure_delete: rows of an older roster are overwritten.
    this.#db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA secure_delete = ON;
      CREATE TABLE IF NOT EXISTS state (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        version INTEGER NOT NULL, issuedAt TEXT NOT NULL, rows INTEGER NOT NULL, salt BLOB NOT NULL
      );
      CREATE TABLE IF NOT EXISTS row (tag BLOB PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
    `);
  }

  /** The roster in use, read anew. */
  state(): RosterState | undefined {
    const found = this.#db.prepare('SELECT version, issuedAt, rows, salt FROM state').get();
    return found === undefined ? undefined : RosterState.parse(found);
  }

  /** The sealed row under a tag. */
  sealedRow(tag: Buffer): Buffer | undefined {
    // In a list: libsql 0.5.29 takes a lone Buffer for named parameters and aborts the process (libsql-js #114).
    const found = this.#db.prepare('SELECT sealed FROM row WHERE tag = ?').get([tag]);
    return found === undefined ? undefined : SealedRow.parse(found).sealed;
  }

  /**
   * Replaces the whole roster in one transaction: after a crash it is the old one or the new.
   * False when a roster of this version or a later one came in meanwhile.
   */
  replace(state: RosterState, entries: Iterable<SealedEntry>): boolean {
    const run = this.#db.transaction((): boolean => {
      if ((this.state()?.version ?? 0) >= state.version) return false;
      this.#db.exec('DELETE FROM row; DELETE FROM state;');
      const insert = this.#db.prepare('INSERT INTO row (tag, sealed) VALUES (?, ?)');
      for (const { tag, sealed } of entries) insert.run([tag, sealed]);
      this.#db
        .prepare('INSERT INTO state (one, version, issuedAt, rows, salt) VALUES (1, ?, ?, ?, ?)')
        .run([state.version, state.issuedAt, state.rows, state.salt]);
      return true;
    });
    const replaced = run.immediate();
    // Keeps the write-ahead log from holding pages of the roster before.
    this.#db.pragma('wal_checkpoint(TRUNCATE)');
    return replaced;
  }

  close(): void {
    this.#db.close();
  }
}
