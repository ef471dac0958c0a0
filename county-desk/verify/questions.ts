import { isConfirmed, type LedgerEntry, minuteInChina } from '../../domain/index.ts';

/** Something in a log that proves nothing and that somebody should look into (A70). */
export type Question =
  | {
      readonly kind: 'fast';
      readonly from: number;
      readonly to: number;
      readonly count: number;
      readonly seconds: number;
    }
  | {
      readonly kind: 'night';
      readonly from: number;
      readonly to: number;
      readonly day: string;
      readonly count: number;
    }
  | {
      readonly kind: 'operator';
      readonly operator: string;
      readonly count: number;
      /** Of all confirmations of the log, in percent. */
      readonly share: number;
    }
  | {
      readonly kind: 'clock';
      readonly from: number;
      readonly way: 'back' | 'forward';
      readonly minutes: number;
    };

/** From when on a log is asked about. Chosen here; no rule gives them. */
export const QUESTION_LIMITS = {
  /** A visit takes 90 seconds in the middle of cases; so many in a row under so many seconds are no visits. */
  fastSeconds: 25,
  fastCount: 5,
  /** Confirmations before or after these hours. */
  dayBegins: 6,
  dayEnds: 21,
  /** An operator who judged so much of at least so many confirmations. */
  operatorShare: 50,
  operatorCount: 20,
  /** A wall clock that moved otherwise than the monotonic one. */
  clockMinutes: 5,
} as const;

/** Follows the entries of one log and gathers questions. Memory grows with the questions, not with the entries. */
export class Questions {
  readonly #found: Question[] = [];
  #before: LedgerEntry | undefined;
  #series: { from: number; to: number; count: number; last: number } | undefined;
  #night: { from: number; to: number; day: string; count: number } | undefined;
  readonly #judged = new Map<string, number>();
  #confirmed = 0;

  take(entry: LedgerEntry): void {
    this.#clock(entry);
    this.#before = entry;
    const { data } = entry;
    if (data.event === 'staff-judged' && data.judgement === 'same')
      this.#judged.set(data.operator, (this.#judged.get(data.operator) ?? 0) + 1);
    if (data.event !== 'visit-outcome' || !isConfirmed(data.outcome)) return;
    this.#confirmed += 1;
    this.#fast(entry);
    this.#atNight(entry);
  }

  /** All questions, in the order of the log; those about operators last. */
  all(): Question[] {
    this.#endSeries();
    this.#endNight();
    const operators = [...this.#judged].flatMap(([operator, count]): Question[] => {
      const share = Math.round((100 * count) / Math.max(1, this.#confirmed));
      const asked = count >= QUESTION_LIMITS.operatorCount && share >= QUESTION_LIMITS.operatorShare;
      return asked ? [{ kind: 'operator', operator, count, share }] : [];
    });
    return [...this.#found, ...operators];
  }

  /** Within one boot wall and monotonic clock move together; the kiosk's own notes of clock steps say nothing else. */
  #clock(entry: LedgerEntry): void {
    const before = this.#before;
    if (before === undefined) return;
    const wall = Date.parse(entry.wall) - Date.parse(before.wall);
    const moved = before.boot === entry.boot ? wall - (entry.mono - before.mono) : Math.min(0, wall);
    const minutes = Math.round(Math.abs(moved) / 60_000);
    if (minutes < QUESTION_LIMITS.clockMinutes) return;
    this.#found.push({ kind: 'clock', from: entry.seq, way: moved < 0 ? 'back' : 'forward', minutes });
  }

  #fast(entry: LedgerEntry): void {
    const at = Date.parse(entry.wall);
    const series = this.#series;
    if (series !== undefined && at - series.last < QUESTION_LIMITS.fastSeconds * 1000) {
      this.#series = { from: series.from, to: entry.seq, count: series.count + 1, last: at };
      return;
    }
    this.#endSeries();
    this.#series = { from: entry.seq, to: entry.seq, count: 1, last: at };
  }

  #endSeries(): void {
    const series = this.#series;
    this.#series = undefined;
    if (series === undefined || series.count < QUESTION_LIMITS.fastCount) return;
    const { from, to, count } = series;
    this.#found.push({ kind: 'fast', from, to, count, seconds: QUESTION_LIMITS.fastSeconds });
  }

  #atNight(entry: LedgerEntry): void {
    const local = minuteInChina(Date.parse(entry.wall));
    const day = local.slice(0, 10);
    const hour = Number(local.slice(11, 13));
    if (hour >= QUESTION_LIMITS.dayBegins && hour < QUESTION_LIMITS.dayEnds) return;
    const night = this.#night;
    if (night?.day !== day) this.#endNight();
    this.#night =
      night?.day === day
        ? { ...night, to: entry.seq, count: night.count + 1 }
        : { from: entry.seq, to: entry.seq, day, count: 1 };
  }

  #endNight(): void {
    if (this.#night !== undefined) this.#found.push({ kind: 'night', ...this.#night });
    this.#night = undefined;
  }
}
