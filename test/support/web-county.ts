import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type Logger, pino } from 'pino';
import { AccountDatabase, Accounts, Sessions, SignIn } from '../../county-desk/accounts/index.ts';
import { CountyActLog } from '../../county-desk/acts/index.ts';
import { type CountyKeys, keepDevice, makeCountyKeys } from '../../county-desk/enrolment/index.ts';
import { openRoster } from '../../county-desk/opening/index.ts';
import { takeRoster } from '../../county-desk/roster/index.ts';
import { type CountyStore, type EntryRow, openCountyStore } from '../../county-desk/store/index.ts';
import {
  type DeskDoors,
  type DeskParts,
  deskDevices,
  type RunningWeb,
  serveWeb,
} from '../../county-desk/web/index.ts';
import { personDigest } from '../../domain/county/index.ts';
import { type LedgerEvent, madeUpIdNumber, type RosterRow } from '../../domain/index.ts';
import { must } from './county-fixture.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { MadeUpAccounts } from './web-accounts.ts';

const HOUR = 3_600_000;
/** A morning of the campaign, 10:00 in China. */
export const MORNING = Date.parse('2026-11-28T02:00:00Z');

const TOWNSHIPS = ['青山镇', '梧桐乡', '清水街道', '石桥镇', '龙泉乡'] as const;
const VILLAGES = ['东村', '西村', '南村', '北村'] as const;
const TYPES = ['combat-veteran', 'disabled-soldier', 'martyr-family', 'rural-veteran-60'] as const;

/** A whole county in a temporary folder: keys, store, ledger, roster, and the web desk over them. All parts are real. */
export interface WebCounty {
  readonly folder: string;
  readonly keys: CountyKeys;
  readonly store: CountyStore;
  readonly log: CountyActLog;
  readonly rows: readonly RosterRow[];
  readonly accounts: MadeUpAccounts;
  readonly web: RunningWeb;
  readonly parts: DeskParts;
  readonly doors: DeskDoors;
  readonly logger: Logger;
  /** What the desk wrote to its log. */
  readonly logged: string[];
  /** The desk's clock, which a test may move. */
  now: number;
  digestOf(row: RosterRow): string;
  /** Takes events as the next verified entries of a kiosk. */
  happen(kiosk: string, events: readonly LedgerEvent[], at?: number): Promise<void>;
  /** Ends the desk and begins it anew over the same folder. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface WebCountyOptions {
  readonly people?: number;
  readonly publicOrigin?: string;
}

/** A county of made-up people, with nothing happened yet. */
export async function openWebCounty({
  people = 40,
  publicOrigin,
}: WebCountyOptions = {}): Promise<WebCounty> {
  const folder = join(temporaryFolder(), 'county');
  const keys = must(await makeCountyKeys(folder, '样例县'));
  const store = must(await openCountyStore(folder, undefined));
  const clock = { now: MORNING };
  const log = new CountyActLog({ folder, keys, store, now: () => clock.now });
  const rows = madeUpRoster(people);
  must(await takeRoster({ folder, keys, store, acts: log }, rows, 'cli:test'));
  const logged: string[] = [];
  const sizes = new Map<string, number>();
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString('utf8'));
      done();
    },
  });
  const logger = pino({ base: null }, sink);
  const begin = async () => {
    const db = new AccountDatabase(folder);
    const sessions = new Sessions(db, () => clock.now);
    const doors = {
      sessions,
      accounts: new Accounts(db, sessions, log, () => clock.now),
      signIn: new SignIn(db, sessions, log, () => clock.now),
    };
    const parts: DeskParts = {
      county: keys.county,
      campaign: {
        programme: 'annual-confirmation',
        year: 2026,
        opens: '2026-01-01',
        closes: '2026-12-31',
        ageAsOf: '2026-12-31',
        consentTextVersion: 'test',
        ...CAMPAIGN_REST,
      },
      folder,
      store,
      log,
      openRows: (persons, why) => openRoster({ folder, store, acts: log }, persons, why, why.what),
      devices: () => deskDevices(folder),
      digestOf: (idNumber) => personDigest(keys.personKey, idNumber),
      clock: () => clock.now,
    };
    const origin = publicOrigin === undefined ? {} : { publicOrigin };
    const web = must(await serveWeb({ port: 0, ...origin, parts, doors, logger }));
    return { db, doors, parts, web };
  };
  let running = await begin();
  const accounts = new MadeUpAccounts(() => running.doors.accounts, clock);
  return {
    folder,
    keys,
    store,
    log,
    rows,
    accounts,
    logged,
    get web() {
      return running.web;
    },
    logger,
    get parts() {
      return running.parts;
    },
    get doors() {
      return running.doors;
    },
    get now() {
      return clock.now;
    },
    set now(value) {
      clock.now = value;
    },
    digestOf: (row) => personDigest(keys.personKey, row.idNumber),
    async happen(kiosk, events, at = clock.now - HOUR) {
      const from = sizes.get(kiosk) ?? 0;
      const rowsOfKiosk = events.map((event, i) => entryRow(from + i, event, at + i * 60_000));
      sizes.set(kiosk, from + events.length);
      const root = 'ab'.repeat(32);
      const head = { kiosk, size: from + events.length, root, at: new Date(clock.now).toISOString() };
      await store.takeEntries(head, rowsOfKiosk);
    },
    async restart() {
      await running.web.close();
      running.db.close();
      running = await begin();
    },
    async close() {
      await running.web.close();
      running.db.close();
      await log.close();
      await store.close();
    },
  };
}

