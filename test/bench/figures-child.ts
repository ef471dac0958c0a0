import { readFileSync } from 'node:fs';
import { reckonFigures } from '../../county-desk/figures/index.ts';
import { openCountyStore } from '../../county-desk/store/index.ts';
import { must } from '../support/county-fixture.ts';
import { CAMPAIGN, END } from '../support/made-up-facts.ts';

/** Reckons the figures in a process of its own and says how long it took and how much memory it had at the most. */
const [folder = '', url = ''] = process.argv.slice(2);
const store = must(await openCountyStore(folder, url));
const since = performance.now();
const figures = await reckonFigures({
  campaign: CAMPAIGN,
  asOf: END,
  persons: store.persons(CAMPAIGN.year, END),
  kiosks: await store.kiosks(END),
});
const seconds = (performance.now() - since) / 1000;
await store.close();
const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
const { roster } = figures.total.tally;
console.log(JSON.stringify({ seconds, megabytes: Number(peak?.[1]) / 1000, roster }));
