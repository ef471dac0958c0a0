import { randomUUID } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { CountyEntry } from '../../county-desk/acts/index.ts';
import type { PersonFacts } from '../../county-desk/persons/index.ts';
import { type CountyStore, incompleteKiosks, type RosterEntry } from '../../county-desk/store/index.ts';
import { digestOf, type MadeUpEvent, MadeUpLog, startedAt, visitOf } from '../support/made-up-logs.ts';

/** One of the two databases, with what a test does to it beside the store. */
export interface StoreUnderTest {
  /** An empty database; `open` opens a store on it, as another process would. */
  fresh(): Promise<{ open(): Promise<CountyStore>; execute(statement: string): Promise<void> }>;
}

const YEAR = 2026;
const AT = (day: number, minute = 0): string => new Date(Date.UTC(2026, 9, day, 8, minute)).toISOString();
const LATE = '2026-12-31T00:00:00.000Z';

const rosterRow = (number: number, changed: Partial<RosterEntry> = {}): RosterEntry => ({
  person: digestOf(number),
  version: 1,
  born: '1950-03-01',
  township: '样例镇',
  village: '梧桐村',
  benefitType: 'combat-veteran',
  status: 'active',
  sealed: `sealed-${number}`,
  ...changed,
});

const act = (seq: number, at: string, data: CountyEntry['data']): CountyEntry => ({
  v: 1,
  seq,
  at,
  by: 'officer',
  prev: '0'.repeat(64),
  data,
});

const recheck = (seq: number, number: number, at = AT(20)): CountyEntry =>
  act(seq, at, { act: 'rechecked', person: digestOf(number), year: YEAR });

async function all(store: CountyStore, year = YEAR, asOf = LATE): Promise<PersonFacts[]> {
  const found: PersonFacts[] = [];
  for await (const facts of store.persons(year, asOf)) found.push(facts);
  return found;
}

async function rejects(work: Promise<unknown>, code: string): Promise<void> {
  try {
    await work;
  } catch (error) {
    assert.match(String(error), code);
    return;
  }
  assert.unreachable(`${code} was wanted`);
}

