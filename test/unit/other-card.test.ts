import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadOtherCards, type OtherCardRow, readErrorBook } from '../../config/index.ts';
import { fail, OTHER_CARD_CODES, OtherCardKind, ok, otherCardOf } from '../../domain/index.ts';
import { otherCardAnswer, otherCardAtr } from '../../firmware-bridge/simulators/other-card.ts';
import { recogniseOtherCard } from '../../firmware-bridge/transports/other-card.ts';
import type { ConnectedCard } from '../../firmware-bridge/transports/pcsc-port.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function shipped(): readonly OtherCardRow[] {
  const rows = loadOtherCards();
  if (!rows.ok) throw new Error(rows.error.detail);
  return rows.value;
}

/** A simulated card, and what it was asked and answered. */
function card(kind: OtherCardKind): ConnectedCard & { asked: Uint8Array[]; answers: Uint8Array[] } {
  const asked: Uint8Array[] = [];
  const answers: Uint8Array[] = [];
  return {
    asked,
    answers,
    atr: Buffer.from(otherCardAtr(kind)).toString('hex').toUpperCase(),
    async transmit(command) {
      asked.push(command);
      const answer = otherCardAnswer(kind, command);
      answers.push(answer);
      return ok(answer);
    },
  };
}

test('each kind is known by its applications; 优待证 without an entry of the county is a card that pays', async () => {
  for (const kind of OtherCardKind.options) {
    const known = kind === 'preferential-card' ? 'bank-card' : kind;
    assert.is(await recogniseOtherCard(card(kind), shipped()), known, kind);
  }
});

test('a county that knows the ATR of its 优待证 enters it', async () => {
  const rows = shipped().map((row) =>
    row.kind === 'preferential-card' ? { ...row, atrStarts: ['3B868001594F'] } : row,
  );
  const laid = card('preferential-card');
  assert.is(await recogniseOtherCard(laid, rows), 'preferential-card');
  assert.is(laid.asked.length, 0);
  assert.is(await recogniseOtherCard(card('bank-card'), rows), 'bank-card');
});

test('a card is asked for nothing but whether it has an application, and its answers are overwritten', async () => {
  for (const kind of OtherCardKind.options) {
    const laid = card(kind);
    await recogniseOtherCard(laid, shipped());
    for (const command of laid.asked) assert.equal([...command.subarray(0, 4)], [0x00, 0xa4, 0x04, 0x00]);
    for (const answer of laid.answers) assert.ok(answer.every((byte) => byte === 0));
  }
});

test('an application that is closed, or whose answer has to be fetched, is there all the same', async () => {
  for (const status of [
    [0x61, 0x20],
    [0x6c, 0x20],
    [0x62, 0x83],
  ])
    assert.is(
      await recogniseOtherCard(
        { atr: '', transmit: async () => ok(Uint8Array.from(status)) },
        shipped().filter(({ kind }) => kind === 'bank-card'),
      ),
      'bank-card',
    );
});

test('a T=0 card that refuses a command with data and Le is asked without', async () => {
  const laid = card('transport-card');
  const simple: ConnectedCard = {
    atr: '',
    transmit: async (command, ...rest) =>
      command.length > 5 + (command[4] ?? 0) ? ok(Uint8Array.of(0x67, 0)) : laid.transmit(command, ...rest),
  };
  assert.is(await recogniseOtherCard(simple, shipped()), 'transport-card');
});

test('a card that is lifted during the probes is no kind', async () => {
  let probes = 0;
  const lifted: ConnectedCard = {
    atr: '',
    transmit: async () => {
      probes++;
      return fail('E-CARD-002');
    },
  };
  assert.is(await recogniseOtherCard(lifted, shipped()), 'unknown');
  assert.is(probes, 1);
});

test('every kind has a code of its own with a sentence for the person, and the code tells the kind', () => {
  const book = readErrorBook();
  for (const kind of OtherCardKind.options) {
    const code = OTHER_CARD_CODES[kind];
    assert.is(otherCardOf(code), kind);
    assert.is(book.get(code)?.recovery, 'ask-person');
    assert.ok(book.get(code)?.person?.includes('身份证'), kind);
  }
  assert.is(otherCardOf('E-CARD-002'), undefined);
});

test('a list with more probes than a person waits for, or with none, is refused', () => {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const selects = Array(8).fill({ aid: 'A000000632010105', about: '', confidence: 'one' });
  const row = { kind: 'bank-card', about: '', atrStarts: [], selects };
  for (const [content, detail] of [
    [JSON.stringify([row, row, row, row]), /more than 24 probes/],
    ['[', /other-cards.json/],
    [JSON.stringify([{ ...row, kind: 'unknown' }]), /kind/],
  ] as const) {
    writeFileSync(join(folder, 'other-cards.json'), content);
    const rows = loadOtherCards(folder);
    assert.ok(!rows.ok && rows.error.code === 'E-CARD-015');
    assert.match(rows.error.detail ?? '', detail);
  }
});

test.run();
