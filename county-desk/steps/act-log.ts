import type { CountyEntry, DeskAct, PersonAct } from '../acts/index.ts';

/** The county's own ledger as steps write to it: an act is durable when `append` settles. */
export interface ActLog {
  /** `by` is the officer's account, or `cli:NAME`. */
  append(by: string, act: PersonAct | DeskAct): Promise<CountyEntry>;
}
