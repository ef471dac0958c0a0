import type { ReceiptWording } from '../../config/index.ts';
import {
  type ConfirmationRecord,
  maskIdNumber,
  maskName,
  type ReceiptBlock,
  type ReceiptModel,
  type ReceiptProof,
} from '../../domain/index.ts';
import {
  centred,
  type Place,
  pair,
  paragraph,
  placeBlocks,
  qrBlocks,
  questionBlocks,
  result,
  rule,
} from './blocks.ts';

/** Years of age from which the person is still visited at home (X31). */
const VISITED_AT_HOME_FROM = 80;

/** Whose slip it is: given in full, printed masked. */
export interface Person {
  readonly name: string;
  readonly idNumber: string;
  readonly cardExpired: boolean;
}

/** What a confirmation's slip says. */
export interface Confirmation {
  readonly place: Place;
  readonly person: Person;
  readonly year: number;
  readonly method: ConfirmationRecord['method'];
  readonly means: ConfirmationRecord['means'];
  /** Whole years on the campaign's day of reckoning. */
  readonly age: number;
  readonly appended: ReceiptProof;
}

/** What the slip of a visit says that the county goes on with. */
export interface Noted {
  readonly place: Place;
  readonly person: Person;
  readonly appended: ReceiptProof;
}

/**
 * The slip of a finished confirmation (domain model E1). No category, disability, photo, address or
 * full number stands on it.
 */
export function confirmationSlip(confirmation: Confirmation, wording: ReceiptWording): ReceiptModel {
  return confirmed(confirmation, [], wording);
}

/** The same slip printed again; `copy` counts the reprints from 1 and is printed (X7, X12). */
export function copySlip(confirmation: Confirmation, copy: number, wording: ReceiptWording): ReceiptModel {
  return confirmed(confirmation, [centred(wording.copy.replace('{copy}', String(copy)))], wording);
}

/** The slip of PENDING_COUNTY and REFERRED: it never says a reason, for a machine may not (X5, X13). */
export function notedSlip(noted: Noted, wording: ReceiptWording): ReceiptModel {
  return {
    blocks: [
      ...head(noted.place, wording.notedTitle),
      result(wording.noted),
      rule,
      ...personBlocks(noted.person, wording),
      ...placeBlocks(noted.place, noted.appended, wording),
      rule,
      paragraph(wording.countyWillCall, true),
      ...expiredBlocks(noted.person, wording),
      ...questionBlocks(noted.place.phone, wording),
      ...qrBlocks(noted.appended, wording),
    ],
  };
}

/** The slip of somebody who wants nothing today: truthful, without pressure, naming nobody (X22). */
export function declinedSlip(place: Place, wording: ReceiptWording): ReceiptModel {
  return {
    blocks: [
      ...head(place, undefined),
      result(wording.declined),
      rule,
      paragraph(wording.whyConfirm),
      paragraph(wording.otherWays, true),
      ...questionBlocks(place.phone, wording),
    ],
  };
}

function confirmed(one: Confirmation, marks: ReceiptBlock[], wording: ReceiptWording): ReceiptModel {
  const { place, person, appended } = one;
  return {
    blocks: [
      ...head(place, wording.title),
      ...marks,
      result(wording.confirmed.replace('{year}', String(one.year))),
      rule,
      ...personBlocks(person, wording),
      pair(wording.labels.method, wording.methods[one.method]),
      pair(wording.labels.means, wording.means[one.means]),
      ...placeBlocks(place, appended, wording),
      rule,
      ...expiredBlocks(person, wording),
      ...questionBlocks(place.phone, wording),
      ...qrBlocks(appended, wording),
      ...(homeVisitOwed(one) ? [rule, paragraph(wording.homeVisit, true)] : []),
    ],
  };
}

/** X31: who came by themselves is still visited; who is confirmed at home has just been. */
function homeVisitOwed({ age, method }: Confirmation): boolean {
  return age >= VISITED_AT_HOME_FROM && method !== 'home-visit';
}

function head(place: Place, title: string | undefined): ReceiptBlock[] {
  return [centred(place.station), ...(title === undefined ? [] : [centred(title, true)])];
}

function personBlocks(person: Person, wording: ReceiptWording): ReceiptBlock[] {
  return [
    pair(wording.labels.name, maskName(person.name)),
    pair(wording.labels.idNumber, maskIdNumber(person.idNumber)),
  ];
}

function expiredBlocks(person: Person, wording: ReceiptWording): ReceiptBlock[] {
  return person.cardExpired ? [paragraph(wording.cardExpired, true)] : [];
}
