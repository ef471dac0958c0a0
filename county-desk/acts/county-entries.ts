import type { EntryForm } from '../../domain/tlog/index.ts';
import type { EntryCodec } from '../../ledger/index.ts';
import { CountyEntry, DeskAct, PersonAct } from './act.ts';

/** An act and who does it. */
export interface Deed {
  readonly by: CountyEntry['by'];
  readonly data: PersonAct | DeskAct;
}

/** The entries of the county's own ledger: their times never run backwards. */
export const COUNTY_ENTRIES: EntryForm<CountyEntry> = {
  schema: CountyEntry,
  fault: (entry, before) => (entry.at < before.at ? 'is older than the entry before it' : undefined),
};

/** Makes entries of acts. `now` gives milliseconds since 1970. */
export function countyCodec(now: () => number): EntryCodec<Deed, CountyEntry> {
  return {
    ...COUNTY_ENTRIES,
    parse: ({ by, data }) => ({
      by,
      data: 'person' in data && data.act !== 'opened' ? PersonAct.parse(data) : DeskAct.parse(data),
    }),
    make: ({ by, data }, { seq, prev }, before) => {
      const at = new Date(now()).toISOString();
      // A clock that was set back must not put an act before the one that it follows.
      const notBefore = before === undefined || before.at < at ? at : before.at;
      return CountyEntry.parse({ v: 1, seq, at: notBefore, by, prev, data });
    },
    // Acts are few and each of them may be asked for by an auditor: all of them are signed at once.
    atOnce: () => true,
  };
}
