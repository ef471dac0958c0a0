import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { LedgerEntry, type LedgerEvent } from '../../domain/index.ts';
import {
  canonicalPattern,
  decodeEntry,
  EntryChain,
  encodeEntry,
  KioskChain,
  kioskLink,
  leafHashHex,
} from '../../domain/tlog/index.ts';
import { madeUpEntries } from '../support/kiosk-log.ts';
import { visitOutcome } from '../support/ledger-fixture.ts';

const visit = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const person = 'ab'.repeat(32);
/** Events with every type of field that the event book has. */
const EVENTS: readonly LedgerEvent[] = [
  visitOutcome(person),
  visitOutcome(person, 'CONFIRMED_STAFF'),
  { event: 'device-stopped' },
  { event: 'device-started', software: 'youfu-kiosk 0.1.0', recovered: 1 },
  { event: 'receipt-printed', visit, index: 1234, copy: 2 },
  { event: 'device-health', part: 'paper', code: 'E-PRINT-001', state: 'bad' },
  { event: 'staff-judged', visit, operator: '001', judgement: 'same', reason: 'old-photo' },
  { event: 'staff-login', operator: 'unknown', accepted: false },
  { event: 'callback-wanted', visit: null, person: null },
  { event: 'settings-changed', keys: ['face.trySeconds', 'operators'], sha256: person },
  { event: 'cosigned', size: 20, time: '2026-06-01T08:00:00.000Z' },
  { event: 'door', open: true, ageMs: 60_000 },
];
const entries = madeUpEntries(EVENTS.length, (i) => EVENTS[i] ?? { event: 'device-stopped' });

const anEntry = fc.constantFrom(...entries);
/** One byte of an entry changed, put in or left out: by what stands in JSON as often as by anything. */
const change = fc.record({
  at: fc.nat(),
  remove: fc.nat({ max: 2 }),
  put: fc.oneof(
    fc.constant(''),
    fc.constantFrom('"', '\\', ',', '}', ' ', '0', '-', '.', 'e', 'null', '\\u0061', 'é', '"a":1,', '\u0000'),
    fc.string({ maxLength: 3 }),
  ),
});

function changed(bytes: Buffer, { at, remove, put }: { at: number; remove: number; put: string }): Buffer {
  const place = at % bytes.length;
  return Buffer.concat([bytes.subarray(0, place), Buffer.from(put), bytes.subarray(place + remove)]);
}

function linkOf(bytes: Buffer) {
  const link = kioskLink(bytes);
  if (link === undefined) return undefined;
  const { boot, clock, mono, prev, seq, wall } = link;
  return { boot, clock, mono, prev, seq, wall };
}

/** The same by parsing, checking and writing again. */
function slowLinkOf(bytes: Buffer) {
  const entry = decodeEntry(bytes);
  if (entry === undefined) return undefined;
  const { boot, clock, mono, prev, seq, wall } = entry;
  return { boot, clock, mono, prev, seq, wall };
}

test('links read by the pattern are those that parsing gives, also of entries that are not quite right', () => {
  fc.assert(
    fc.property(anEntry, fc.array(change, { maxLength: 3 }), (entry, changes) => {
      const bytes = changes.reduce(changed, entry);
      assert.equal(linkOf(bytes), slowLinkOf(bytes), bytes.toString('utf8'));
    }),
    { numRuns: 6000 },
  );
});

test('whatever the pattern matches, the schema takes in exactly these bytes', () => {
  const pattern = canonicalPattern(LedgerEntry, []);
  let matched = 0;
  fc.assert(
    fc.property(anEntry, change, (entry, one) => {
      const bytes = changed(entry, one);
      if (!pattern.test(bytes.toString('latin1'))) return;
      matched += 1;
      const parsed = LedgerEntry.parse(JSON.parse(bytes.toString('utf8')));
      assert.ok(encodeEntry(parsed).equals(bytes), bytes.toString('utf8'));
    }),
    { numRuns: 6000 },
  );
  assert.ok(matched > 100, 'changes that leave a right entry must occur, or this proves nothing');
});

test('events of nearly every kind are read without parsing', () => {
  const pattern = canonicalPattern(LedgerEntry, []);
  const slow = entries
    .filter((bytes) => !pattern.test(bytes.toString('latin1')))
    .map((bytes) => decodeEntry(bytes)?.data.event);
  // Lists are rare; an age is cut to 32 bits when it is written, which no JSON Schema says.
  assert.equal(slow, ['settings-changed', 'door']);
});

test('both chains find the same fault at the same entry', () => {
  const log = madeUpEntries(30, (i) => EVENTS[i % EVENTS.length] ?? { event: 'device-stopped' });
  fc.assert(
    fc.property(fc.nat({ max: 29 }), fc.nat({ max: 29 }), fc.option(change), (from, to, one) => {
      const bad = [...log];
      const moved = bad[from];
      if (moved !== undefined) bad[to] = one === null ? moved : changed(moved, one);
      const [slow, fast] = [new EntryChain(), new KioskChain()];
      for (const bytes of bad) assert.is(fast.follow(bytes, leafHashHex(bytes)), slow.follow(bytes));
      const half = new KioskChain({ size: 15, last: bad[14] ?? Buffer.alloc(0) });
      const whole = new EntryChain();
      const faults = bad.map((bytes) => whole.follow(bytes));
      bad.slice(15).forEach((bytes, i) => {
        assert.is(half.follow(bytes, leafHashHex(bytes)), faults[15 + i]);
      });
    }),
    { numRuns: 300 },
  );
});

test.run();
