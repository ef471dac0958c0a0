import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { Ledger } from '../../device-daemon/ledger/index.ts';
import type { LedgerEvent } from '../../domain/index.ts';
import { type Bench, type BenchLine, median } from './bench-line.ts';

const APPENDS = 200;
/** Bytes of a sealed record: what a visit with a signature comes to. */
const SEALED_BYTES = 6000;
const AGE_HEAD = Buffer.from('age-encryption.org/v1\n');

/** Entries for the rates; each has about the 400 bytes of the scale's arithmetic (docs/log-format.md). */
const ENTRIES = 1500;
/** Appends that are under way at once in a burst: what one frame takes. */
const AT_ONCE = 64;

/**
 * One durable append of a record, alone, as at the end of a visit; then entries a second, one after the other and 64 at
 * once. Beside SQLite with synchronous=FULL in WAL: one insert a transaction, and 64.
 */
export const ledgerAppend: Bench = {
  name: 'ledger-append',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-ledger-'));
    try {
      const sealed = Buffer.concat([AGE_HEAD, randomBytes(SEALED_BYTES)]).toString('base64');
      const own = await appendTimes(join(folder, 'ledger'), sealed);
      const peer = insertTimes(join(folder, 'peer.db'), sealed);
      const value = median(own);
      const rates = await appendRates(folder);
      return [
        { name: 'ledger-append', value, unit: 'ms', ratio: value / median(peer), peer: 'libsql-insert-full' },
        { name: 'ledger-append-libsql-insert', value: median(peer), unit: 'ms' },
        ...rates,
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function appendTimes(folder: string, sealed: string): Promise<number[]> {
  const ledger = await openLedger(folder);
  const times: number[] = [];
  for (let i = 0; i < APPENDS; i++) {
    const since = performance.now();
    await ledger.append({
      event: 'visit-outcome',
      visit: randomUUID(),
      year: 2026,
      person: randomBytes(32).toString('hex'),
      outcome: 'CONFIRMED_STAFF',
      method: 'station',
      means: 'staff',
      sealed,
    });
    times.push(performance.now() - since);
    // Visits are minutes apart: what is published and signed after an append is done before the next one.
    await ledger.checkpoint();
  }
  await ledger.close();
  return times;
}

async function appendRates(folder: string): Promise<BenchLine[]> {
  const own = {
    alone: await entriesASecond(join(folder, 'alone'), 1),
    burst: await entriesASecond(join(folder, 'burst'), AT_ONCE),
  };
  const peer = {
    alone: insertsASecond(join(folder, 'alone.db'), 1),
    burst: insertsASecond(join(folder, 'burst.db'), AT_ONCE),
  };
  const unit = 'entries/s';
  return [
    {
      name: 'ledger-entries-alone',
      value: own.alone,
      unit,
      ratio: own.alone / peer.alone,
      peer: 'libsql-insert-full',
    },
    { name: 'ledger-entries-alone-libsql', value: peer.alone, unit },
    {
      name: 'ledger-entries-burst',
      value: own.burst,
      unit,
      ratio: own.burst / peer.burst,
      peer: 'libsql-transaction-of-64-full',
    },
    { name: 'ledger-entries-burst-libsql', value: peer.burst, unit },
  ];
}

/** Durable entries a second with so many appends under way, the last checkpoint included. */
async function entriesASecond(folder: string, atOnce: number): Promise<number> {
  const ledger = await openLedger(folder);
  let left = ENTRIES;
  const since = performance.now();
  const appending = async (): Promise<void> => {
    while (left-- > 0) await ledger.append(smallEvent());
  };
  await Promise.all(Array.from({ length: atOnce }, appending));
  await ledger.checkpoint();
  const seconds = (performance.now() - since) / 1000;
  await ledger.close();
  return ENTRIES / seconds;
}

/** An entry of it has 400 bytes. */
function smallEvent(): LedgerEvent {
  return { event: 'repeat-visit', visit: randomUUID(), person: randomBytes(32).toString('hex') };
}

/** Durable inserts a second of rows of as many bytes, so many in a transaction. */
function insertsASecond(path: string, inTransaction: number): number {
  const database = openDatabase(path);
  database.exec('CREATE TABLE entry (id INTEGER PRIMARY KEY, entry TEXT)');
  const insert = database.prepare('INSERT INTO entry (entry) VALUES (?)');
  const rows = database.transaction((count: number) => {
    for (let i = 0; i < count; i++) insert.run(randomBytes(200).toString('hex'));
  });
  const since = performance.now();
  for (let done = 0; done < ENTRIES; done += inTransaction) rows(Math.min(inTransaction, ENTRIES - done));
  const seconds = (performance.now() - since) / 1000;
  database.close();
  return ENTRIES / seconds;
}

function openDatabase(path: string): Database.Database {
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  return database;
}

function openLedger(folder: string): Promise<Ledger> {
  return Ledger.open({
    folder,
    origin: 'bench.kiosk',
    signingKey: generateKeyPairSync('ed25519').privateKey,
    boot: randomUUID(),
    software: 'bench',
    now: () => Date.now(),
    monotonic: () => performance.now(),
  });
}

function insertTimes(path: string, sealed: string): number[] {
  const database = openDatabase(path);
  database.exec('CREATE TABLE entry (id INTEGER PRIMARY KEY, person TEXT, sealed TEXT)');
  const insert = database.prepare('INSERT INTO entry (person, sealed) VALUES (?, ?)');
  const times: number[] = [];
  for (let i = 0; i < APPENDS; i++) {
    const person = randomBytes(32).toString('hex');
    const since = performance.now();
    insert.run(person, sealed);
    times.push(performance.now() - since);
  }
  database.close();
  return times;
}
