import { CountyActLog } from '../../county-desk/acts/index.ts';
import { readCountyKeys } from '../../county-desk/enrolment/index.ts';
import { openCountyStore } from '../../county-desk/store/index.ts';
import { must } from './county-fixture.ts';

/** A program of its own that writes `count` acts into the ledger of the county in `folder`, one after another. */
const [folder = '', count = '0'] = process.argv.slice(2);
const keys = must(await readCountyKeys(folder));
const store = must(await openCountyStore(folder, undefined));
const acts = new CountyActLog({ folder, keys, store, now: Date.now });
for (let i = 0; i < Number(count); i++) await acts.append('cli:other', { act: 'login', accepted: false });
await acts.close();
await store.close();
