import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { makeFolderDurably } from '../../config/index.ts';
import { Account } from './account.ts';

/** Milliseconds to wait for another process (`county account` beside a running `county serve`). */
const BUSY_MS = 5000;
/** Rows of tries that are kept; the oldest go first. */
const MOST_TRIES = 10_000;

const TryRow = z.object({ tries: z.number().int(), last: z.number().int(), until: z.number().int() });
export type TryRow = z.infer<typeof TryRow>;

const SessionRow = z.object({ account: z.string(), opened: z.number().int(), seen: z.number().int() });
export type SessionRow = z.infer<typeof SessionRow>;

const Changes = z.object({ changes: z.number() });

/**
 * `<county>/accounts.db`: accounts, sessions and tries. Of passwords and sessions only digests are there. A commit is
 * on the disk before it returns, so a restart forgets no lock-out; other processes may write at any time.
 */
export class AccountDatabase {
  readonly #db: Database.Database;

  constructor(folder: string) {
    makeFolderDurably(folder);
    const path = join(folder, 'accounts.db');
    this.#db = new Database(path, { timeout: BUSY_MS });
    chmodSync(path, 0o600);
    this.#db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA secure_delete = ON;
      CREATE TABLE IF NOT EXISTS account (
        name TEXT PRIMARY KEY, role TEXT NOT NULL, state TEXT NOT NULL, password TEXT NOT NULL,
        mustChange INTEGER NOT NULL, secret TEXT NOT NULL, lastStep INTEGER NOT NULL, recovery TEXT NOT NULL,
        madeAt TEXT NOT NULL
      ) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS session (
        token TEXT PRIMARY KEY, account TEXT NOT NULL, opened INTEGER NOT NULL, seen INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS tried (
        key TEXT PRIMARY KEY, tries INTEGER NOT NULL, last INTEGER NOT NULL, until INTEGER NOT NULL
      ) WITHOUT ROWID;
    `);
  }

  account(name: string): Account | undefined {
    const found = this.#db.prepare('SELECT * FROM account WHERE name = ?').get([name]);
    return found === undefined ? undefined : Account.parse(found);
  }

  accounts(): Account[] {
    return z.array(Account).parse(this.#db.prepare('SELECT * FROM account ORDER BY name').all());
  }

  /** Keeps an account as it is given, whole. */
  keep(account: Account): void {
    const { name, role, state, password, mustChange, secret, lastStep, recovery, madeAt } = account;
    this.#db
      .prepare('INSERT OR REPLACE INTO account VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run([
        name,
        role,
        state,
        password,
        mustChange ? 1 : 0,
        secret,
        lastStep,
        JSON.stringify(recovery),
        madeAt,
      ]);
  }

  /** Uses a time step up; false when it or a later one has been used meanwhile. */
  useStep(name: string, step: number): boolean {
    const sql = 'UPDATE account SET lastStep = ? WHERE name = ? AND lastStep < ?';
    return Changes.parse(this.#db.prepare(sql).run([step, name, step])).changes === 1;
  }

  /** Uses a recovery code up; false when it is not among those left. */
  useRecovery(name: string, digest: string): boolean {
    return this.together(() => {
      const account = this.account(name);
      if (account?.recovery.includes(digest) !== true) return false;
      this.keep({ ...account, recovery: account.recovery.filter((left) => left !== digest) });
      return true;
    });
  }

  tries(key: string): TryRow | undefined {
    const found = this.#db.prepare('SELECT tries, last, until FROM tried WHERE key = ?').get([key]);
    return found === undefined ? undefined : TryRow.parse(found);
  }

  keepTries(key: string, row: TryRow): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO tried VALUES (?, ?, ?, ?)')
      .run([key, row.tries, row.last, row.until]);
    this.#db.exec(
      `DELETE FROM tried WHERE key IN (SELECT key FROM tried ORDER BY last DESC LIMIT -1 OFFSET ${MOST_TRIES})`,
    );
  }

  forgetTries(key: string): void {
    this.#db.prepare('DELETE FROM tried WHERE key = ?').run([key]);
  }

  session(token: string): SessionRow | undefined {
    const found = this.#db.prepare('SELECT account, opened, seen FROM session WHERE token = ?').get([token]);
    return found === undefined ? undefined : SessionRow.parse(found);
  }

  keepSession(token: string, row: SessionRow): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO session VALUES (?, ?, ?, ?)')
      .run([token, row.account, row.opened, row.seen]);
  }

  endSession(token: string): void {
    this.#db.prepare('DELETE FROM session WHERE token = ?').run([token]);
  }

  endSessionsOf(account: string): void {
    this.#db.prepare('DELETE FROM session WHERE account = ?').run([account]);
  }

  /** Ends the sessions opened before one instant or not seen since another, and of each account all but the newest. */
  sweepSessions(openedBefore: number, seenBefore: number, mostOfAccount: number): void {
    this.#db.prepare('DELETE FROM session WHERE opened <= ? OR seen <= ?').run([openedBefore, seenBefore]);
    this.#db.exec(`DELETE FROM session WHERE token IN (
      SELECT token FROM (
        SELECT token, ROW_NUMBER() OVER (PARTITION BY account ORDER BY opened DESC, token) AS nth FROM session
      ) WHERE nth > ${mostOfAccount})`);
  }

  /** Runs `act` in one transaction that nobody else writes in. */
  together<T>(act: () => T): T {
    return this.#db.transaction(act).immediate();
  }

  close(): void {
    this.#db.close();
  }
}
