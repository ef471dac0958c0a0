import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { Ledger } from '../../device-daemon/ledger/index.ts';
import { type Bench, median } from './bench-line.ts';

const APPENDS = 200;
/** Bytes of a sealed record: what a visit with a signature comes to. */
const SEALED_BYTES = 6000;
const AGE_HEAD = Buffer.from('age-encryption.org/v1\n');

/** One durable append, alone, as at the end of a visit; beside an insert of the same bytes into SQLite with FULL. */
export const ledgerAppend: Bench = {
  name: 'ledger-append',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-ledger-'));
    try {
      const sealed = Buffer.concat([AGE_HEAD, randomBytes(SEALED_BYTES)]).toString('base64');
      const own = await appendTimes(join(folder, 'ledger'), sealed);
      const peer = insertTimes(join(folder, 'peer.db'), sealed);
      const value = median(own);
      return [
        { name: 'ledger-append', value, unit: 'ms', ratio: value / median(peer), peer: 'libsql-insert-full' },
        { name: 'ledger-append-libsql-insert', value: median(peer), unit: 'ms' },
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function appendTimes(folder: string, sealed: string): Promise<number[]> {
  const ledger = await Ledger.open({
    folder,
    origin: 'bench.kiosk',
    signingKey: generateKeyPairSync('ed25519').privateKey,
    boot: randomUUID(),
    software: 'bench',
    now: () => Date.now(),
    monotonic: () => performance.now(),
  });
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

function insertTimes(path: string, sealed: string): number[] {
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
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
