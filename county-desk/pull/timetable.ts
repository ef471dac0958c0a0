/** When kiosks are pulled again. */
export interface Pace {
  /** Milliseconds between two pulls of a kiosk that answers. */
  readonly everyMs: number;
  /** Longest wait for one that does not. */
  readonly mostMs: number;
}

/** Share of a wait by which it is shortened or lengthened at most, so that kiosks do not come all at once. */
const JITTER = 0.2;
/** A kiosk that fails is waited for twice as long each time, up to the pace's most. */
const BACK_OFF = 2;

/** Milliseconds until the next pull after so many failures in a row. `random` gives 0 to 1. */
export function waitAfter(failures: number, pace: Pace, random: () => number): number {
  const wait = Math.min(pace.mostMs, pace.everyMs * BACK_OFF ** Math.min(failures, 30));
  return Math.round(wait * (1 - JITTER + 2 * JITTER * random()));
}

/** Who is to be pulled when: by this process alone, or by several through leases. */
export interface Turns {
  /** Makes kiosks known; a new one is due at once. */
  enlist(kiosks: readonly string[]): Promise<void>;
  /** Up to `most` kiosks that are due now and nobody else pulls. */
  take(most: number): Promise<readonly string[]>;
  /** Gives a kiosk back, due again in so many milliseconds. */
  give(kiosk: string, inMs: number): Promise<void>;
}

/** The turns of one process: each kiosk at once, then when its wait is over, the longest due first. */
export class OwnTurns implements Turns {
  readonly #now: () => number;
  readonly #known = new Set<string>();
  readonly #dueAt = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  async enlist(kiosks: readonly string[]): Promise<void> {
    for (const kiosk of kiosks) {
      if (this.#known.has(kiosk)) continue;
      this.#known.add(kiosk);
      this.#dueAt.set(kiosk, Number.NEGATIVE_INFINITY);
    }
  }

  async take(most: number): Promise<string[]> {
    const now = this.#now();
    const due = [...this.#dueAt].filter(([, at]) => at <= now).sort(([, a], [, b]) => a - b);
    const taken = due.slice(0, most).map(([kiosk]) => kiosk);
    for (const kiosk of taken) this.#dueAt.delete(kiosk);
    return taken;
  }

  async give(kiosk: string, inMs: number): Promise<void> {
    this.#dueAt.set(kiosk, this.#now() + inMs);
  }
}

/** The part of the county's store that hands out leases. */
export interface LeaseOffice {
  enlist(kiosks: Iterable<string>): Promise<void>;
  lease(
    holder: string,
    most: number,
    now: string,
    seconds: number,
  ): Promise<readonly { readonly kiosk: string }[]>;
  release(holder: string, kiosk: string, dueAt: string): Promise<void>;
}

/** Turns of several pullers: a lease is longer than any pull, so a puller that died is waited for no longer than that. */
export class LeasedTurns implements Turns {
  readonly #office: LeaseOffice;
  readonly #holder: string;
  readonly #leaseSeconds: number;
  readonly #now: () => number;

  constructor(office: LeaseOffice, holder: string, leaseSeconds: number, now: () => number) {
    this.#office = office;
    this.#holder = holder;
    this.#leaseSeconds = leaseSeconds;
    this.#now = now;
  }

  enlist(kiosks: readonly string[]): Promise<void> {
    return this.#office.enlist(kiosks);
  }

  async take(most: number): Promise<string[]> {
    const now = new Date(this.#now()).toISOString();
    const leases = await this.#office.lease(this.#holder, most, now, this.#leaseSeconds);
    return leases.map(({ kiosk }) => kiosk);
  }

  give(kiosk: string, inMs: number): Promise<void> {
    return this.#office.release(this.#holder, kiosk, new Date(this.#now() + inMs).toISOString());
  }
}
