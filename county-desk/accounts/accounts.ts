import { fail, ok, type Result } from '../../domain/index.ts';
import type { ActLog, DeskAct } from '../acts/index.ts';
import { type Account, AccountName, type Role } from './account.ts';
import type { AccountDatabase } from './account-database.ts';
import { checkPassword, firstPassword, isGoodPassword, scryptPassword } from './password.ts';
import { newRecoveryCodes, newSecret, recoveryDigest } from './second-factor.ts';
import type { Sessions } from './sessions.ts';

/** What the officer is given once, when the account is made or set anew; nothing of it can be read out later. */
export interface Enrolment {
  readonly account: string;
  readonly role: Role;
  readonly password: string;
  /** Base32 secret of the second factor. */
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

type Change = Extract<DeskAct, { act: 'account' }>['change'];

/** Changes to accounts. Each is written into the county's ledger before it is made: none happens unseen. */
export class Accounts {
  readonly #db: AccountDatabase;
  readonly #sessions: Sessions;
  readonly #log: Pick<ActLog, 'append'>;
  readonly #clock: () => number;

  constructor(db: AccountDatabase, sessions: Sessions, log: Pick<ActLog, 'append'>, clock: () => number) {
    this.#db = db;
    this.#sessions = sessions;
    this.#log = log;
    this.#clock = clock;
  }

  list(): readonly Account[] {
    return this.#db.accounts();
  }

  /** Makes an account. Errors: E-COUNTY-120 (name malformed or taken; a closed account's name stays taken). */
  async add(name: string, role: Role, by: string): Promise<Result<Enrolment>> {
    if (!AccountName.safeParse(name).success) return fail('E-COUNTY-120', 'malformed');
    if (this.#db.account(name) !== undefined) return fail('E-COUNTY-120', 'taken');
    await this.#note(by, name, 'made', role);
    return ok(await this.#giveAnew(name, role, new Date(this.#clock()).toISOString()));
  }

  /**
   * Gives an account a new password, second factor and recovery codes, ends its sessions and its lock-out.
   * Error: E-COUNTY-121 (no open account of that name).
   */
  async reset(name: string, by: string): Promise<Result<Enrolment>> {
    const account = this.#open(name);
    if (account === undefined) return fail('E-COUNTY-121');
    await this.#note(by, name, 'password', account.role);
    await this.#note(by, name, 'second-factor', account.role);
    this.#sessions.endAllOf(name);
    this.#db.forgetTries(triesOf(name));
    return ok(await this.#giveAnew(name, account.role, account.madeAt));
  }

  /** Closes an account for good and ends its sessions. Error: E-COUNTY-121. */
  async close(name: string, by: string): Promise<Result<void>> {
    const account = this.#open(name);
    if (account === undefined) return fail('E-COUNTY-121');
    await this.#note(by, name, 'closed', account.role);
    this.#db.keep({ ...account, state: 'closed' });
    return ok(this.#sessions.endAllOf(name));
  }

  /** Gives an account another role; its sessions go on with it. Error: E-COUNTY-121. */
  async changeRole(name: string, role: Role, by: string): Promise<Result<void>> {
    const account = this.#open(name);
    if (account === undefined) return fail('E-COUNTY-121');
    await this.#note(by, name, 'role', role);
    return ok(this.#db.keep({ ...account, role }));
  }

  /** Ends an account's lock-out. Error: E-COUNTY-121. */
  async unlock(name: string, by: string): Promise<Result<void>> {
    const account = this.#open(name);
    if (account === undefined) return fail('E-COUNTY-121');
    await this.#note(by, name, 'unlocked', account.role);
    return ok(this.#db.forgetTries(triesOf(name)));
  }

  /**
   * The officer's own change of password. Ends all sessions of the account: whoever has one must know the new
   * password. Errors: E-COUNTY-122 (not acceptable), E-COUNTY-123 (the present password is another).
   */
  async changePassword(name: string, present: string, wanted: string): Promise<Result<void>> {
    const account = this.#open(name);
    if (account === undefined) return fail('E-COUNTY-121');
    if (!(await checkPassword(present, account.password))) return fail('E-COUNTY-123');
    if (!isGoodPassword(wanted, name) || wanted === present) return fail('E-COUNTY-122');
    const password = await scryptPassword(wanted);
    await this.#note(name, name, 'password', account.role);
    // Read again: a code or a role may have changed meanwhile.
    this.#db.together(() => {
      const now = this.#db.account(name);
      if (now !== undefined) this.#db.keep({ ...now, password, mustChange: false });
    });
    return ok(this.#sessions.endAllOf(name));
  }

  #open(name: string): Account | undefined {
    const account = this.#db.account(name);
    return account?.state === 'open' ? account : undefined;
  }

  async #giveAnew(name: string, role: Role, madeAt: string): Promise<Enrolment> {
    const [password, secret, recoveryCodes] = [firstPassword(), newSecret(), newRecoveryCodes()];
    this.#db.keep({
      name,
      role,
      state: 'open',
      password: await scryptPassword(password),
      mustChange: true,
      secret,
      lastStep: 0,
      recovery: recoveryCodes.map(recoveryDigest),
      madeAt,
    });
    return { account: name, role, password, secret, recoveryCodes };
  }

  async #note(by: string, account: string, change: Change, role: Role): Promise<void> {
    await this.#log.append(by, { act: 'account', account, change, role });
  }
}

/** Under which key tries at an account are counted. */
export function triesOf(name: string): string {
  return `account ${name}`;
}
