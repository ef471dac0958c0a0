import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { entryRows } from '../../county-desk/mirror/index.ts';
import { pullKiosk, type VerifiedSink } from '../../county-desk/pull/index.ts';
import type { EntryRow, VerifiedHead } from '../../county-desk/store/index.ts';
import { openCosigned, parseVerifierKey, verifyTree } from '../../domain/tlog/index.ts';
import { folderSource } from '../../ledger/index.ts';
import { KioskLog, madeUpEntries } from '../support/kiosk-log.ts';
import { COSIGNER, deviceOf, pullContext } from '../support/pull-fixture.ts';

const NAME = 'kiosk-990000-01';

function keyOf(kiosk: KioskLog) {
  const key = parseVerifierKey(kiosk.vkey);
  if (key === undefined) throw new Error('no key');
  return key;
}

test('a log that grows is pulled from where it was left, and the mirror is the log at every size', async () => {
  const entries = madeUpEntries(800);
  const kiosk = new KioskLog(NAME, []);
  const device = deviceOf(NAME, kiosk.vkey);
  const context = pullContext();
  const folder = join(context.mirror, NAME);
  let from = 0;
  for (const size of [0, 1, 2, 255, 256, 257, 512, 700, 800]) {
    const grown = new KioskLog(NAME, entries.slice(0, size), kiosk.key);
    const outcome = await pullKiosk(device, grown, context);
    assert.equal(outcome, { outcome: 'pulled', log: NAME, from, size, undelivered: null });
    const report = verifyTree(folderSource(folder), keyOf(kiosk));
    assert.equal(report.findings, []);
    assert.is(report.checkpoint?.size, size);
    const first = Math.floor(from / 256);
    assert.ok(
      grown.asked.every((asked) => Number(asked.split('/')[1]) >= first),
      `from ${from} only new tiles are read: ${grown.asked}`,
    );
    from = size;
  }
  const partials = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.p\/\d+$/.test(name),
  );
  assert.equal(partials.sort(), ['tile/0/003.p/32', 'tile/1/000.p/3', 'tile/entries/003.p/32']);
});

