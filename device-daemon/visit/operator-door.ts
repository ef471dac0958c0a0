import type { Operator } from '../../config/index.ts';
import type { LoginResult } from '../session/index.ts';

/** Wrong PINs in a row until the door locks, and for how long at first, in milliseconds. */
const WRONG_UNTIL_LOCK = 5;
const FIRST_LOCK_MS = 15_000;
const LONGEST_LOCK_MS = 30 * 60_000;

/** Lets operators in by number and PIN; after five wrong ones it locks, each time twice as long. */
export class OperatorDoor {
  #wrong = 0;
  #lockMs = FIRST_LOCK_MS;
  #lockedUntil = 0;
  readonly #checkPin: (pin: string, stored: string) => Promise<boolean>;
  readonly #monotonic: () => number;

  /** `monotonic` is in milliseconds, so that a clock set back opens nothing. */
  constructor(checkPin: (pin: string, stored: string) => Promise<boolean>, monotonic: () => number) {
    this.#checkPin = checkPin;
    this.#monotonic = monotonic;
  }

  /** One try. While locked, not even a right PIN opens, and no hash is computed. */
  async try(operators: readonly Operator[], id: string, pin: string): Promise<LoginResult> {
    const left = this.#lockedUntil - this.#monotonic();
    if (left > 0) return { accepted: false, lockedSeconds: Math.ceil(left / 1000) };
    const operator = operators.find((one) => one.id === id);
    // An unknown number costs as much time as a known one: it is checked against the first operator's hash.
    const stored = operator?.pin ?? operators[0]?.pin;
    const right = stored !== undefined && (await this.#checkPin(pin, stored)) && operator !== undefined;
    if (right) {
      this.#wrong = 0;
      this.#lockMs = FIRST_LOCK_MS;
      return { accepted: true, operator: operator.id };
    }
    this.#wrong += 1;
    if (this.#wrong < WRONG_UNTIL_LOCK) return { accepted: false, lockedSeconds: 0 };
    this.#wrong = 0;
    const lockMs = this.#lockMs;
    this.#lockedUntil = this.#monotonic() + lockMs;
    this.#lockMs = Math.min(this.#lockMs * 2, LONGEST_LOCK_MS);
    return { accepted: false, lockedSeconds: Math.ceil(lockMs / 1000) };
  }
}
