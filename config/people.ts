import type { CardFile, RosterRow } from '../domain/index.ts';
import { madeUpIdNumber } from '../domain/index.ts';
import { benefitTypes } from './benefit-types.ts';
import { FEMALE_GIVEN, MALE_GIVEN, MINORITY_NAMES, SURNAMES, TOWNSHIPS } from './made-up-names.ts';
import { SPECIAL_PEOPLE, type SpecialPerson } from './special-people.ts';

/** Somebody who does not exist: their card, and how the county's register holds them. */
export interface MadeUpPerson {
  /** `p001` and on. The first ten are cases to remember (special-people.ts). */
  readonly key: string;
  readonly card: CardFile;
  /** Null for those whom the county's roster does not hold. */
  readonly roster: RosterRow | null;
  /** What makes this person worth trying, in English; '' for the plain ones. */
  readonly about: string;
}

const COUNT = 200;
/** Ages are reckoned in this year, so that the people stay the same whenever they are made. */
const REFERENCE_YEAR = 2026;
const YOUNGEST = 22;
const OLDEST = 96;
/** From 46 on a card is issued without a last day (Resident Identity Card Law, Art. 5). */
const LONG_TERM_FROM = 46;

/** A small generator of even numbers in [0, 1) (mulberry32), so that the same people come out each time. */
function evenNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick<T>(items: readonly T[], number: number): T {
  const item = items[Math.floor(number * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** 10 years up to 25, 20 up to 45, then no last day. */
function validity(birth: string, issued: number): Pick<CardFile, 'validFrom' | 'validTo'> {
  const age = issued - Number(birth.slice(0, 4));
  const validFrom = `${issued}-04-12`;
  if (age >= LONG_TERM_FROM) return { validFrom, validTo: 'long-term' };
  return { validFrom, validTo: `${issued + (age <= 25 ? 10 : 20)}-04-12` };
}

function nameOf(random: () => number, sex: 'male' | 'female'): Pick<CardFile, 'name' | 'ethnic'> {
  if (random() < 0.2) {
    const group = pick(MINORITY_NAMES, random());
    return { name: pick(group.names, random()), ethnic: group.ethnic };
  }
  const given = pick(sex === 'male' ? MALE_GIVEN : FEMALE_GIVEN, random());
  return { name: pick(SURNAMES, random()) + given, ethnic: '01' };
}

function onePerson(
  index: number,
  benefits: readonly string[],
  special: SpecialPerson | undefined,
): MadeUpPerson {
  const random = evenNumbers(990_000 + index);
  const sex = special?.sex ?? (random() < 0.72 ? 'male' : 'female');
  const age = YOUNGEST + Math.floor(random() * (OLDEST - YOUNGEST + 1));
  const birth =
    special?.birth ??
    `${REFERENCE_YEAR - age}-${twoDigits(1 + Math.floor(random() * 12))}-${twoDigits(1 + Math.floor(random() * 28))}`;
  const [township, villages] = pick(TOWNSHIPS, random());
  const village = pick(villages, random());
  // Digit 17 tells the sex: odd is male (GB 11643). Twice the index keeps the numbers apart.
  const idNumber = madeUpIdNumber(birth.replaceAll('-', ''), 2 * index + (sex === 'male' ? 1 : 0));
  const drawn = nameOf(random, sex);
  const card: CardFile = {
    type: 'resident',
    name: special?.name ?? drawn.name,
    sex,
    ethnic: special === undefined ? drawn.ethnic : (special.ethnic ?? '01'),
    birth,
    address: `示范省样板市演练县${township}${village}${1 + Math.floor(random() * 180)}号`,
    idNumber,
    issuer: '演练县公安局',
    ...validity(birth, 2013 + Math.floor(random() * 12)),
    ...special?.validity,
  };
  const phone = random() < 0.06 ? '' : `1990000${String(1000 + index).slice(-4)}`;
  const roster: RosterRow = {
    idNumber,
    name: special?.rosterName ?? card.name,
    phone,
    address: card.address ?? '',
    township,
    village,
    benefitType: benefits[index % benefits.length] ?? 'other',
    status: special?.status ?? 'active',
  };
  return {
    key: `p${String(index).padStart(3, '0')}`,
    card,
    roster: special?.onRoster === false ? null : roster,
    about: special?.about ?? '',
  };
}

/** Some 200 made-up beneficiaries, the same ones each time; every benefit type occurs. */
export function madeUpPeople(): readonly MadeUpPerson[] {
  const benefits = benefitTypes().map((type) => type.key);
  return Array.from({ length: COUNT }, (_, i) => onePerson(i + 1, benefits, SPECIAL_PEOPLE[i + 1]));
}
