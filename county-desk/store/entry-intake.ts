import { z } from 'zod';
import { EMPTY_ROOT } from '../../domain/tlog/index.ts';
import { batchesOf } from './batches.ts';
import type { EntryRow, VerifiedHead } from './county-store.ts';
import { factsOf } from './entry-facts.ts';
import { instant, monthOf } from './instants.ts';
import type { Sql, SqlDatabase } from './sql.ts';
import { StoreFault } from './store-fault.ts';
import { ENTRY, JUDGEMENT, VISIT } from './tables.ts';

const NO_ROOT = Buffer.from(EMPTY_ROOT).toString('hex');

const Held = z.object({ size: z.number().int(), root: z.string(), at: z.string() });
type Held = z.infer<typeof Held>;
const Leaf = z.object({ seq: z.number().int(), leaf: z.string() });

/** CountyStore.takeEntries. An entry's month is the one in which the county took it: no kiosk's clock decides it. */
export async function takeEntries(
  database: SqlDatabase,
  head: VerifiedHead,
  rows: Iterable<EntryRow>,
): Promise<void> {
  const at = instant(head.at);
  const month = monthOf(at);
  await database.openMonth(month);
  await database.write(async (sql) => {
    const held = await lockHead(sql, head.kiosk, database.dialect.forUpdate);
    refuseOther(head, held);
    let next: number | undefined;
    for (const batch of batchesOf(rows)) {
      next ??= Math.min(batch[0]?.seq ?? 0, held.size);
      next = follow(batch, next, head.kiosk);
      await compareKnown(sql, head.kiosk, batch, held.size);
      const fresh = batch.filter(({ seq }) => seq >= held.size);
      await insertFacts(sql, head.kiosk, month, fresh);
    }
    const reached = Math.max(next ?? 0, held.size);
    if (reached !== head.size)
      throw new StoreFault(
        'E-COUNTY-073',
        `${head.kiosk}: entries end before ${reached}, the head names ${head.size}`,
      );
    if (head.size === held.size && held.at !== '') return;
    await sql.run('UPDATE head SET size = ?, root = ?, at = ? WHERE kiosk = ?', [
      head.size,
      head.root,
      at,
      head.kiosk,
    ]);
  });
}

/** The kiosk's head, held by this transaction: intakes of one kiosk go one after another. */
async function lockHead(sql: Sql, kiosk: string, forUpdate: string): Promise<Held> {
  await sql.run(`INSERT INTO head (kiosk, size, root, at) VALUES (?, 0, ?, '') ON CONFLICT DO NOTHING`, [
    kiosk,
    NO_ROOT,
  ]);
  const [held] = await sql.rows(Held, `SELECT size, root, at FROM head WHERE kiosk = ? ${forUpdate}`, [
    kiosk,
  ]);
  if (held === undefined) throw new StoreFault('E-COUNTY-071', `${kiosk}: its head is gone`);
  return held;
}

function refuseOther(head: VerifiedHead, held: Held): void {
  if (head.size < held.size)
    throw new StoreFault('E-COUNTY-073', `${head.kiosk}: a head of ${head.size} after one of ${held.size}`);
  if (head.size === held.size && held.at !== '' && head.root !== held.root)
    throw new StoreFault('E-COUNTY-073', `${head.kiosk}: two roots for ${head.size} entries`);
}

/** The index after the batch, whose entries must be `next` and on without a gap. */
function follow(batch: readonly EntryRow[], next: number, kiosk: string): number {
  let wanted = next;
  for (const { seq, entry } of batch) {
    if (seq !== wanted || entry.seq !== seq)
      throw new StoreFault('E-COUNTY-073', `${kiosk}: entry ${seq} came where ${wanted} follows`);
    wanted += 1;
  }
  return wanted;
}

/** Entries that are held already must be the same ones. */
async function compareKnown(
  sql: Sql,
  kiosk: string,
  batch: readonly EntryRow[],
  size: number,
): Promise<void> {
  const first = batch[0]?.seq ?? size;
  if (first >= size) return;
  const held = await sql.rows(
    Leaf,
    'SELECT seq, leaf FROM entry WHERE kiosk = ? AND seq >= ? AND seq < ? ORDER BY seq',
    [kiosk, first, first + batch.length],
  );
  for (const { seq, leaf } of held)
    if (batch[seq - first]?.leaf !== leaf)
      throw new StoreFault('E-COUNTY-073', `${kiosk}: entry ${seq} is another than the one held`);
}

async function insertFacts(sql: Sql, kiosk: string, month: number, rows: readonly EntryRow[]): Promise<void> {
  if (rows.length === 0) return;
  const facts = rows.map((row) => factsOf(kiosk, month, row));
  await sql.insert(
    ENTRY,
    facts.map(({ entry }) => entry),
  );
  await sql.insert(
    VISIT,
    facts.flatMap(({ visit }) => (visit === undefined ? [] : [visit])),
  );
  await sql.insert(
    JUDGEMENT,
    facts.flatMap(({ judgement }) => (judgement === undefined ? [] : [judgement])),
  );
}
