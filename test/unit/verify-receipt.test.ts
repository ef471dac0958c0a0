import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { pullKiosk } from '../../county-desk/pull/index.ts';
import { findLogs, readReceipt, verifyReceipt } from '../../county-desk/verify/index.ts';
import { receiptCode, receiptQr } from '../../domain/index.ts';
import { leafHash } from '../../domain/tlog/index.ts';
import { must } from '../support/county-fixture.ts';
import { KioskLog, madeUpEntries } from '../support/kiosk-log.ts';
import { deviceOf, pullContext } from '../support/pull-fixture.ts';

const NAME = 'kiosk-990000-01';
const entries = madeUpEntries(400);
const kiosk = new KioskLog(NAME, entries.slice(0, 300));
const context = pullContext();
await pullKiosk(deviceOf(NAME, kiosk.vkey), kiosk, context);
const logs = must(findLogs(join(context.mirror), [])).logs;

function leafOf(index: number): string {
  return Buffer.from(leafHash(entries[index] ?? Buffer.alloc(0))).toString('hex');
}

function verdictOf(text: string, printed?: string) {
  const claim = readReceipt(text);
  if (claim === undefined) throw new Error(`no receipt: ${text}`);
  return verifyReceipt(claim, logs, printed);
}

test('the QR code of a slip whose entry is in the log is proven', () => {
  for (const index of [0, 1, 255, 256, 299]) {
    const verdict = verdictOf(receiptQr({ origin: NAME, index, leafHash: leafOf(index) }));
    assert.is(verdict.verdict === 'proven' && verdict.entry.seq, index);
    assert.is(verdict.verdict === 'proven' && verdict.size, 300);
  }
});

test('the code in print alone finds the entry, with or without number and device', () => {
  const code = receiptCode(leafOf(123));
  const typed = code.toLowerCase().replace('-', ' ');
  for (const text of [code, typed, `123 ${code}`, `${NAME} 123 ${code}`, `${NAME} ${code}`]) {
    const verdict = verdictOf(text);
    assert.is(verdict.verdict === 'proven' && verdict.index, 123, text);
  }
});

test('a slip of another entry is refuted', () => {
  const verdict = verdictOf(receiptQr({ origin: NAME, index: 123, leafHash: leafOf(124) }));
  assert.equal(verdict, { verdict: 'refuted', why: 'other', log: NAME, index: 123 });
  assert.is(verdictOf(`124 ${receiptCode(leafOf(123))}`).verdict, 'refuted');
});

test('a true slip is not called false where its bundle or a tile is gone or damaged', async () => {
  const damaged = pullContext();
  await pullKiosk(deviceOf(NAME, kiosk.vkey), kiosk, damaged);
  const there = must(findLogs(join(damaged.mirror), [])).logs;
  const claim = readReceipt(receiptQr({ origin: NAME, index: 12, leafHash: leafOf(12) }));
  const other = readReceipt(receiptQr({ origin: NAME, index: 12, leafHash: leafOf(13) }));
  if (claim === undefined || other === undefined) throw new Error('no receipts');
  const verdict = (of = claim) => verifyReceipt(of, there, undefined).verdict;
  assert.is(verdict(), 'proven');
  const bundle = join(damaged.mirror, NAME, 'tile', 'entries', '000');
  const bytes = readFileSync(bundle);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  bytes.fill(0x20, 40, 4000);
  writeFileSync(bundle, bytes);
  assert.is(verdict(), 'unknown');
  rmSync(bundle);
  assert.is(verdict(), 'unknown');
  assert.is(verdict(other), 'refuted', 'the hashes alone prove that another entry stands there');
  rmSync(join(damaged.mirror, NAME, 'tile', '0', '000'));
  assert.is(verdict(other), 'unknown');
});

test('a slip beyond the last head cannot be told, unless later entries stand before it', () => {
  const text = receiptQr({ origin: NAME, index: 350, leafHash: leafOf(350) });
  assert.equal(verdictOf(text), { verdict: 'unknown', size: 300, keptAt: '2026-06-10T00:00:00.000Z' });
  // Entry 299, the last one here, was written at minute 299 of the day.
  assert.is(verdictOf(text, '2026-06-01T05:50:00.000Z').verdict, 'unknown');
  assert.is(verdictOf(text, '2026-06-01T04:58:30.000Z').verdict, 'unknown');
  assert.equal(verdictOf(text, '2026-06-01T04:50:00.000Z'), {
    verdict: 'refuted',
    why: 'late',
    log: NAME,
    index: 350,
  });
});

test('nothing can be told of a device or a code that is not here', () => {
  const other = receiptQr({ origin: 'kiosk-990000-02', index: 1, leafHash: leafOf(1) });
  assert.equal(verdictOf(other), { verdict: 'unknown', size: null, keptAt: null });
  assert.is(verdictOf(receiptCode('ff'.repeat(32))).verdict, 'unknown');
});

test('look-alikes are read, and what is no slip is none', () => {
  assert.equal(readReceipt('OI23-4567'), readReceipt('0123-4567'));
  assert.equal(readReceipt('0123 4567'), {
    origin: undefined,
    index: undefined,
    leafHash: undefined,
    code: '0123-4567',
  });
  for (const wrong of ['', 'YF1|x|1|ab', '0123-456U', 'kiosk 1', 'YF1|kiosk-990000-01|01|'.padEnd(87, 'a')])
    assert.is(readReceipt(wrong), undefined, wrong);
});

test.run();
