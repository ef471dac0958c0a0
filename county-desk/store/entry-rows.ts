import { z } from 'zod';
import { LedgerEntry } from '../../domain/index.ts';
import type { EntryRow, KioskLog, VerifiedHead } from './county-store.ts';
import { instant } from './instants.ts';
import type { Sql } from './sql.ts';
import { StoreFault } from './store-fault.ts';

const Head = z.object({
  kiosk: z.string(),
  size: z.number().int(),
  root: z.string(),
  at: z.string(),
});
const Count = z.object({ count: z.number().int() });
const Body = z.object({ seq: z.number().int(), leaf: z.string(), body: z.string() });
const At = z.object({ at: z.string() });

// A head without a time is the mark of an intake that has not come to an end yet.
const HEADS = "SELECT kiosk, size, root, at FROM head WHERE at <> ''";

/** CountyStore.head. */
export async function headOf(sql: Sql, kiosk: string): Promise<VerifiedHead | undefined> {
  return (await sql.rows(Head, `${HEADS} AND kiosk = ?`, [kiosk]))[0];
}

/** CountyStore.heads, by kiosk. */
export function allHeads(sql: Sql): Promise<VerifiedHead[]> {
  return sql.rows(Head, `${HEADS} ORDER BY kiosk`);
}

/** CountyStore.entryCount: rows that are there, whatever the head says. */
export async function entryCount(sql: Sql, kiosk: string): Promise<number> {
  const [found] = await sql.rows(
    Count,
    'SELECT CAST(count(*) AS integer) AS count FROM entry WHERE kiosk = ?',
    [kiosk],
  );
  return found?.count ?? 0;
}

/** CountyStore.kiosks. */
export async function kioskLogs(sql: Sql, asOf: string): Promise<KioskLog[]> {
  const logs: KioskLog[] = [];
  for (const { kiosk, size, root } of await allHeads(sql)) {
    // From the end backwards: nearly always the first row that is looked at.
    const [last] = await sql.rows(
      At,
      'SELECT at FROM entry WHERE kiosk = ? AND at <= ? ORDER BY seq DESC LIMIT 1',
      [kiosk, instant(asOf)],
    );
    logs.push({ kiosk, size, root, lastEntryAt: last?.at ?? null });
  }
  return logs;
}

/** CountyStore.entries. */
export async function entriesOf(sql: Sql, kiosk: string, from: number, most: number): Promise<EntryRow[]> {
  const rows = await sql.rows(
    Body,
    'SELECT seq, leaf, body FROM entry WHERE kiosk = ? AND seq >= ? ORDER BY seq LIMIT ?',
    [kiosk, from, most],
  );
  return rows.map(({ seq, leaf, body }) => ({ seq, leaf, entry: entryIn(body, kiosk, seq) }));
}

function entryIn(body: string, kiosk: string, seq: number): LedgerEntry {
  const read = LedgerEntry.safeParse(JSON.parse(body));
  if (!read.success) throw new StoreFault('E-COUNTY-071', `${kiosk}: row ${seq} is no ledger entry`);
  return read.data;
}
