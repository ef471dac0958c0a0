import { createHash } from 'node:crypto';
import type { LedgerEvent } from '../../domain/index.ts';
import { WebBrowser } from '../support/web-browser.ts';
import { openWebCounty, visitOf, type WebCounty } from '../support/web-county.ts';
import { type Bench, median } from './bench-line.ts';

const PEOPLE = 20_000;
const CONFIRMED = 12_000;
const VISITS_AT_ONCE = 2_000;
const ROUNDS = 9;
const PAGES = ['/', '/progress', '/queues/unconfirmed', '/queues/recheck', '/suspension', '/ledger'];

/** Pages of the web desk of a county with 20,000 people: the first one after a start, those after it, and one act. */
export const countyWeb: Bench = {
  name: 'county-web',
  run: async () => {
    const county = await openWebCounty({ people: 1 });
    try {
      await crowd(county);
      await county.accounts.add('wang', 'officer');
      const browser = new WebBrowser(county);
      await browser.signIn('wang');
      const first = await timeOf(() => browser.get('/'));
      const pages: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1)
        for (const path of PAGES) pages.push(await timeOf(() => browser.get(path)));
      const acts: number[] = [];
      for (let i = 0; i < ROUNDS; i += 1) {
        const fields = { kind: 'hospital', words: '住院', token: await browser.formToken(), form: String(i) };
        const body = new URLSearchParams(fields).toString();
        acts.push(await timeOf(() => browser.ask('POST', `/person/${personOf(i)}/circumstance`, body)));
      }
      return [
        { name: 'county-web-first-page-20000', value: first, unit: 'ms' },
        { name: 'county-web-page-20000', value: median(pages), unit: 'ms' },
        { name: 'county-web-slowest-page-20000', value: Math.max(...pages), unit: 'ms' },
        { name: 'county-web-act-20000', value: median(acts), unit: 'ms' },
      ];
    } finally {
      await county.close();
    }
  },
};

/** A roster whose rows are not sealed to anybody (nobody opens them here), and visits of most of them. */
async function crowd(county: WebCounty): Promise<void> {
  const townships = ['青山镇', '梧桐乡', '清水街道', '石桥镇', '龙泉乡'];
  const rows = Array.from({ length: PEOPLE }, (_, i) => ({
    person: personOf(i),
    version: 2,
    born: `${1934 + (i % 36)}-0${1 + (i % 9)}-15`,
    township: townships[i % townships.length] ?? '',
    village: `第${i % 40}村`,
    benefitType: 'combat-veteran',
    status: 'active' as const,
    sealed: 'none',
  }));
  await county.store.takeRoster(2, new Date(county.now - 1000).toISOString(), rows);
  const events: LedgerEvent[] = Array.from({ length: CONFIRMED }, (_, i) => visitOf(personOf(i)));
  for (let at = 0; at < events.length; at += VISITS_AT_ONCE)
    await county.happen('kiosk-990000-01', events.slice(at, at + VISITS_AT_ONCE), county.now - 3_600_000_000);
}

function personOf(i: number): string {
  return createHash('sha256').update(`person ${i}`).digest('hex');
}

async function timeOf(act: () => Promise<{ readonly status: number }>): Promise<number> {
  const since = performance.now();
  const { status } = await act();
  if (status !== 200 && status !== 303) throw new Error(`answered with ${status}`);
  return performance.now() - since;
}
