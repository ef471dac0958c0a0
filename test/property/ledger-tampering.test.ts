import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { verifyLedger } from '../../device-daemon/ledger/index.ts';
import { newKey, openLedger, PERSON, visitOutcome } from '../support/ledger-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ENTRIES = 6;

/** A closed ledger of six entries, each its own frame, with the record that every byte of a file belongs to. */
async function closedLedger() {
  const folder = temporaryFolder();
  const { key, vkey } = newKey();
  const ledger = await openLedger(folder, key);
  while (ledger.size < ENTRIES) await ledger.append(visitOutcome(PERSON));
  await ledger.close();
  const bundle = readFileSync(join(folder, 'tile/entries/000.tail'));
  const lengths = entryLengths(bundle);
  const recordAt = (head: number) => (at: number) => {
    let start = 0;
    return lengths.findIndex((length) => {
      start += head + 2 + length;
      return at < start;
    });
  };
  const files: Record<string, (at: number) => number | null> = {
    journal: recordAt(12),
    'tile/entries/000.tail': recordAt(0),
    'tile/0/000.tail': (at) => Math.floor(at / 32),
    checkpoint: () => null,
  };
  return { folder, vkey, files };
}

function entryLengths(bundle: Buffer): number[] {
  const lengths: number[] = [];
  for (let at = 0; at < bundle.length; at += 2 + (lengths.at(-1) ?? 0)) lengths.push(bundle.readUInt16BE(at));
  return lengths;
}

test('any flipped bit of any file is found, and the record that it lies in is named', async () => {
  const { folder, vkey, files } = await closedLedger();
  assert.ok((await verifyLedger(folder, vkey)).sound);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(files)),
      fc.nat(),
      fc.nat({ max: 7 }),
      async (file, place, bit) => {
        const path = join(folder, file);
        const right = readFileSync(path);
        const at = place % right.length;
        const wrong = Buffer.from(right);
        wrong[at] = (wrong[at] ?? 0) ^ (1 << bit);
        writeFileSync(path, wrong);
        const report = await verifyLedger(folder, vkey);
        writeFileSync(path, right);
        const record = files[file]?.(at) ?? null;
        assert.not.ok(report.sound, `${file} byte ${at} bit ${bit}`);
        const named = report.findings.map((finding) => finding.record);
        // A changed length of a bundle's entry makes the bundle unreadable as a whole: its first record is named.
        const lengthFault = file.includes('entries') && named.includes(0);
        assert.ok(
          lengthFault || named.includes(record),
          `${file} byte ${at}: record ${record}, named ${named}`,
        );
      },
    ),
    { numRuns: 400 },
  );
  assert.ok((await verifyLedger(folder, vkey)).sound);
});

test('entries left out, put in or swapped are found', async () => {
  const { folder, vkey } = await closedLedger();
  const path = join(folder, 'journal');
  const journal = readFileSync(path);
  const starts: number[] = [];
  for (let at = journal.indexOf('YFJ1'); at >= 0; at = journal.indexOf('YFJ1', at + 1)) starts.push(at);
  const frames = starts.map((start, i) => journal.subarray(start, starts[i + 1] ?? journal.length));
  const orders = [
    [0, 1, 2, 3, 4],
    [0, 1, 3, 4, 5],
    [0, 2, 1, 3, 4, 5],
    [0, 1, 1, 2, 3, 4, 5],
    [1, 2, 3, 4, 5],
  ];
  for (const order of orders) {
    writeFileSync(path, Buffer.concat(order.flatMap((i) => frames[i] ?? [])));
    assert.not.ok((await verifyLedger(folder, vkey)).sound, order.join());
  }
});

test('a journal that is sound in itself but not the published one is found', async () => {
  const { folder, vkey } = await closedLedger();
  const other = await closedLedger();
  copyFileSync(join(other.folder, 'journal'), join(folder, 'journal'));
  const report = await verifyLedger(folder, vkey);
  assert.equal(
    report.findings.map((finding) => [finding.file, finding.record]),
    Array.from({ length: ENTRIES }, (_, record) => ['journal', record]),
  );
});

test.run();
