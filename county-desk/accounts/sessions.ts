import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Account } from './account.ts';
import type { AccountDatabase } from './account-database.ts';

/** A session ends after so long without a request, and after so long altogether. Milliseconds. */
export const IDLE_MS = 15 * 60_000;
export const ABSOLUTE_MS = 8 * 3_600_000;
/** A request is noted at most so often, so that reading pages does not write the disk each time. */
const NOTE_EVERY_MS = 15_000;
const MOST_OF_ACCOUNT = 3;

/** Who asks. The account is as it stands now: a changed role or a closed account takes effect at once. */
export interface Session {
  readonly account: Account;
  /** Token that every form of this session carries. */
  readonly formToken: string;
}

/** Sessions of the web desk. The token is with the browser alone; here is its digest. */
export class Sessions {
  readonly #db: AccountDatabase;
  readonly #clock: () => number;

  constructor(db: AccountDatabase, clock: () => number) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Opens a session and gives its token: always a new one, so that none that was planted before is ever taken. */
  open(account: string): string {
    const now = this.#clock();
    const token = randomBytes(32).toString('base64url');
    this.#db.keepSession(digestOf(token), { account, opened: now, seen: now });
    this.#db.sweepSessions(now - ABSOLUTE_MS, now - IDLE_MS, MOST_OF_ACCOUNT);
    return token;
  }

  /** The session of a token, or undefined when there is none or it has run out. Counts as use unless `quiet`. */
  find(token: string, quiet = false): Session | undefined {
    if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined;
    const key = digestOf(token);
    const row = this.#db.session(key);
    if (row === undefined) return undefined;
    const now = this.#clock();
    const account = this.#db.account(row.account);
    const over = now - row.opened >= ABSOLUTE_MS || now - row.seen >= IDLE_MS || now < row.opened;
    if (over || account?.state !== 'open') {
      this.#db.endSession(key);
      return undefined;
    }
    if (!quiet && now - row.seen >= NOTE_EVERY_MS) this.#db.keepSession(key, { ...row, seen: now });
    return { account, formToken: formTokenOf(token) };
  }

  end(token: string): void {
    this.#db.endSession(digestOf(token));
  }

  endAllOf(account: string): void {
    this.#db.endSessionsOf(account);
  }
}

/** Whether a form's token is the session's, compared in constant time. */
export function isFormToken(session: Session, given: string): boolean {
  const [wanted, found] = [Buffer.from(session.formToken), Buffer.from(given)];
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}

/** Only who has the session's token can reckon it, and it does not tell that token. */
function formTokenOf(token: string): string {
  return createHmac('sha256', token).update('form').digest('base64url');
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
