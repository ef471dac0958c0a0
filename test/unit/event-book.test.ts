import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type EventField, PlainFieldType, packageFolder, readEventBook } from '../../config/index.ts';
import { LedgerEvent, madeUpIdNumber, SIGNED_AT_ONCE } from '../../domain/index.ts';
import { eventBookPage } from '../../setup/pages/event-book.ts';
import { sealedOf } from '../support/ledger-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const book = readEventBook().flatMap(({ events }) => events);

/** What a field of each type may hold. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  uuid: randomUUID(),
  digest: 'ab'.repeat(32),
  code: 'E-PRINT-001',
  bool: true,
  instant: '2026-06-01T08:00:00.000Z',
  year: 2026,
  index: 1234,
  age: 5000,
  operator: '001',
  version: 'youfu-kiosk 0.1.0',
  settings: ['face.trySeconds', 'operators'],
  outcome: 'CONFIRMED_FACE',
  method: 'station',
  means: 'face',
  judgement: 'same',
  'staff-reason': 'old-photo',
  sealed: sealedOf(8),
};

const idNumber = madeUpIdNumber('19490307', 523);
/** What nobody may ever read in a log, as people and programs write it. */
const PERSONAL: readonly string[] = [
  '张建国',
  'Zhang Jianguo',
  'zhang jianguo',
  idNumber,
  idNumber.slice(0, 17),
  '13900001234',
  '139-0000-1234 ',
  '样例镇梧桐村5号',
  '2级伤残',
  Buffer.from(idNumber).toString('base64'),
  Buffer.from('张建国').toString('base64'),
  Buffer.from('13900001234').toString('hex'),
];
const PERSONAL_NUMBERS = [13_900_001_234, Number(idNumber.slice(0, 17)), 19_490_307_523];

function sampleOf(field: EventField): unknown {
  if (field.type === 'int') return field.max;
  return field.type === 'enum' ? field.of[0] : SAMPLES[field.type];
}

function eventOf(entry: (typeof book)[number], change: Record<string, unknown> = {}) {
  const fields = Object.entries(entry.fields).map(([name, field]) => [name, sampleOf(field)]);
  return { event: entry.event, ...Object.fromEntries(fields), ...change };
}

test('every event of the book is one that can be logged, and no other is', () => {
  for (const entry of book) {
    assert.equal(LedgerEvent.parse(eventOf(entry)), eventOf(entry), entry.event);
    for (const [name, field] of Object.entries(entry.fields))
      assert.is(
        LedgerEvent.safeParse(eventOf(entry, { [name]: null })).success,
        field.nullable,
        `${entry.event}.${name} null`,
      );
  }
  assert.equal(
    LedgerEvent.options.map(({ shape }) => shape.event.value).sort(),
    book.map(({ event }) => event).sort(),
  );
  assert.not.ok(LedgerEvent.safeParse({ event: 'note', text: 'free words' }).success);
});

test('no field of any event takes a name, number, address or telephone number, in any form', () => {
  let tried = 0;
  for (const entry of book)
    for (const name of Object.keys(entry.fields))
      for (const value of [...PERSONAL, ...PERSONAL_NUMBERS, ...PERSONAL.map((text) => [text])]) {
        const parsed = LedgerEvent.safeParse(eventOf(entry, { [name]: value }));
        // An age is cut to 49 days: what was too large does not reach the disk.
        const written = JSON.stringify(parsed.data ?? '');
        assert.not.ok(
          written.includes(JSON.stringify(value).replaceAll('"', '')),
          `${entry.event}.${name} took ${value}`,
        );
        tried++;
      }
  assert.ok(tried > 1000);
});

test('what stands beside the fields of an event is not written', () => {
  const [first] = book;
  if (first === undefined) throw new Error('the book has events');
  const parsed = LedgerEvent.parse(eventOf(first, { words: '张建国' }));
  assert.not.ok('words' in parsed);
});

test('the book refuses a type that is not its own, an event told twice, and a field without a meaning', () => {
  const refuse = (events: unknown, wanted: RegExp): void => {
    const folder = join(temporaryFolder(), 'events');
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.json'), JSON.stringify(events));
    assert.throws(() => readEventBook(folder), wanted);
  };
  const event = (fields: unknown, name = 'made-up') => ({
    event: name,
    tells: 'A made-up event.',
    when: 'Never.',
    atOnce: false,
    fields,
  });
  refuse([event({ words: { type: 'text', means: 'Free words.' } })], /type/);
  refuse([event({ words: { type: 'uuid' } })], /means/);
  refuse([event({}), event({})], /stands twice/);
  refuse([event({ number: { type: 'int', min: 0, max: 2 ** 40, means: 'Too large.' } })], /max/);
  assert.not.ok(PlainFieldType.options.some((type) => ['text', 'string', 'any', 'json'].includes(type)));
});

test('what concerns security is signed at once', () => {
  for (const name of [
    'visit-outcome',
    'staff-login',
    'staff-judged',
    'door',
    'power',
    'clock-step',
    'settings-changed',
    'roster-rejected',
    'order-taken',
    'recipients-changed',
    'pruned',
  ] as const)
    assert.ok(SIGNED_AT_ONCE.has(name), name);
  assert.not.ok(SIGNED_AT_ONCE.has('receipt-printed'));
});

test('the page for auditors names every event and field', () => {
  const page = eventBookPage(readEventBook());
  assert.is(page, readFileSync(join(packageFolder(), 'docs', 'event-book.md'), 'utf8'));
  for (const { event, fields } of book)
    for (const name of [event, ...Object.keys(fields)]) assert.ok(page.includes(`\`${name}\``), name);
});

test.run();