/** What every store does, whichever database it lies in. */
export function storeConformance(under: StoreUnderTest): void {
  const withStore = (name: string, work: (store: CountyStore) => Promise<void>): void => {
    test(name, async () => {
      const { open } = await under.fresh();
      const store = await open();
      try {
        await work(store);
      } finally {
        await store.close();
      }
    });
  };

  withStore('entries are taken in order, and taken again they change nothing', async (store) => {
    const log = new MadeUpLog('kiosk-1');
    for (let i = 0; i < 2500; i++)
      log.add(i % 7 === 0 ? visitOf(digestOf(i), AT(1, i)) : startedAt(AT(1, i)));
    const head = log.head();
    await store.takeEntries(head, log.rows);
    await store.takeEntries({ ...head, at: LATE }, log.rows);
    await store.takeEntries(head, []);
    assert.equal(await store.head('kiosk-1'), head);
    assert.is(await store.entryCount('kiosk-1'), 2500);
    assert.equal(await incompleteKiosks(store), []);
    assert.equal(await store.entries('kiosk-1', 1200, 3), log.rows.slice(1200, 1203));
    log.add(startedAt(AT(3)));
    await store.takeEntries(log.head(), log.rows.slice(2500));
    assert.is(await store.entryCount('kiosk-1'), 2501);
    assert.is((await all(store)).length, Math.ceil(2500 / 7));
  });

  withStore('what does not follow is refused whole', async (store) => {
    const log = new MadeUpLog('kiosk-1').add(startedAt(AT(1)), startedAt(AT(2)), startedAt(AT(3)));
    const before = log.head();
    await store.takeEntries(before, log.rows);
    const other = new MadeUpLog('kiosk-1').add(startedAt(AT(1)), startedAt(AT(2)), startedAt(AT(9)));
    await rejects(store.takeEntries(other.head(), other.rows), 'E-COUNTY-073');
    await rejects(store.takeEntries({ ...before, root: other.head().root }, []), 'E-COUNTY-073');
    await rejects(store.takeEntries({ ...before, size: 2 }, []), 'E-COUNTY-073');
    const grown = [...log.rows];
    log.add(startedAt(AT(4)), startedAt(AT(5)), visitOf(digestOf(1), AT(6)));
    await rejects(store.takeEntries(log.head(), log.rows.slice(4)), 'E-COUNTY-073');
    await rejects(store.takeEntries(log.head(), log.rows.slice(3, 5)), 'E-COUNTY-073');
    await rejects(store.takeEntries(log.head(), []), 'E-COUNTY-073');
    const renumbered = log.rows.slice(3).map((row) => ({ ...row, entry: { ...row.entry, seq: 0 } }));
    await rejects(store.takeEntries(log.head(), renumbered), 'E-COUNTY-073');
    // A known entry that differs, before new ones that would follow.
    const spoilt = log.rows.map((row) => (row.seq === 1 ? { ...row, leaf: '00'.repeat(32) } : row));
    await rejects(store.takeEntries(log.head(), spoilt), 'E-COUNTY-073');
    assert.equal(await store.head('kiosk-1'), before);
    assert.equal(await store.entries('kiosk-1', 0, 10), grown);
    assert.equal(await all(store), []);
    await store.takeEntries(log.head(), log.rows);
    assert.is(await store.entryCount('kiosk-1'), 6);
  });

  withStore('a log without entries has a head of its own', async (store) => {
    const log = new MadeUpLog('kiosk-empty');
    assert.is(await store.head('kiosk-empty'), undefined);
    await store.takeEntries(log.head(), []);
    assert.is((await store.head('kiosk-empty'))?.size, 0);
    assert.equal(await store.kiosks(LATE), [
      { kiosk: 'kiosk-empty', size: 0, root: log.head().root, lastEntryAt: null },
    ]);
  });

  withStore('a kiosk was last heard of by its last entry up to the instant', async (store) => {
    const log = new MadeUpLog('kiosk-1').add(startedAt('2026-10-01T08:00:00Z'), startedAt(AT(5)));
    await store.takeEntries(log.head(), log.rows);
    const last = async (asOf: string) => (await store.kiosks(asOf))[0]?.lastEntryAt;
    assert.is(await last(AT(4)), AT(1));
    assert.is(await last(AT(5)), AT(5));
    assert.is(await last('2026-09-30T00:00:00.000Z'), null);
  });

  withStore('a person: roster, visits by time, acts in the ledger order, nothing later', async (store) => {
    const byStaff = randomUUID();
    const judged = (operator: string, at: string, visit = byStaff): MadeUpEvent => ({
      at,
      data: { event: 'staff-judged', visit, operator, judgement: 'same', reason: 'old-photo' },
    });
    const a = new MadeUpLog('kiosk-a').add(
      visitOf(digestOf(7), AT(5), { outcome: 'PENDING_COUNTY' }),
      // A time without milliseconds stands in its place all the same.
      visitOf(digestOf(7), '2026-10-03T08:00:00Z', { outcome: 'ABANDONED' }),
      visitOf(digestOf(7), AT(9)),
      visitOf(digestOf(7), AT(2), { year: 2025 }),
      visitOf(null, AT(2)),
      { at: AT(6), data: { event: 'callback-wanted', visit: null, person: digestOf(8) } },
    );
    const b = new MadeUpLog('kiosk-b').add(
      { ...visitOf(digestOf(7), AT(5)), clock: 'suspect' },
      // Two operators judged the visit; the second one's judgement is the decision.
      judged('0001', AT(6)),
      judged('0002', AT(6, 1)),
      visitOf(digestOf(7), AT(6, 2), { visit: byStaff, outcome: 'CONFIRMED_STAFF', means: 'staff' }),
      judged('0003', AT(9)),
    );
    // The same visit's number at another kiosk is another visit.
    a.add(judged('0009', AT(6, 3)));
    await store.takeEntries(a.head(), a.rows);
    await store.takeEntries(b.head(), b.rows);
    await store.takeRoster(1, AT(1), [rosterRow(7), rosterRow(9)]);
    await store.takeActs([
      recheck(0, 7, AT(6)),
      act(1, AT(6), { act: 'login', accepted: true }),
      act(2, AT(6), { act: 'opened', what: 'record', persons: 1, person: digestOf(7), reason: 'asked' }),
      recheck(3, 7, AT(10)),
    ]);
    const found = await all(store, YEAR, AT(8));
    assert.equal(
      found.map(({ person }) => person),
      [digestOf(7), digestOf(8), digestOf(9)],
    );
    const [seven, eight, nine] = found;
    assert.equal(
      seven?.visits.map(({ at, kiosk, seq, clock }) => [at, kiosk, seq, clock]),
      [
        [AT(3), 'kiosk-a', 1, 'good'],
        [AT(5), 'kiosk-a', 0, 'good'],
        [AT(5), 'kiosk-b', 0, 'suspect'],
        [AT(6, 2), 'kiosk-b', 3, 'good'],
      ],
    );
    assert.equal(
      seven?.visits.map(({ operator }) => operator),
      [null, null, null, '0002'],
    );
    assert.equal(seven?.acts, [{ act: 'rechecked', person: digestOf(7), year: YEAR }]);
    const { person: _, sealed: __, ...facts } = rosterRow(7);
    assert.equal(seven?.roster, facts);
    assert.is(eight?.roster, null);
    assert.is(eight?.visits[0]?.event, 'callback-wanted');
    assert.equal(nine?.visits, []);
    for (const facts of found) assert.equal(await store.person(facts.person, YEAR, AT(8)), facts);
    assert.is(await store.person(digestOf(1), YEAR, AT(8)), undefined);
    assert.is((await store.person(digestOf(7), YEAR, AT(9)))?.visits.length, 5);
    assert.equal(
      (await store.actsOf(digestOf(7))).map(({ seq }) => seq),
      [0, 2, 3],
    );
  });

  withStore('an earlier instant goes by the roster of that instant', async (store) => {
    await store.takeRoster(1, AT(1), [rosterRow(1), rosterRow(2)]);
    await store.takeRoster(2, AT(10), [
      rosterRow(2, { version: 2, status: 'suspended', sealed: 'newer' }),
      rosterRow(3, { version: 2 }),
    ]);
    const known = async (asOf: string) =>
      (await all(store, YEAR, asOf)).map(({ person, roster }) => [person, roster?.version, roster?.status]);
    assert.equal(await known(AT(0)), []);
    assert.equal(await known(AT(9)), [
      [digestOf(1), 1, 'active'],
      [digestOf(2), 1, 'active'],
    ]);
    assert.equal(await known(AT(10)), [
      [digestOf(2), 2, 'suspended'],
      [digestOf(3), 2, 'active'],
    ]);
    assert.is(await store.rosterVersion(), 2);
    assert.is(await store.sealedRow(digestOf(2)), 'newer');
    assert.is(await store.sealedRow(digestOf(1)), undefined);
    await store.takeRoster(2, AT(11), [rosterRow(9)]);
    assert.is((await known(AT(12))).length, 2);
    await rejects(store.takeRoster(1, AT(12), []), 'E-COUNTY-074');
  });

  withStore('thousands come page by page, each once, in order, as at one instant', async (store) => {
    const people = 4500;
    await store.takeRoster(
      1,
      AT(1),
      Array.from({ length: people }, (_, i) => rosterRow(3 * i)),
    );
    const log = new MadeUpLog('kiosk-1');
    for (let i = 0; i < people; i += 2) log.add(visitOf(digestOf(2 * i), AT(2, i)));
    await store.takeEntries(log.head(), log.rows);
    const more = new MadeUpLog('kiosk-2').add(visitOf(digestOf(3 * people), AT(2)));
    const seen: string[] = [];
    for await (const { person } of store.persons(YEAR, LATE)) {
      // Taken while the stream runs: it is in the next one.
      if (seen.length === 0) await store.takeEntries(more.head(), more.rows);
      seen.push(person);
    }
    const expected = new Set<string>();
    for (let i = 0; i < people; i++) expected.add(digestOf(3 * i));
    for (let i = 0; i < people; i += 2) expected.add(digestOf(2 * i));
    assert.equal(seen, [...expected].sort());
    assert.is((await all(store)).length, expected.size + 1);
    // A reader that has seen enough leaves nothing open.
    for await (const _ of store.persons(YEAR, LATE)) break;
  });

  withStore('acts follow one another without a gap', async (store) => {
    await store.takeActs([recheck(0, 1), recheck(1, 1)]);
    await store.takeActs([recheck(0, 1), recheck(1, 1), recheck(2, 1)]);
    await rejects(store.takeActs([recheck(4, 1)]), 'E-COUNTY-075');
    assert.is(await store.actCount(), 3);
    assert.equal(await store.acts(1, 1), [recheck(1, 1)]);
  });

  test('a kiosk is leased by one holder at a time, however many ask', async () => {
    const { open } = await under.fresh();
    const stores = await Promise.all([open(), open(), open()]);
    const [first] = stores;
    if (first === undefined) throw new Error('three stores were opened');
    const kiosks = Array.from({ length: 60 }, (_, i) => `kiosk-${String(i).padStart(2, '0')}`);
    await Promise.all(stores.map((store) => store.enlist(kiosks)));
    const now = '2026-10-01T00:00:00.000Z';
    const taken: string[] = [];
    await Promise.all(
      stores.map(async (store, i) => {
        // A store that gives kiosks away again and again is found by their number, not by a loop without end.
        for (let round = 0; round < 50; round++) {
          const leases = await store.lease(`puller-${i}`, 7, now, 60);
          if (leases.length === 0) return;
          taken.push(...leases.map(({ kiosk }) => kiosk));
        }
      }),
    );
    // A statement that passes over rows held by another may come back empty; what is left is leased afterwards.
    for (const { kiosk } of await first.lease('puller-0', 60, now, 60)) taken.push(kiosk);
    assert.equal(taken.sort(), kiosks);
    assert.equal(await first.lease('late', 60, now, 60), []);
    const later = '2026-10-01T00:01:00.000Z';
    assert.equal(await first.lease('heir', 1, later, 60), [
      { kiosk: 'kiosk-00', until: '2026-10-01T00:02:00.000Z' },
    ]);
    await first.release('puller-9', 'kiosk-00', now);
    await first.release('heir', 'kiosk-00', '2026-10-01T00:05:00.000Z');
    assert.is((await first.lease('heir', 60, later, 60)).length, 59);
    assert.is((await first.lease('heir', 60, '2026-10-01T00:05:00.000Z', 60)).length, 60);
    await Promise.all(stores.map((store) => store.close()));
  });

  test('two who take the same entries at once leave each of them once', async () => {
    const { open } = await under.fresh();
    const stores = await Promise.all([open(), open()]);
    const log = new MadeUpLog('kiosk-1');
    for (let i = 0; i < 1500; i++) log.add(visitOf(digestOf(i), AT(1, i)));
    await Promise.all(stores.map((store) => store.takeEntries(log.head(), log.rows)));
    for (const store of stores) {
      assert.is(await store.entryCount('kiosk-1'), 1500);
      assert.is((await all(store)).length, 1500);
      await store.close();
    }
  });

  test('what was taken is there for the next process, and a row that is lost is seen', async () => {
    const { open, execute } = await under.fresh();
    const log = new MadeUpLog('kiosk-1').add(startedAt(AT(1)), startedAt(AT(2)));
    const first = await open();
    await first.takeEntries(log.head(), log.rows);
    await first.close();
    const second = await open();
    assert.equal(await second.head('kiosk-1'), log.head());
    await execute("DELETE FROM entry WHERE kiosk = 'kiosk-1' AND seq = 0");
    assert.equal(await incompleteKiosks(second), [{ kiosk: 'kiosk-1', size: 2, rows: 1 }]);
    await second.clear();
    assert.equal(await second.heads(), []);
    await second.takeEntries(log.head(), log.rows);
    assert.equal(await incompleteKiosks(second), []);
    await second.close();
    await execute('INSERT INTO schema_change (version) VALUES (99)');
    await rejects(open(), 'E-COUNTY-072');
  });
}
