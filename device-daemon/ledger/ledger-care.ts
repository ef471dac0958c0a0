import { ClockSteps } from './clock-steps.ts';
import type { Ledger } from './ledger.ts';

const LOOK_EVERY_MS = 30_000;
const PRUNE_EVERY_MS = 6 * 3_600_000;

export interface LedgerCareParts {
  readonly ledger: Pick<Ledger, 'append' | 'prune'>;
  /** Calendar months for which entries stay on the device. */
  readonly retentionMonths: number;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds of a clock that never jumps. */
  monotonic(): number;
  log(line: { readonly [fact: string]: string | number | boolean }): void;
}

/** What is done for the log from time to time: the clock is watched, and what may go is pruned. */
export class LedgerCare {
  readonly #parts: LedgerCareParts;
  readonly #clock: ClockSteps;
  readonly #timers: readonly NodeJS.Timeout[];
  #months: number;
  #pruning: Promise<void> = Promise.resolve();

  constructor(parts: LedgerCareParts) {
    this.#parts = parts;
    this.#months = parts.retentionMonths;
    this.#clock = new ClockSteps(parts.now(), parts.monotonic());
    this.#timers = [
      setInterval(() => this.#lookAtClock(), LOOK_EVERY_MS).unref(),
      setInterval(() => this.#prune(), PRUNE_EVERY_MS).unref(),
    ];
    this.#prune();
  }

  /** Entries stay for so many months from now on: a signed order of the county says so. */
  keepFor(months: number): void {
    this.#months = months;
    this.#prune();
  }

  /** Settles when nothing of it is at work any more. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#pruning;
  }

  #lookAtClock(): void {
    const { ledger, now, monotonic, log } = this.#parts;
    const step = this.#clock.look(now(), monotonic());
    if (step === undefined) return;
    log({ ...step });
    ledger.append(step).catch(() => log({ event: 'not-logged', what: step.event }));
  }

  #prune(): void {
    const { ledger, now, log } = this.#parts;
    this.#pruning = this.#pruning.then(async () => {
      const pruned = await ledger.prune(now(), this.#months);
      if (!pruned.ok) log({ event: 'not-pruned', code: pruned.error.code });
    });
  }
}
