import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Decrypter, Encrypter } from 'age-encryption';
import canonicalize from 'canonicalize';
import { benefitTypes, madeUpPeople, paperTexts, readPaperSettings } from '../../config/index.ts';
import type { CountyEntry, DeskAct, PersonAct } from '../../county-desk/acts/index.ts';
import type { Desk } from '../../county-desk/cli/desk.ts';
import { type CountyKeys, makeCountyKeys } from '../../county-desk/enrolment/index.ts';
import { personDigestOf } from '../../county-desk/exchange/index.ts';
import type { DeviceState } from '../../county-desk/reports/index.ts';
import { type CountyStore, openCountyStore, type RosterEntry } from '../../county-desk/store/index.ts';
import { birthFromIdNumber, type Campaign, fail, ok, RosterRow } from '../../domain/index.ts';
import { must } from './county-fixture.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The officers' year of the made-up county. */
export const DESK_CAMPAIGN: Campaign = {
  programme: 'annual-confirmation',
  year: 2026,
  opens: '2026-10-16',
  closes: '2026-11-30',
  ageAsOf: '2026-12-31',
  consentTextVersion: '2026-1',
};

/** A made-up person of the desk's roster. */
export interface DeskPerson {
  readonly person: string;
  readonly row: RosterRow;
}

export interface TestDesk extends Desk {
  readonly people: readonly DeskPerson[];
  readonly keys: CountyKeys;
  /** Every entry of the county's ledger so far. */
  readonly written: readonly CountyEntry[];
  /** Sets the clock. */
  setNow(instant: string): void;
  setDevices(devices: readonly DeviceState[]): void;
}

const FIRST_DAY = '2026-10-10T00:00:00.000Z';

/** A county's desk over a real store in a folder of its own, with a roster of made-up people sealed to the county. */
export async function testDesk(count = 200): Promise<TestDesk> {
  const folder = temporaryFolder();
  const keys = must(await makeCountyKeys(folder, '演练县'));
  const store = must(await openCountyStore(folder, ''));
  const people = madeUpPeople()
    .flatMap(({ roster }) => (roster === null ? [] : [roster]))
    .slice(0, count)
    .map((row): DeskPerson => ({ person: personDigestOf(row.idNumber, keys.personKey), row }));
  await store.takeRoster(
    1,
    FIRST_DAY,
    await Promise.all(people.map((one) => rosterEntry(one, keys.recipient))),
  );
  const written: CountyEntry[] = [];
  let present = '2026-10-16T00:00:00.000Z';
  let devices: readonly DeviceState[] = [];
  const append = async (by: string, data: PersonAct | DeskAct): Promise<CountyEntry> => {
    const before = written.at(-1);
    const prev = before === undefined ? '0'.repeat(64) : sha256(JSON.stringify(before));
    const entry: CountyEntry = { v: 1, seq: written.length, at: present, by, prev, data };
    await store.takeActs([entry]);
    written.push(entry);
    return entry;
  };
  return {
    folder,
    keys,
    county: keys.county,
    personKey: keys.personKey,
    campaign: DESK_CAMPAIGN,
    settings: must(readPaperSettings()),
    benefits: new Map(benefitTypes().map(({ key, label }) => [key, label])),
    software: '0.1.0',
    say: paperTexts(),
    store,
    people,
    written,
    log: { append },
    openRows: async (persons, { operator, reason }) => {
      await append(operator, { act: 'opened', what: 'list', persons: persons.length, person: null, reason });
      return opened(store, persons, folder);
    },
    now: () => present,
    devices: async () => devices,
    close: () => store.close(),
    setNow: (instant) => {
      present = instant;
    },
    setDevices: (given) => {
      devices = given;
    },
  };
}

async function rosterEntry({ person, row }: DeskPerson, recipient: string): Promise<RosterEntry> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const sealed = Buffer.from(await encrypter.encrypt(canonicalize(row) ?? '')).toString('base64');
  const { township, village, benefitType, status, idNumber } = row;
  return {
    person,
    version: 1,
    born: birthFromIdNumber(idNumber) ?? '',
    township,
    village,
    benefitType,
    status,
    sealed,
  };
}

async function opened(store: CountyStore, persons: readonly string[], folder: string) {
  const decrypter = new Decrypter();
  decrypter.addIdentity(readFileSync(join(folder, 'keys', 'records.agekey'), 'utf8').trim());
  const rows = new Map<string, RosterRow>();
  for (const person of persons) {
    const sealed = await store.sealedRow(person);
    if (sealed === undefined) continue;
    const text = await decrypter.decrypt(Buffer.from(sealed, 'base64'), 'text');
    const row = RosterRow.safeParse(JSON.parse(text));
    if (!row.success) return fail('E-COUNTY-106', 'a sealed row is none');
    rows.set(person, row.data);
  }
  return ok(rows);
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
