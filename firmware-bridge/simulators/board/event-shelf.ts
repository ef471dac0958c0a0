import { BOARD_TIMES, EVENT_SLOTS, type Happened } from '../../board/index.ts';

interface Kept {
  readonly number: number;
  readonly happened: Happened;
  readonly at: number;
}

/** Four bytes hold the age. */
const OLDEST_MS = 0xffff_ffff;

/**
 * Events that the host has not taken yet, in order. Door and power are never dropped; when all slots are full, the
 * last one of the same kind takes the newer value, so that what the door was first and what it is now both arrive.
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
      const last = this.#kept.findLastIndex((kept) => kept.happened.what === happened.what);
      if (happened.what === 'key' || last < 0) return;
      this.#kept.splice(last, 1);
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

  #dropOldKeys(now: number): void {
    this.#kept = this.#kept.filter(
      ({ happened, at }) => happened.what !== 'key' || now - at <= BOARD_TIMES.keyOld,
    );
  }
}
