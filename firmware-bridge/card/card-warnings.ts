import {
  type CardIdentity,
  type CardType,
  type CardWarning,
  checkCharacter,
  ETHNIC_GROUPS,
  isoDate,
  MISSING_CHARACTER,
  sexFromIdNumber,
} from '../../domain/index.ts';

/** How a card type's number begins (GB 11643; 81, 82, 83 for Hong Kong, Macao, Taiwan; 9 for the 2023 card). */
const NUMBER_START: Readonly<Record<CardType, RegExp>> = {
  // 990000 is the unassigned area of made-up people.
  resident: /^([1-7]|990000)/,
  hmt: /^8[123]/,
  foreigner2017: /^[A-Z]{3}/,
  foreigner2023: /^9/,
};

/** `YYYY-MM-DD` as the number has it. */
const digits = (day: string): string => day.replaceAll('-', '');

/**
 * Cross-checks of the printed fields against each other. They warn and never reject: a card with an odd
 * number is still the person's card, and the county decides.
 */
export function cardWarnings(card: Omit<CardIdentity, 'warnings'>): CardWarning[] {
  const warnings: CardWarning[] = [];
  const number = card.idNumber;
  if (card.type === 'foreigner2017') {
    // Country (3 letters), region (4), birth YYMMDD, serial, check; the check rule is not certain, so it is left.
    if (number.slice(7, 13) !== digits(card.birth).slice(2)) warnings.push('birth-differs-from-number');
  } else {
    if (number.length !== 18 || checkCharacter(number.slice(0, 17)) !== number[17])
      warnings.push('number-check-digit');
    if (number.slice(6, 14) !== digits(card.birth)) warnings.push('birth-differs-from-number');
    if (card.sex !== 'unknown' && sexFromIdNumber(number) !== card.sex)
      warnings.push('sex-differs-from-number');
  }
  if (!NUMBER_START[card.type].test(number)) warnings.push('prefix-unusual-for-type');
  if (card.ethnic !== undefined && !(card.ethnic in ETHNIC_GROUPS)) warnings.push('unknown-ethnic-group');
  if (card.sex === 'unknown') warnings.push('unknown-sex-code');
  const days = [card.birth, card.validFrom, ...(card.validTo === 'long-term' ? [] : [card.validTo])];
  if (days.some((day) => isoDate(digits(day)) === undefined)) warnings.push('impossible-date');
  const texts = [card.name, card.nameEnglish, card.address, card.newAddress, card.issuer];
  if (texts.some((text) => text?.includes(MISSING_CHARACTER))) warnings.push('illegible-character');
  return warnings;
}
