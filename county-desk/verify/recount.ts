import { dayInChina, isConfirmed, type LedgerEntry } from '../../domain/index.ts';

/** Visits of one day that ended in one way. */
export interface DayCount {
  readonly day: string;
  readonly outcome: string;
  readonly method: string;
  readonly means: string;
  readonly count: number;
}

/**
 * Counts visits from the entries alone, without any store and without any person's data: what an auditor holds against
 * the county's figures. A person is a digest here, and counts once a year, however often and wherever confirmed.
 */
export class Recount {
  readonly #days = new Map<string, number>();
  readonly #confirmed = new Map<number, Set<string>>();

  take({ wall, data }: LedgerEntry): void {
    if (data.event !== 'visit-outcome') return;
    const key = [dayInChina(Date.parse(wall)), data.outcome, data.method, data.means].join(' ');
    this.#days.set(key, (this.#days.get(key) ?? 0) + 1);
    if (data.person === null || !isConfirmed(data.outcome)) return;
    const persons = this.#confirmed.get(data.year) ?? new Set();
    this.#confirmed.set(data.year, persons.add(data.person));
  }

  /** By day, outcome, method and means; in this order. */
  days(): DayCount[] {
    return [...this.#days]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, count]) => {
        const [day = '', outcome = '', method = '', means = ''] = key.split(' ');
        return { day, outcome, method, means, count };
      });
  }

  /** Persons confirmed at a kiosk, by year. */
  persons(): { readonly year: number; readonly count: number }[] {
    return [...this.#confirmed]
      .sort(([a], [b]) => a - b)
      .map(([year, persons]) => ({ year, count: persons.size }));
  }
}
