import type { PersonFacts } from '../persons/index.ts';
import { actCount, actsFrom, actsOf, takeActs } from './act-rows.ts';
import type { CountyStore } from './county-store.ts';
import { takeEntries } from './entry-intake.ts';
import { allHeads, entriesOf, entryCount, headOf, kioskLogs } from './entry-rows.ts';
import { enlist, lease, release } from './leases.ts';
import { personOn, personsOn } from './person-facts.ts';
import { rosterVersion, sealedRow, takeRoster } from './roster-rows.ts';
import type { SqlDatabase } from './sql.ts';

/** The county's store on a database whose schema is up to date. */
export function storeOn(database: SqlDatabase): CountyStore {
  return {
    takeEntries: (head, rows) => takeEntries(database, head, rows),
    head: (kiosk) => headOf(database, kiosk),
    heads: () => allHeads(database),
    entryCount: (kiosk) => entryCount(database, kiosk),
    kiosks: (asOf) => kioskLogs(database, asOf),
    entries: (kiosk, from, most) => entriesOf(database, kiosk, from, most),
    takeRoster: (version, takenAt, rows) => takeRoster(database, version, takenAt, rows),
    rosterVersion: () => rosterVersion(database),
    sealedRow: (digest) => sealedRow(database, digest),
    takeActs: (acts) => takeActs(database, acts),
    acts: (from, most) => actsFrom(database, from, most),
    actsOf: (digest) => actsOf(database, digest),
    actCount: () => actCount(database),
    enlist: (kiosks) => enlist(database, kiosks),
    lease: (holder, most, now, seconds) => lease(database, holder, most, now, seconds),
    release: (holder, kiosk, dueAt) => release(database, holder, kiosk, dueAt),
    persons: (year, asOf) => personsAtOneInstant(database, year, asOf),
    person: (digest, year, asOf) => personOn(database, digest, year, asOf),
    clear: () => clear(database),
    close: () => database.close(),
  };
}

const VIEW = ['head', 'entry', 'visit', 'judgement', 'roster_version', 'roster', 'sealed_row', 'act'];

async function clear(database: SqlDatabase): Promise<void> {
  await database.write(async (sql) => {
    for (const table of VIEW) await sql.run(`DELETE FROM ${table}`);
  });
}

/** Pages of one snapshot: who is taken in meanwhile is in all of them or in none. */
async function* personsAtOneInstant(
  database: SqlDatabase,
  year: number,
  asOf: string,
): AsyncGenerator<PersonFacts> {
  const snapshot = await database.snapshot();
  try {
    yield* personsOn(snapshot, year, asOf);
  } finally {
    await snapshot.end();
  }
}
