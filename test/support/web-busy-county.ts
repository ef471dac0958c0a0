import { randomUUID } from 'node:crypto';
import type { LedgerEvent } from '../../domain/index.ts';
import { enrolKiosk, openWebCounty, visitOf, type WebCounty, type WebCountyOptions } from './web-county.ts';

const DAY = 86_400_000;
export const KIOSKS = [
  ['kiosk-990000-01', '青山镇退役军人服务站'],
  ['kiosk-990000-02', '梧桐乡退役军人服务站'],
  ['kiosk-990000-03', '清水街道退役军人服务站'],
] as const;

/** People of a busy county whom tests look for, by their place in the roster. */
export const ALIVE_CLAIM = 16;
export const PENDING = 3;
export const CALL_BACK = 4;
export const RESUME = 12;
export const DEATH_HIT = 8;
export const CANDIDATES = [9, 14] as const;
export const HARDSHIP = 5;

/** A county in the middle of its year: something waits in every queue. Two approvers, an officer and an auditor. */
export async function openBusyCounty(options: WebCountyOptions = {}): Promise<WebCounty> {
  const county = await openWebCounty({ people: 120, ...options });
  await county.accounts.add('wang', 'officer');
  await county.accounts.add('li', 'approver');
  await county.accounts.add('zhao', 'approver');
  await county.accounts.add('shen', 'auditor');
  for (const [kiosk, station] of KIOSKS) enrolKiosk(county, kiosk, station);
  const digest = (i: number): string => {
    const row = county.rows[i];
    if (row === undefined) throw new Error(`there is no person ${i}`);
    return county.digestOf(row);
  };
  await longAgo(county, digest);
  await visits(county, digest);
  await tasks(county, digest);
  // The desk read everybody when it began; by its clock, which stands still here, that would be fresh for ever.
  await county.restart();
  return county;
}

/** What began weeks before: an announcement that has hung for its sixty days, a kiosk that has been silent since. */
async function longAgo(county: WebCounty, digest: (i: number) => string): Promise<void> {
  const now = county.now;
  county.now = now - 70 * DAY;
  const [year, list, from] = [2026, 'cd'.repeat(32), '2026-09-19'];
  for (const i of CANDIDATES)
    await county.log.append('wang', { act: 'announced', person: digest(i), year, from, list });
  county.now = now - 12 * DAY;
  await county.happen('kiosk-990000-03', [visitOf(digest(30)), visitOf(digest(31))]);
  county.now = now;
}

async function visits(county: WebCounty, digest: (i: number) => string): Promise<void> {
  const confirmed = Array.from({ length: 70 }, (_, i) => 40 + i).filter((i) => i % 3 !== 0 && i % 17 !== 16);
  const events: LedgerEvent[] = confirmed.map((i) =>
    visitOf(digest(i), i % 4 === 0 ? 'CONFIRMED_STAFF' : 'CONFIRMED_FACE'),
  );
  await county.happen('kiosk-990000-01', events, county.now - 9 * DAY);
  await county.happen('kiosk-990000-02', [
    visitOf(digest(ALIVE_CLAIM), 'PENDING_COUNTY'),
    visitOf(digest(PENDING), 'PENDING_COUNTY'),
    { event: 'callback-wanted', visit: randomUUID(), person: digest(CALL_BACK) },
    visitOf(digest(RESUME)),
    visitOf(digest(40)),
  ]);
}

async function tasks(county: WebCounty, digest: (i: number) => string): Promise<void> {
  const { log } = county;
  const year = 2026;
  for (const i of CANDIDATES)
    await log.append('wang', {
      act: 'contact-attempt',
      person: digest(i),
      year,
      way: 'phone',
      outcome: 'not-reached',
      on: '2026-11-20',
      words: '三次无人接听',
    });
  await log.append('wang', {
    act: 'comparison-hit',
    person: digest(DEATH_HIT),
    year,
    kind: 'cremation',
    source: '殡葬名单',
    sourceDate: '2026-11-20',
    task: randomUUID(),
  });
  await log.append('wang', {
    act: 'hardship',
    person: digest(HARDSHIP),
    year,
    state: 'open',
    measures: '联系乡镇医生每月上门',
    responsible: 'wang',
    followUp: '2026-11-10',
  });
}
