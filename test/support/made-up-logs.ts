import { randomUUID } from 'node:crypto';
import type { EntryRow, VerifiedHead } from '../../county-desk/store/index.ts';
import type { LedgerEntry, LedgerEvent } from '../../domain/index.ts';
import { encodeEntry, Frontier, leafHash, NO_PREVIOUS } from '../../domain/tlog/index.ts';

/** An event and when it was written, ISO. */
export interface MadeUpEvent {
  readonly at: string;
  readonly data: LedgerEvent;
  readonly clock?: LedgerEntry['clock'];
}

/** A kiosk's log as a puller has verified it: real entries, real leaf hashes, real roots. */
export class MadeUpLog {
  readonly kiosk: string;
  readonly rows: EntryRow[] = [];
  readonly #frontier = new Frontier();
  readonly #boot = randomUUID();
  #prev = NO_PREVIOUS;

  constructor(kiosk: string) {
    this.kiosk = kiosk;
  }

  add(...events: readonly MadeUpEvent[]): this {
    for (const { at, data, clock = 'good' } of events) {
      const seq = this.rows.length;
      const entry: LedgerEntry = {
        v: 1,
        seq,
        boot: this.#boot,
        mono: seq * 1000,
        wall: at,
        clock,
        prev: this.#prev,
        data,
      };
      const hash = leafHash(encodeEntry(entry));
      this.#frontier.push(hash);
      this.#prev = Buffer.from(hash).toString('hex');
      this.rows.push({ seq, leaf: this.#prev, entry });
    }
    return this;
  }

  /** The head over everything added so far. */
  head(at = '2026-11-01T00:00:00.000Z'): VerifiedHead {
    const root = Buffer.from(this.#frontier.root()).toString('hex');
    return { kiosk: this.kiosk, size: this.rows.length, root, at };
  }
}

/** A digest that stands for a made-up person. */
export function digestOf(number: number): string {
  return number.toString(16).padStart(64, '0');
}

type Visit = Extract<LedgerEvent, { event: 'visit-outcome' }>;

/** A visit of a made-up person, by default confirmed by face at the station. */
export function visitOf(person: string | null, at: string, changed: Partial<Visit> = {}): MadeUpEvent {
  return {
    at,
    data: {
      event: 'visit-outcome',
      visit: randomUUID(),
      year: 2026,
      person,
      outcome: 'CONFIRMED_FACE',
      method: 'station',
      means: 'face',
      sealed: null,
      ...changed,
    },
  };
}

/** An event that is about nobody. */
export function startedAt(at: string): MadeUpEvent {
  return { at, data: { event: 'device-started', software: 'test', recovered: 0 } };
}
