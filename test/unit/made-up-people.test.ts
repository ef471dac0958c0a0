import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { benefitTypes, madeUpPeople } from '../../config/index.ts';
import { ageOn, CardFile, cardExpired, isValidIdNumber, RosterRow } from '../../domain/index.ts';
import { encodeCardText, identityFromText, textFromCardFile } from '../../firmware-bridge/card/index.ts';

const people = madeUpPeople();
const today = '2026-06-30';
const person = (key: string) => {
  const found = people.find((candidate) => candidate.key === key);
  if (found === undefined) throw new Error(`${key} is missing`);
  return found;
};

test('they are the same people each time', () => {
  assert.is(people.length, 200);
  assert.equal(madeUpPeople(), people);
});

test('every card and every row keeps the contracts, and fits on a card without a warning', () => {
  for (const { key, card, roster } of people) {
    assert.ok(CardFile.safeParse(card).success, key);
    assert.ok(roster === null || RosterRow.safeParse(roster).success, key);
    assert.ok(isValidIdNumber(card.idNumber) && card.idNumber.startsWith('990000'), key);
    const text = textFromCardFile(card);
    const block = text.ok ? encodeCardText(text.value) : text;
    assert.ok(block.ok, key);
    const identity = identityFromText(block.value);
    assert.ok(identity.ok, key);
    assert.is(identity.value.name, card.name);
    assert.equal(identity.value.warnings, [], key);
  }
});

test('numbers are unique, all benefit types occur, ages go from 22 to 101', () => {
  assert.is(new Set(people.map(({ card }) => card.idNumber)).size, 200);
  const used = new Set(people.flatMap(({ roster }) => (roster === null ? [] : [roster.benefitType])));
  assert.equal(
    [...used].sort(),
    benefitTypes()
      .map((type) => type.key)
      .sort(),
  );
  const ages = people.map(({ card }) => ageOn(card.birth, today));
  assert.ok(Math.min(...ages) >= 21 && Math.min(...ages) <= 25);
  assert.is(Math.max(...ages), 101);
});

test('the cases to remember are what they are called', () => {
  assert.not(cardExpired({ validTo: '2036-05-20' }, today));
  assert.is(person('p001').card.validTo, '2036-05-20');
  assert.ok(person('p002').card.validTo < today);
  assert.is(person('p003').roster, null);
  assert.is(person('p004').roster?.status, 'deceased');
  assert.is(person('p005').card.ethnic, '04');
  assert.match(person('p006').card.name, '㐂');
  assert.is(person('p007').card.validTo, 'long-term');
  assert.is(person('p008').roster?.status, 'suspended');
  assert.is.not(person('p009').roster?.name, person('p009').card.name);
  assert.is(ageOn(person('p010').card.birth, today), 101);
  assert.is(people.filter(({ roster }) => roster === null).length, 3);
});

test.run();
