import { benefitTypes } from '../../../config/index.ts';
import { minuteInChina } from '../../../domain/index.ts';
import { codeOfPerson } from '../../lists/index.ts';
import type { PersonLine } from '../overview/person-line.ts';
import { text } from '../text.ts';

const labels = new Map(benefitTypes().map(({ key, label }) => [key, label]));

/** What a kind of beneficiary is called. */
export function benefitLabel(key: string): string {
  return labels.get(key) ?? key;
}

/** The code by which papers and lists name a person, in groups for the eye. */
export function shownCode(digest: string): string {
  return codeOfPerson(digest)
    .toUpperCase()
    .replaceAll(/(.{5})(?=.)/g, '$1-');
}

/** `YYYY-MM-DD HH:MM` in China of an ISO instant. */
export function shownTime(iso: string): string {
  return minuteInChina(Date.parse(iso));
}

/** Township and village. */
export function placeOf(line: Pick<PersonLine, 'roster'>): string {
  return line.roster === null ? text('person.notOnRoster') : `${line.roster.township}${line.roster.village}`;
}

/** The age on the campaign's age day. */
export function ageWords(age: number | null): string {
  return age === null ? '—' : text('person.age', { age });
}
