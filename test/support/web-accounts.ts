import { Secret, TOTP } from 'otpauth';
import type { Accounts, Enrolment, Role } from '../../county-desk/accounts/index.ts';
import { must } from './county-fixture.ts';

/** Accounts of a test with their passwords, and an authenticator for each. */
export class MadeUpAccounts {
  readonly #accounts: () => Accounts;
  readonly #clock: { now: number };
  readonly #known = new Map<string, Enrolment>();

  constructor(accounts: () => Accounts, clock: { now: number }) {
    this.#accounts = accounts;
    this.#clock = clock;
  }

  /** Makes an account that has its own password already, unless `first`. */
  async add(name: string, role: Role, first = false): Promise<Enrolment> {
    const made = must(await this.#accounts().add(name, role, 'cli:test'));
    const password = first ? made.password : `${made.password}-own`;
    if (!first) must(await this.#accounts().changePassword(name, made.password, password));
    const enrolment = { ...made, password };
    this.#known.set(name, enrolment);
    return enrolment;
  }

  of(name: string): Enrolment {
    const known = this.#known.get(name);
    if (known === undefined) throw new Error(`${name} has no account`);
    return known;
  }

  /** The code that the authenticator shows now. Moves the clock on, since no code passes twice. */
  nextCode(name: string): string {
    this.#clock.now += 30_000;
    const secret = Secret.fromBase32(this.of(name).secret);
    return TOTP.generate({ secret, timestamp: this.#clock.now });
  }
}
