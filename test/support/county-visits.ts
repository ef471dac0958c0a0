import { createHash, randomUUID } from 'node:crypto';
import type { CountyStore, EntryRow } from '../../county-desk/store/index.ts';
import type { LedgerEvent } from '../../domain/index.ts';

/** One entry of a kiosk's log: when, and what. */
export interface AtKiosk {
  readonly at: string;
  readonly data: LedgerEvent;
}

/** What a visit's outcome is when nothing else is said. */
export function outcomeOf(
  person: string,
  at: string,
  given: Partial<Extract<LedgerEvent, { event: 'visit-outcome' }>> = {},
): AtKiosk {
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
      ...given,
    },
  };
}

/** Puts entries of a kiosk into the store as a verified pull would. */
export async function takeVisits(
  store: CountyStore,
  kiosk: string,
  entries: readonly AtKiosk[],
): Promise<void> {
  const held = (await store.head(kiosk))?.size ?? 0;
  const rows = entries.map(
    ({ at, data }, i): EntryRow => ({
      seq: held + i,
      leaf: hash(`${kiosk} ${held + i}`),
      entry: {
        v: 1,
        seq: held + i,
        boot: '6f2f0d7e-4f0a-4c3e-9d57-0a52d7d6a001',
        mono: i,
        wall: at,
        clock: 'good',
        prev: hash(`${kiosk} ${held + i - 1}`),
        data,
      },
    }),
  );
  const size = held + rows.length;
  const last = entries.at(-1)?.at ?? '2026-10-16T00:00:00.000Z';
  await store.takeEntries({ kiosk, size, root: hash(`${kiosk} root ${size}`), at: last }, rows);
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
