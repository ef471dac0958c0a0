import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import {
  type EntryForm,
  EntryFormChain,
  type EntryLink,
  Frontier,
  leafHash,
  openCheckpoint,
  parseVerifierKey,
  rootOf,
  verifyTree,
} from '../../domain/tlog/index.ts';
import { type EntryCodec, folderSource, LedgerFault, LogWriter, verifyLog } from '../../ledger/index.ts';
import { Publisher } from '../../ledger/publisher.ts';
import { newKey, ORIGIN } from '../support/ledger-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Another kind of log than the kiosk's: it counts. */
const Counted = z.strictObject({ seq: z.number().int(), prev: z.string(), count: z.number().int() });
type Counted = z.infer<typeof Counted>;
const COUNTED: EntryForm<Counted> = {
  schema: Counted,
  fault: (entry, before) => (entry.count < before.count ? 'counts backwards' : undefined),
};
const codec: EntryCodec<number, Counted> = {
  ...COUNTED,
  parse: (count) => z.number().int().parse(count),
  make: (count: number, link: EntryLink) => ({ ...link, count }),
  atOnce: ({ count }) => count % 1000 === 999,
};

const { key, vkey } = newKey();
const verifier = parseVerifierKey(vkey);
if (verifier === undefined) throw new Error('the key text must parse');

function open(folder: string, signWithinMs?: number): Promise<LogWriter<number, Counted>> {
  const within = signWithinMs === undefined ? {} : { signWithinMs };
  return LogWriter.open({ folder, origin: ORIGIN, signingKey: key, codec, ...within });
}

function signedSize(folder: string): number | undefined {
  try {
    return openCheckpoint(readFileSync(join(folder, 'checkpoint'), 'utf8'), verifier ?? fail())?.size;
  } catch {
    return undefined;
  }
}

function fail(): never {
  throw new Error('no verifier');
}

const soon = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(condition: () => boolean, what: string): Promise<void> {
  for (const end = Date.now() + 5000; !condition(); await soon(5))
    if (Date.now() > end) throw new Error(`never: ${what}`);
}

test('any kind of entry makes a log that verifies, and one that does not follow is named', async () => {
  const folder = temporaryFolder();
  const log = await open(folder);
  for (const count of [1, 2, 3]) await log.append(count);
  assert.is(log.last?.count, 3);
  await log.close();
  const again = await open(folder);
  assert.is(again.last?.count, 3);
  await again.append(2);
  await again.close();
  const report = await verifyLog(folder, vkey, COUNTED);
  assert.equal(
    report.findings.map(({ record, what, file }) => [record, what, file]),
    [
      [3, 'counts backwards', 'tile/entries/000.p/4'],
      [3, 'counts backwards', 'journal'],
    ],
  );
  const other = verifyTree(folderSource(folder), verifier ?? fail());
  assert.ok(
    other.findings.some(({ what }) => what.includes('no ledger entry')),
    'no kiosk has such entries',
  );
  const own = verifyTree(folderSource(folder), verifier ?? fail(), new EntryFormChain(COUNTED));
  assert.is(own.findings.length, 1);
});

test('a checkpoint is signed after 20 entries, at once where it matters, and not before', async () => {
  const folder = temporaryFolder();
  const log = await open(folder);
  for (let count = 0; count < 19; count++) await log.append(count);
  await soon(30);
  assert.is(signedSize(folder), undefined);
  await log.append(19);
  await until(() => signedSize(folder) === 20, 'the twentieth');
  await log.append(20);
  await soon(30);
  assert.is(signedSize(folder), 20);
  await log.append(999);
  await until(() => signedSize(folder) === 22, 'at once');
  await log.append(1000);
  await log.close();
  assert.is(signedSize(folder), 23, 'at shutdown');
});

test('a checkpoint is signed so long after the first entry that none covers', async () => {
  const folder = temporaryFolder();
  const log = await open(folder, 300);
  const since = Date.now();
  await log.append(1);
  await soon(150);
  await log.append(2);
  assert.is(signedSize(folder), undefined);
  await until(() => signedSize(folder) === 2, 'in time');
  assert.ok(Date.now() - since < 450, 'by the first entry, not the last');
  await log.append(3);
  await until(() => signedSize(folder) === 3, 'again');
  await log.close();
});

test('a checkpoint that is asked for comes though others go on appending', async () => {
  const folder = temporaryFolder();
  const log = await open(folder);
  let stop = false;
  const appending = (async () => {
    for (let count = 0; !stop; count++) await log.append(count);
  })();
  await log.append(0);
  const covered = log.size;
  await log.checkpoint();
  assert.ok((signedSize(folder) ?? 0) >= covered);
  stop = true;
  await appending;
  await log.close();
});

test('nothing is signed that does not follow from what was signed: an altered tile, a smaller or another tree', async () => {
  const folder = temporaryFolder();
  const log = await open(folder);
  await Promise.all(Array.from({ length: 300 }, (_, count) => log.append(count % 100)));
  await log.checkpoint();
  const before = readFileSync(join(folder, 'checkpoint'), 'utf8');
  const tail = join(folder, 'tile/1/000.tail');
  writeFileSync(tail, Buffer.alloc(32, 7));
  await log.append(1);
  const error = await log.checkpoint().catch((reason: unknown) => reason);
  assert.ok(error instanceof LedgerFault && error.code === 'E-LEDGER-020', String(error));
  assert.is(log.outage, 'E-LEDGER-020');
  assert.is(readFileSync(join(folder, 'checkpoint'), 'utf8'), before);
  await log.close();

  const leaves = [1, 2, 3].map((n) => leafHash(Buffer.from(`${n}`)));
  const grown = new Frontier();
  for (const leaf of leaves) grown.push(leaf);
  const signed = (size: number) => ({ origin: ORIGIN, size, root: rootOf(leaves.slice(0, 2)) });
  for (const [size, name] of [
    [4, 'smaller'],
    [3, 'another of the same size'],
  ] as const) {
    const publisher = new Publisher(
      { folder: temporaryFolder(), origin: ORIGIN, signingKey: key },
      { size: 3, bundleBytes: 0, signed: signed(size) },
    );
    assert.throws(
      () => publisher.publish(grown),
      (thrown: unknown) => thrown instanceof LedgerFault && thrown.code === 'E-LEDGER-020',
      name,
    );
  }
});

test('the edge of a tree is taken up again only when it fits the size', () => {
  const frontier = new Frontier();
  for (let n = 0; n < 600; n++) frontier.push(leafHash(Buffer.from(`${n}`)));
  const again = Frontier.of(600, frontier.edge());
  assert.equal(Buffer.from(again.root()), Buffer.from(frontier.root()));
  again.push(leafHash(Buffer.from('more')));
  frontier.push(leafHash(Buffer.from('more')));
  assert.equal(Buffer.from(again.root()), Buffer.from(frontier.root()));
  assert.throws(() => Frontier.of(602, frontier.edge()), /level 0/);
  assert.throws(() => Frontier.of(89, frontier.edge()), /level 1/);
});

test.run();