test('the county gives its cosignature with its time, and keeps every head', async () => {
  const kiosk = new KioskLog(NAME, madeUpEntries(10));
  const context = pullContext();
  const device = deviceOf(NAME, kiosk.vkey);
  await pullKiosk(device, kiosk, context);
  await pullKiosk(device, kiosk, context);
  assert.is(kiosk.delivered.length, 1);
  const [file] = kiosk.delivered;
  const note = Buffer.from(file?.bytes ?? []).toString('utf8');
  const opened = openCosigned(note, keyOf(kiosk), COSIGNER);
  assert.is(opened?.checkpoint.size, 10);
  assert.is(opened?.time, Date.UTC(2026, 5, 10) / 1000);
  const heads = readFileSync(join(context.mirror, NAME, 'heads.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  assert.is(heads.length, 1);
  assert.is(JSON.parse(heads[0] ?? '').note, note);
});

/** A sink that keeps what it was given. */
function keepingSink(): VerifiedSink & { rows: EntryRow[]; heads: VerifiedHead[] } {
  const rows: EntryRow[] = [];
  const heads: VerifiedHead[] = [];
  return {
    rows,
    heads,
    held: () => Promise.resolve(rows.length),
    take: (head, more) => {
      heads.push(head);
      rows.push(...more);
      return Promise.resolve();
    },
  };
}

test('the sink gets each entry once, without its sealed part, also after a pull that ended before it', async () => {
  const entries = madeUpEntries(300);
  const first = new KioskLog(NAME, entries.slice(0, 100));
  const device = deviceOf(NAME, first.vkey);
  const context = pullContext();
  await pullKiosk(device, first, context);
  const sink = keepingSink();
  await pullKiosk(device, first, { ...context, sink });
  assert.is(sink.rows.length, 100);
  await pullKiosk(device, new KioskLog(NAME, entries, first.key), { ...context, sink });
  assert.equal(
    sink.rows.map(({ seq }) => seq),
    Array.from({ length: 300 }, (_, i) => i),
  );
  assert.equal(
    sink.heads.map(({ size }) => size),
    [100, 300],
  );
  for (const { entry } of sink.rows)
    assert.is(entry.data.event === 'visit-outcome' ? entry.data.sealed : undefined, null);
  assert.is([...entryRows(join(context.mirror, NAME), 250, 260, 300)].length, 10);
});

test('a device that was set up anew has two logs, and the former one is still pulled by its own key', async () => {
  const old = new KioskLog(NAME, madeUpEntries(20));
  const present = new KioskLog(NAME, madeUpEntries(5));
  const former = [{ ledgerKey: old.vkey, until: '2026-06-02T00:00:00.000Z' }];
  const device = deviceOf(NAME, present.vkey, former);
  const context = pullContext();
  const first = await pullKiosk(device, present, context);
  const second = await pullKiosk(device, old, context);
  assert.is(first.outcome === 'pulled' && first.log, `${NAME}~2`);
  assert.is(second.outcome === 'pulled' && second.log, NAME);
  assert.ok(existsSync(join(context.mirror, `${NAME}~2`, 'checkpoint')));
});

test('what a crash leaves is put right or passed over: torn heads, an old checkpoint, tiles that no head covers', async () => {
  const entries = madeUpEntries(700);
  const kiosk = new KioskLog(NAME, entries.slice(0, 300));
  const device = deviceOf(NAME, kiosk.vkey);
  const context = pullContext();
  const folder = join(context.mirror, NAME);
  await pullKiosk(device, new KioskLog(NAME, entries.slice(0, 100), kiosk.key), context);
  const before = readFileSync(join(folder, 'checkpoint'));
  await pullKiosk(device, kiosk, context);
  appendFileSync(join(folder, 'heads.jsonl'), '{"at":"2026-06-10T0');
  writeFileSync(join(folder, 'checkpoint'), before);
  const right = new KioskLog(NAME, entries, kiosk.key);
  // One bundle that is whole and right, and one that was cut while it was written.
  writeFileSync(join(folder, 'tile/entries/001'), right.bytes({ level: 'entries', index: 1, width: 256 }));
  mkdirSync(join(folder, 'tile/entries/002.p'), { recursive: true });
  writeFileSync(
    join(folder, 'tile/entries/002.p/188'),
    right.bytes({ level: 'entries', index: 2, width: 100 }),
  );
  const outcome = await pullKiosk(device, right, context);
  assert.is(outcome.outcome === 'pulled' && outcome.from, 300);
  assert.not.ok(right.asked.includes('entries/1/256'), 'what was proven from disk is not read again');
  assert.ok(right.asked.includes('entries/2/188'));
  const report = verifyTree(folderSource(folder), keyOf(kiosk));
  assert.equal(report.findings, []);
  assert.is(report.checkpoint?.size, 700);
  assert.is(readFileSync(join(folder, 'heads.jsonl'), 'utf8').trimEnd().split('\n').length, 3);
});

test('a mirror whose own files were changed takes nothing more', async () => {
  const entries = madeUpEntries(300);
  const kiosk = new KioskLog(NAME, entries.slice(0, 280));
  const device = deviceOf(NAME, kiosk.vkey);
  const context = pullContext();
  await pullKiosk(device, kiosk, context);
  const path = join(context.mirror, NAME, 'tile/0/001.p/24');
  const bytes = readFileSync(path);
  bytes[5] = (bytes[5] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  const outcome = await pullKiosk(device, new KioskLog(NAME, entries, kiosk.key), context);
  assert.is(outcome.outcome === 'failed' && outcome.error.code, 'E-COUNTY-056');
});

test('a stick that is older than what was pulled over the line is no roll-back', async () => {
  const entries = madeUpEntries(300);
  const kiosk = new KioskLog(NAME, entries);
  const device = deviceOf(NAME, kiosk.vkey);
  const context = pullContext();
  await pullKiosk(device, kiosk, context);
  const stick = new KioskLog(NAME, entries.slice(0, 280), kiosk.key);
  const outcome = await pullKiosk(device, stick, { ...context, mayBeOld: true });
  assert.equal(outcome, { outcome: 'pulled', log: NAME, from: 300, size: 300, undelivered: null });
});

test.run();
