import { madeUpIdNumber } from '../../domain/index.ts';
import type { TestDesk } from './county-desk.ts';
import { type AtKiosk, outcomeOf, takeVisits } from './county-visits.ts';

export const KIOSKS = ['kiosk-990000-01', 'kiosk-990000-02', 'kiosk-990000-03'] as const;

/** What a season left beside the kiosks' logs. */
export interface Season {
  /** CSV of the home visits that handhelds confirmed. */
  readonly handhelds: string;
  /** CSV of a death list: somebody on the roster, a stranger, and a row that is none. */
  readonly deaths: string;
  /** Digest of whom the death list names. */
  readonly named: string;
}

/**
 * Five in six are confirmed by the end of November: by face or staff at three kiosks, or at home by handhelds; some
 * decline or leave. Whom the register holds for dead comes all the same.
 */
export async function playSeason({ people, store }: TestDesk): Promise<Season> {
  const atKiosk: AtKiosk[][] = [[], [], []];
  const handhelds = ['id_number,confirmed_on,method,means'];
  for (const [i, { person, row }] of people.entries()) {
    const start = Date.parse('2026-10-16T01:00:00.000Z') + (i % 40) * 86_400_000;
    const at = new Date(start + i * 1000).toISOString();
    const visit = (given: Parameters<typeof outcomeOf>[2] = {}) =>
      atKiosk[i % 3]?.push(outcomeOf(person, at, given));
    if (row.status === 'deceased') visit({ outcome: 'PENDING_COUNTY', means: 'staff' });
    else if (i % 12 === 5) visit({ outcome: i % 24 === 5 ? 'DECLINED_ALL' : 'ABANDONED' });
    else if (i % 12 === 11) continue;
    else if (i % 4 === 1) handhelds.push(`${row.idNumber},${at.slice(0, 10)},home-visit,staff`);
    else if (i % 5 === 2) visit({ outcome: 'CONFIRMED_STAFF', means: 'staff' });
    else visit();
  }
  for (const [k, entries] of atKiosk.entries())
    await takeVisits(
      store,
      KIOSKS[k] ?? '',
      entries.sort((a, b) => (a.at < b.at ? -1 : 1)),
    );
  const dead = people.find((_, i) => i % 12 === 11);
  if (dead === undefined) throw new Error('somebody must not have come');
  const deaths = [
    'id_number,event_date',
    `${dead.row.idNumber},2026-11-20`,
    `${madeUpIdNumber('19440101', 998)},2026-11-21`,
    '990000000000000000,2026-11-21',
  ];
  return { handhelds: lines(handhelds), deaths: lines(deaths), named: dead.person };
}

const lines = (rows: readonly string[]): string => `${rows.join('\r\n')}\r\n`;
