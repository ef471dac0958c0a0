import type { CardType } from '../../domain/index.ts';

/** A field of the 256-byte text block: UTF-16LE, padded at the end with spaces. */
export type TextFieldName =
  | 'name'
  | 'nameEnglish'
  | 'sex'
  | 'ethnic'
  | 'birth'
  | 'address'
  | 'idNumber'
  | 'issuer'
  | 'validFrom'
  | 'validTo'
  | 'passNumber'
  | 'issueCount'
  | 'nationality'
  | 'cardVersion'
  | 'authority'
  | 'earlierCard';

/** Offset and size in bytes. A field that is named twice is one text in two parts. */
export type TextField = readonly [field: TextFieldName, offset: number, size: number];

/** Where the two bytes lie that tell the card's type. */
export const TYPE_MARK_OFFSET = 248;

export const TYPE_MARKS: Readonly<Record<CardType, string>> = {
  resident: ' ',
  hmt: 'J',
  foreigner2017: 'I',
  foreigner2023: 'Y',
};

/** The four layouts after GA 490 and its later card types. The same tables decode and encode. */
export const CARD_LAYOUTS: Readonly<Record<CardType, readonly TextField[]>> = {
  resident: [
    ['name', 0, 30],
    ['sex', 30, 2],
    ['ethnic', 32, 4],
    ['birth', 36, 16],
    ['address', 52, 70],
    ['idNumber', 122, 36],
    ['issuer', 158, 30],
    ['validFrom', 188, 16],
    ['validTo', 204, 16],
  ],
  hmt: [
    ['name', 0, 30],
    ['sex', 30, 2],
    ['birth', 36, 16],
    ['address', 52, 70],
    ['idNumber', 122, 36],
    ['issuer', 158, 30],
    ['validFrom', 188, 16],
    ['validTo', 204, 16],
    ['passNumber', 220, 18],
    ['issueCount', 238, 4],
  ],
  foreigner2017: [
    ['nameEnglish', 0, 120],
    ['sex', 120, 2],
    ['idNumber', 122, 30],
    ['nationality', 152, 6],
    ['name', 158, 30],
    ['validFrom', 188, 16],
    ['validTo', 204, 16],
    ['birth', 220, 16],
    ['cardVersion', 236, 4],
    ['authority', 240, 8],
  ],
  foreigner2023: [
    ['name', 0, 30],
    ['sex', 30, 2],
    ['issueCount', 32, 4],
    ['birth', 36, 16],
    ['nameEnglish', 52, 70],
    ['idNumber', 122, 36],
    ['validFrom', 188, 16],
    ['validTo', 204, 16],
    ['nameEnglish', 220, 22],
    ['nationality', 242, 6],
    ['earlierCard', 250, 6],
  ],
};
