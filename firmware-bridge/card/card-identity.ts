import {
  type CardFile,
  CardIdentity,
  ethnicCode,
  fail,
  legible,
  ok,
  type Result,
} from '../../domain/index.ts';
import type { TextFieldName } from './card-layouts.ts';
import { type CardText, decodeCardText, decodeNewAddress } from './card-text.ts';
import { cardWarnings } from './card-warnings.ts';

/** GB/T 2261.1: 1 male, 2 female, 0 unknown, 9 not stated. */
const SEX_BY_CODE: Readonly<Record<string, 'male' | 'female'>> = { '1': 'male', '2': 'female' };
/** What a permanent card holds in place of its last day. */
const LONG_TERM = '长期';
/** The 2017 card names no issuer of its own; it is issued by the ministry. */
const FOREIGNER_ISSUER = '公安部';

/**
 * `YYYYMMDD` to `YYYY-MM-DD`; undefined when it is no date at all. A day that its month does not have is taken: some
 * registers gave out days of the lunar calendar, such as 30 February, and the card is the person's all the same.
 */
function cardDay(compact = ''): string | undefined {
  const [, year, month, day] =
    /^((?:18|19|20|21)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.exec(compact) ?? [];
  return year === undefined ? undefined : `${year}-${month}-${day}`;
}

/**
 * The identity on a card's text block and its appended address, with its warnings; E-CARD-011 when a field that must
 * be there is not. What cannot be read becomes 〓; fields that no visit needs are left out when they are not whole.
 */
export function identityFromText(block: Uint8Array, appended?: Uint8Array): Result<CardIdentity> {
  const text = decodeCardText(block);
  if (!text.ok) return text;
  const { type, fields } = legibleText(text.value);
  const missing = (field: TextFieldName): Result<CardIdentity> => fail('E-CARD-011', `field ${field}`);
  const name = fields.name ?? fields.nameEnglish;
  if (name === undefined) return missing('name');
  const birth = cardDay(fields.birth);
  if (birth === undefined) return missing('birth');
  const validFrom = cardDay(fields.validFrom);
  if (validFrom === undefined) return missing('validFrom');
  const validTo = fields.validTo === LONG_TERM ? 'long-term' : cardDay(fields.validTo);
  if (validTo === undefined) return missing('validTo');
  if (fields.idNumber === undefined) return missing('idNumber');
  const issuer = fields.issuer ?? (type === 'foreigner2017' ? FOREIGNER_ISSUER : undefined);
  const newAddress = appended === undefined ? '' : legible(decodeNewAddress(appended));
  const nationality = /^[A-Z]{3}$/.test(fields.nationality ?? '') ? fields.nationality : undefined;
  const card = {
    type,
    name,
    ...(fields.nameEnglish !== undefined && { nameEnglish: fields.nameEnglish }),
    sex: SEX_BY_CODE[fields.sex ?? ''] ?? ('unknown' as const),
    ...(fields.ethnic !== undefined && { ethnic: fields.ethnic }),
    birth,
    ...(fields.address !== undefined && { address: fields.address }),
    ...(newAddress !== '' && { newAddress }),
    // The check character is a capital by GB 11643; a small one would be the same number.
    idNumber: fields.idNumber.toUpperCase(),
    ...(issuer !== undefined && { issuer }),
    validFrom,
    validTo,
    ...(nationality !== undefined && { nationality }),
    ...(fields.passNumber !== undefined && { passNumber: fields.passNumber }),
    ...(fields.issueCount !== undefined && { issueCount: fields.issueCount }),
  };
  const identity = CardIdentity.safeParse({ ...card, warnings: cardWarnings(card) });
  // The schema's own message would quote the person: name the field only.
  if (!identity.success) return fail('E-CARD-011', `field ${String(identity.error.issues[0]?.path[0])}`);
  return ok(identity.data);
}

function legibleText({ type, fields }: CardText): CardText {
  const shown = Object.entries(fields).map(([field, text]) => [field, legible(text)]);
  return { type, fields: Object.fromEntries(shown) };
}

/** The text of a card to be issued on the simulated reader. E-CARD-016 when its ethnic group is none. */
export function textFromCardFile(card: CardFile): Result<CardText> {
  const ethnic = card.ethnic === undefined ? undefined : ethnicCode(card.ethnic);
  if (card.ethnic !== undefined && ethnic === undefined) return fail('E-CARD-016', 'unknown ethnic group');
  const latin = /^[\x20-\x7e]+$/.test(card.name) && card.type.startsWith('foreigner');
  const nameEnglish = card.nameEnglish ?? (latin ? card.name : undefined);
  const nationality =
    card.nationality ?? (card.type === 'foreigner2017' ? card.idNumber.slice(0, 3) : undefined);
  const fields: Partial<Record<TextFieldName, string>> = {
    ...(!latin && { name: card.name }),
    ...(nameEnglish !== undefined && { nameEnglish }),
    sex: card.sex === 'male' ? '1' : '2',
    ...(ethnic !== undefined && card.type === 'resident' && { ethnic }),
    birth: card.birth.replaceAll('-', ''),
    ...(card.address !== undefined && { address: card.address }),
    idNumber: card.idNumber,
    ...(card.issuer !== undefined && card.type !== 'foreigner2017' && { issuer: card.issuer }),
    validFrom: card.validFrom.replaceAll('-', ''),
    validTo: /^\d/.test(card.validTo) ? card.validTo.replaceAll('-', '') : LONG_TERM,
    ...(nationality !== undefined && { nationality }),
    ...(card.passNumber !== undefined && { passNumber: card.passNumber }),
    ...(card.issueCount !== undefined && { issueCount: card.issueCount }),
  };
  return ok({ type: card.type, fields });
}
