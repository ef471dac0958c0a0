import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { CountyActLog } from '../../county-desk/acts/index.ts';
import { reckonFigures } from '../../county-desk/figures/index.ts';
import { rebuild } from '../../county-desk/rebuild/index.ts';
import { takeRoster } from '../../county-desk/roster/index.ts';
import { type CountyStore, openCountyStore } from '../../county-desk/store/index.ts';
import { Ledger, sealRecord } from '../../device-daemon/ledger/index.ts';
import { personDigest } from '../../domain/county/index.ts';
import type { ConfirmationRecord, LedgerEvent, RosterRow } from '../../domain/index.ts';
import { exportLog } from '../../ledger/index.ts';
import { DEVICE, type Enrolled, enrolled, madeUpRows, must } from './county-fixture.ts';
import { CAMPAIGN } from './made-up-facts.ts';

/** A county with one enrolled kiosk that has written a real log, a mirror of it, a roster, and its own ledger. */
export interface MadeUpCounty extends Enrolled {
  readonly rows: readonly RosterRow[];
  readonly digest: (row: RosterRow) => string;
}

/** What an entry of the kiosk says and when it was written. */
export interface Written {
  readonly at: string;
  readonly event: LedgerEvent;
}

/** A visit whose record is sealed to the county, as a kiosk writes it. */
export async function sealedVisit(
  county: MadeUpCounty,
  row: RosterRow,
  at: string,
  changed: Partial<Extract<LedgerEvent, { event: 'visit-outcome' }>> = {},
): Promise<Written> {
  const visit = randomUUID();
  const person = county.digest(row);
  const base = {
    visit,
    year: 2026,
    person,
    outcome: 'CONFIRMED_FACE',
    method: 'station',
    means: 'face',
  } as const;
  const { outcome, method, means } = { ...base, ...changed };
  const record: ConfirmationRecord = {
    format: 'youfu-record/1',
    programme: 'annual-confirmation',
    year: 2026,
    outOfWindow: false,
    visit,
    person,
    idNumber: row.idNumber,
    name: row.name,
    card: {
      type: 'resident',
      validTo: 'long-term',
      expired: false,
      readHow: 'pcsc-paged',
      nameDiffersFromRoster: false,
    },
    roster: { version: 1, township: row.township, village: row.village, benefitType: row.benefitType },
    outcome,
    outcomeReason: null,
    method,
    means,
    face: {
      tries: 1,
      score: 0.7,
      band: 'accept',
      threshold: 0.43,
      model: 'a',
      liveness: 'passed',
      ended: 'matched',
    },
    consents: [],
    contactRight: true,
    changes: [],
    signature: { kind: 'mark', shownSha256: 'ab'.repeat(32) },
    staff: null,
    device: DEVICE,
    station: '样例镇退役军人服务站',
    boot: randomUUID(),
    startedAt: at,
    committedAt: at,
    monotonicMs: 5,
    clock: 'good',
    textsSha256: 'ee'.repeat(32),
    software: 'test',
  };
  const sealed = await sealRecord(record, [county.county.recipient]);
  return { at, event: { event: 'visit-outcome', ...base, ...changed, sealed } };
}

/** Enrols a kiosk and makes so many people up. */
export async function madeUpCounty(people: number): Promise<MadeUpCounty> {
  const made = await enrolled();
  const digest = (row: RosterRow) => personDigest(made.county.personKey, row.idNumber);
  return { ...made, rows: madeUpRows(people), digest };
}

/** Lets the kiosk write these, then mirrors its log as a pull at `pulledAt` leaves it. */
export async function writeAndMirror(
  county: MadeUpCounty,
  entries: readonly Written[],
  pulledAt: string,
): Promise<void> {
  let now = Date.parse(entries[0]?.at ?? pulledAt);
  const folder = join(county.kioskFolder, 'ledger');
  const ledger = await Ledger.open({
    folder,
    origin: DEVICE,
    signingKey: county.keys.ledgerKey,
    boot: randomUUID(),
    software: 'test',
    now: () => now,
    monotonic: () => performance.now(),
  });
  for (const { at, event } of entries) {
    now = Date.parse(at);
    await ledger.append(event);
  }
  await ledger.close();
  const mirror = join(county.countyFolder, 'mirror', DEVICE);
  await exportLog(folder, mirror);
  const note = readFileSync(join(mirror, 'checkpoint'), 'utf8');
  appendFileSync(join(mirror, 'heads.jsonl'), `${JSON.stringify({ at: pulledAt, note })}\n`);
}

/** Opens a store at `url`, or in the folder, with the county's ledger beside it. */
export async function openDeskOf(county: MadeUpCounty, folder = county.countyFolder, url?: string) {
  const store = must(await openCountyStore(folder, url));
  const acts = new CountyActLog({
    folder: county.countyFolder,
    keys: county.county,
    store,
    now: Date.now,
  });
  const desk = { folder: county.countyFolder, keys: county.county, store, acts };
  return {
    ...desk,
    takeRoster: async () => must(await takeRoster(desk, county.rows, 'cli:test')),
    rebuild: async () => must(await rebuild(desk)),
    close: async () => {
      await acts.close();
      await store.close();
    },
  };
}

/** The figures as canonical JSON. */
export async function figuresJson(store: CountyStore, asOf: string): Promise<string> {
  const persons = store.persons(CAMPAIGN.year, asOf);
  const kiosks = await store.kiosks(asOf);
  return canonicalize(await reckonFigures({ campaign: CAMPAIGN, asOf, persons, kiosks })) ?? '';
}
