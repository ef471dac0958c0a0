import { createHash, randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '../../domain/index.ts';
import type { ActLog } from '../acts/index.ts';
import { type Account, AccountName } from './account.ts';
import type { AccountDatabase } from './account-database.ts';
import { triesOf } from './accounts.ts';
import { ACCOUNT_RULE, ADDRESS_RULE, FORGET_AFTER, type LockOutRule, waitAfter } from './lock-out.ts';
import { checkPassword, MOST_PASSWORD_CHARACTERS, scryptPassword } from './password.ts';
import { isRecoveryCode, recoveryDigest, stepOfCode } from './second-factor.ts';
import type { Sessions } from './sessions.ts';

/** Sign-ins that are reckoned at once, 32 MiB each, and those that may wait for it. */
const AT_ONCE = 2;
const MOST_WAITING = 8;

let nobodys: Promise<string> | undefined;
/** A kept password that fits nothing: a name without an account costs the same time as one with. */
function nobodysPassword(): Promise<string> {
  nobodys ??= scryptPassword(randomBytes(32).toString('hex'));
  return nobodys;
}

/** What stands in the form. `code` is of the authenticator, or a recovery code. */
export interface Credentials {
  readonly account: string;
  readonly password: string;
  readonly code: string;
  /** Network address that asks. */
  readonly address: string;
}

/**
 * Signing in. A name that does not exist costs the same time, is counted and locked in the same way, and gets the
 * same answer as a wrong password or code: nothing tells which accounts there are.
 */
export class SignIn {
  readonly #db: AccountDatabase;
  readonly #sessions: Sessions;
  readonly #log: Pick<ActLog, 'append'>;
  readonly #clock: () => number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(db: AccountDatabase, sessions: Sessions, log: Pick<ActLog, 'append'>, clock: () => number) {
    this.#db = db;
    this.#sessions = sessions;
    this.#log = log;
    this.#clock = clock;
  }

  /**
   * The token of a new session. Errors: E-COUNTY-123 (account, password or code is wrong), E-COUNTY-124 (locked;
   * detail: seconds to wait), E-COUNTY-125 (too many at once).
   */
  async signIn(credentials: Credentials): Promise<Result<{ token: string; account: Account }>> {
    if (this.#running >= AT_ONCE && this.#waiting.length >= MOST_WAITING) return fail('E-COUNTY-125');
    await this.#enter();
    try {
      return await this.#try(credentials);
    } finally {
      this.#leave();
    }
  }

  async #try(credentials: Credentials): Promise<Result<{ token: string; account: Account }>> {
    const locked = this.#count(credentials);
    if (locked > 0) return fail('E-COUNTY-124', String(Math.ceil(locked / 1000)));
    const account = await this.#proven(credentials);
    if (account === undefined) {
      const known = this.#known(credentials.account);
      await this.#log.append(known?.name ?? 'unknown', { act: 'login', accepted: false });
      if (known !== undefined && this.#locked(triesOf(known.name)) > 0) {
        const act = { act: 'account', account: known.name, change: 'locked', role: known.role } as const;
        await this.#log.append('tool', act);
      }
      return fail('E-COUNTY-123');
    }
    await this.#log.append(account.name, { act: 'login', accepted: true });
    this.#db.forgetTries(keyOf(account.name));
    this.#takeBack(addressKey(credentials.address));
    return ok({ token: this.#sessions.open(account.name), account });
  }

  /** Counts a try before it is judged, so that many at once are not free. Milliseconds to wait when locked. */
  #count({ account, address }: Credentials): number {
    const keys: [string, LockOutRule][] = [
      [keyOf(account), ACCOUNT_RULE],
      [addressKey(address), ADDRESS_RULE],
    ];
    return this.#db.together(() => {
      const wait = Math.max(...keys.map(([key]) => this.#locked(key)));
      if (wait > 0) return wait;
      const now = this.#clock();
      for (const [key, rule] of keys) {
        const before = this.#db.tries(key);
        const tries = before === undefined || now - before.last > FORGET_AFTER ? 1 : before.tries + 1;
        this.#db.keepTries(key, { tries, last: now, until: now + waitAfter(tries, rule) });
      }
      return 0;
    });
  }

  #locked(key: string): number {
    return Math.max(0, (this.#db.tries(key)?.until ?? 0) - this.#clock());
  }

  /** A try that succeeded does not count for its address. */
  #takeBack(key: string): void {
    this.#db.together(() => {
      const row = this.#db.tries(key);
      if (row !== undefined) this.#db.keepTries(key, { ...row, tries: row.tries - 1, until: 0 });
    });
  }

  #known(name: string): Account | undefined {
    const account = AccountName.safeParse(name).success ? this.#db.account(name) : undefined;
    return account?.state === 'open' ? account : undefined;
  }

  /** The account when password and code are right; the code is used up by it. */
  async #proven({ account: name, password, code }: Credentials): Promise<Account | undefined> {
    const account = this.#known(name);
    const tooLong = password.length > 2 * MOST_PASSWORD_CHARACTERS;
    const stored = account?.password ?? (await nobodysPassword());
    const right = await checkPassword(tooLong ? '' : password, stored);
    if (account === undefined || !right || tooLong) return undefined;
    const plain = code.replaceAll(/\s/g, '');
    if (isRecoveryCode(plain)) return (await this.#useRecovery(account, plain)) ? account : undefined;
    const step = stepOfCode(account.secret, plain, this.#clock(), account.lastStep);
    return step !== undefined && this.#db.useStep(account.name, step) ? account : undefined;
  }

  async #useRecovery(account: Account, code: string): Promise<boolean> {
    if (!this.#db.useRecovery(account.name, recoveryDigest(code))) return false;
    const { name, role } = account;
    await this.#log.append(name, { act: 'account', account: name, change: 'second-factor', role });
    return true;
  }

  async #enter(): Promise<void> {
    if (this.#running >= AT_ONCE) await new Promise<void>((go) => this.#waiting.push(go));
    this.#running += 1;
  }

  #leave(): void {
    this.#running -= 1;
    this.#waiting.shift()?.();
  }
}

/** A digest of what was typed: somebody's password may stand in the wrong field. */
function keyOf(name: string): string {
  return AccountName.safeParse(name).success
    ? triesOf(name)
    : `other ${createHash('sha256').update(name).digest('hex')}`;
}

function addressKey(address: string): string {
  return `address ${address}`;
}