/** What a campaign has besides; see config/campaign.json. */
const CAMPAIGN_REST = {
  denominator: 'roster',
  homeVisitPercent: { '80+': 100, '70-79': 80, '<70': 60 },
} as const;

/** People of all ages, townships and kinds; every 17th is marked as deceased, every 13th as suspended. */
export function madeUpRoster(people: number): RosterRow[] {
  return Array.from({ length: people }, (_, i) => ({
    idNumber: madeUpIdNumber(`${1934 + (i % 36)}0${1 + (i % 9)}15`, i % 1000),
    name: `欧阳样例${i}`,
    phone: `1390000${String(i % 10_000).padStart(4, '0')}`,
    address: `梧桐巷样例路${i}号`,
    township: TOWNSHIPS[i % TOWNSHIPS.length] ?? '',
    village: VILLAGES[i % VILLAGES.length] ?? '',
    benefitType: TYPES[i % TYPES.length] ?? '',
    status: i % 17 === 16 ? 'deceased' : i % 13 === 12 ? 'suspended' : 'active',
  }));
}

/** A visit of a person with this outcome. */
export function visitOf(
  person: string,
  outcome: Extract<LedgerEvent, { event: 'visit-outcome' }>['outcome'] = 'CONFIRMED_FACE',
): Extract<LedgerEvent, { event: 'visit-outcome' }> {
  const means = outcome === 'CONFIRMED_FACE' ? 'face' : 'staff';
  const [visit, year, method, sealed] = [randomUUID(), 2026, 'station', null] as const;
  return { event: 'visit-outcome', visit, year, person, outcome, method, means, sealed };
}

/** Enrols a made-up kiosk by its file. */
export function enrolKiosk(county: WebCounty, kiosk: string, station: string): void {
  keepDevice(county.folder, {
    device: kiosk,
    station,
    ledgerKey: county.keys.verifierKey,
    recipient: county.keys.recipient,
    enrolledAt: new Date(county.now - 90 * 24 * HOUR).toISOString(),
    rosterVersion: 1,
    formerLedgerKeys: [],
    certificates: [],
    address: null,
    revokedAt: null,
  });
}

function entryRow(seq: number, data: LedgerEvent, at: number): EntryRow {
  return {
    seq,
    leaf: seq.toString(16).padStart(64, '0'),
    entry: {
      v: 1,
      seq,
      boot: '00000000-0000-4000-8000-000000000000',
      mono: seq,
      wall: new Date(at).toISOString(),
      clock: 'good',
      prev: '0'.repeat(64),
      data,
    },
  };
}
