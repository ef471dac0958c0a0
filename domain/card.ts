import { z } from 'zod';
import { isLegible } from './legible.ts';

/** The four cards a second-generation reader delivers, by the type mark at offset 248 (space, J, I, Y). */
export const CardType = z.enum(['resident', 'hmt', 'foreigner2017', 'foreigner2023']);
export type CardType = z.infer<typeof CardType>;

/** `YYYY-MM-DD`. */
export const IsoDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Cross-checks that warn and never reject a card (GB 11643 against the printed fields). */
export const CardWarning = z.enum([
  'number-check-digit',
  'birth-differs-from-number',
  'sex-differs-from-number',
  'prefix-unusual-for-type',
  'unknown-ethnic-group',
  'unknown-sex-code',
  /** A day that no calendar has, such as 30 February: old registers hold days of the lunar calendar. */
  'impossible-date',
  /** 〓 stands in the place of what is no character. */
  'illegible-character',
]);
export type CardWarning = z.infer<typeof CardWarning>;

/** A text that can be shown, spoken and printed as it is. The message quotes nothing. */
const Line = (most: number) => z.string().max(most).refine(isLegible, 'illegible');

/** What is printed on a card, read from its chip. Personal: never logged, zeroed with the visit. */
export const CardIdentity = z.object({
  type: CardType,
  name: Line(60).min(1),
  /** Foreigner cards only. */
  nameEnglish: Line(60).optional(),
  sex: z.enum(['male', 'female', 'unknown']),
  /** Two digits of GB/T 3304, residents only. */
  ethnic: Line(4).optional(),
  birth: IsoDay,
  address: Line(70).optional(),
  /** The address appended to the card later (`30 03`); it is the newer one. Absent on most cards. */
  newAddress: Line(35).optional(),
  idNumber: z.string().regex(/^[0-9A-Z]{15,18}$/),
  issuer: Line(30).optional(),
  validFrom: IsoDay,
  /** 长期 on permanent cards. */
  validTo: z.union([IsoDay, z.literal('long-term')]),
  nationality: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  passNumber: Line(9).optional(),
  issueCount: Line(2).optional(),
  warnings: z.array(CardWarning),
});
export type CardIdentity = z.infer<typeof CardIdentity>;

/** A card on the reader that is not one of the four: each gets its own sentence. */
export const OtherCardKind = z.enum([
  'bank-card',
  'transport-card',
  'social-security-card',
  /** 优待证: shows an entitlement, but holds no identity that this device may read. */
  'preferential-card',
  'unknown',
]);
export type OtherCardKind = z.infer<typeof OtherCardKind>;

/** The address that counts: the appended one where there is one, else the printed one; null where there is none. */
export function newestAddress(
  card: Pick<CardIdentity, 'address' | 'newAddress'> | null,
): { readonly text: string; readonly appended: boolean } | null {
  if (card?.newAddress !== undefined) return { text: card.newAddress, appended: true };
  return card?.address === undefined ? null : { text: card.address, appended: false };
}

/** Whether the card's last day of validity lies before `today` (`YYYY-MM-DD`). 长期 never expires (X3). */
export function cardExpired(card: Pick<CardIdentity, 'validTo'>, today: string): boolean {
  return card.validTo !== 'long-term' && card.validTo < today;
}

/** CARD.json of `kiosk sim insert`: a card to be issued on the simulated reader. */
export const CardFile = z.object({
  type: CardType,
  name: z.string().min(1).max(46),
  sex: z.enum(['male', 'female']),
  /** Chinese name (汉) or two-digit code of the ethnic group. */
  ethnic: z.string().optional(),
  birth: IsoDay,
  address: z.string().max(35).optional(),
  /** Appended address (30 03). */
  newAddress: z.string().max(35).optional(),
  idNumber: z.string().min(15).max(18),
  issuer: z.string().max(15).optional(),
  validFrom: IsoDay,
  validTo: z.union([IsoDay, z.literal('long-term'), z.literal('长期')]),
  /** Foreigner cards: name in Latin letters, `SURNAME, GIVEN`; three letters of ISO 3166. */
  nameEnglish: z.string().max(60).optional(),
  nationality: z.string().length(3).optional(),
  /** Hong Kong, Macao and Taiwan permits: travel pass. */
  passNumber: z.string().max(9).optional(),
  issueCount: z.string().max(2).optional(),
  /** Path of an image file, absolute or beside CARD.json. */
  photo: z.string().optional(),
});
export type CardFile = z.infer<typeof CardFile>;
