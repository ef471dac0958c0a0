import { BOARD_TIMES, EVENT_SLOTS, type Happened } from '../../board/index.ts';

interface Kept {
  readonly number: number;
  readonly happened: Happened;
  readonly at: number;
}

/** Four bytes hold the age. */
const OLDEST_MS = 0xffff_ffff;

/**
 * Events that the host has not taken yet, in order. When all slots are full, one from the middle gives its place, so
 * that of door and power what happened first and how it stands now both arrive.
 */
export class EventShelf {
  #kept: Kept[] = [];
  #number = 0;

  get waiting(): number {
    return this.#kept.length;
  }

  add(happened: Happened, now: number): void {
    this.#dropOldKeys(now);
    if (this.#kept.length >= EVENT_SLOTS) {
      if (happened.what === 'key') return;
      this.#kept.splice(this.#leastMissed(happened.what), 1);
    }
    this.#number = (this.#number + 1) & 0xffff;
    this.#kept.push({ number: this.#number, happened, at: now });
  }

  /** What is to be told next, with its age in milliseconds. */
  first(now: number): { number: number; happened: Happened; ageMs: number } | undefined {
    this.#dropOldKeys(now);
    const kept = this.#kept[0];
    if (kept === undefined) return undefined;
    const ageMs = Math.min(Math.round(now - kept.at), OLDEST_MS);
    return { number: kept.number, happened: kept.happened, ageMs };
  }

  /** The host has the event of this number. An old number changes nothing. */
  taken(number: number): void {
    if (this.#kept[0]?.number === number) this.#kept.shift();
  }

  /** A key means something only to the host that showed the question. */
  dropKeys(): void {
    this.#kept = this.#kept.filter(({ happened }) => happened.what !== 'key');
  }

  /**
   * Of full slots, the index of what a newer event of this kind may replace: a key; the newest of the same kind, where
   * an older one stays; else the last but one of the other kind.
   */
  #leastMissed(kind: 'door' | 'power'): number {
    const kinds = this.#kept.map(({ happened }) => happened.what);
    const [key, newest] = [kinds.indexOf('key'), kinds.lastIndexOf(kind)];
    if (key >= 0) return key;
    if (newest > kinds.indexOf(kind)) return newest;
    const other = kind === 'door' ? 'power' : 'door';
    return kinds.lastIndexOf(other, kinds.lastIndexOf(other) - 1);
  }

  #dropOldKeys(now: number): void {
    this.#kept = this.#kept.filter(
      ({ happened, at }) => happened.what !== 'key' || now - at <= BOARD_TIMES.keyOld,
    );
  }
}
