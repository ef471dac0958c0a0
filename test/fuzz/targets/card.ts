import { readErrorBook } from '../../../config/index.ts';
import { CardIdentity, type Result } from '../../../domain/index.ts';
import {
  type CardBlob,
  decodeCardText,
  encodeCardText,
  identityFromText,
} from '../../../firmware-bridge/card/index.ts';
import { TEXT_VECTORS } from '../../support/text-vectors.ts';
import { type FuzzTarget, hex, rule } from '../target.ts';

const book = readErrorBook();

/** An expected error has a code of the error book, and a detail that quotes nothing long. */
export function errorRules(result: Result<unknown>): void {
  if (result.ok) return;
  rule(book.has(result.error.code), `the code ${result.error.code} is in the error book`);
  rule((result.error.detail ?? '').length <= 200, 'the detail is short');
}

/** What the blocks of a read may come to. */
export function blobRules(blob: Result<CardBlob>): void {
  errorRules(blob);
  if (!blob.ok) return;
  rule(blob.value.text.length === 256 && blob.value.photo.length === 1024, 'the blocks have their sizes');
  identityRules(blob.value.text);
}

function identityRules(text: Uint8Array, appended?: Uint8Array): void {
  const identity = identityFromText(text, appended);
  errorRules(identity);
  if (identity.ok) rule(CardIdentity.safeParse(identity.value).success, 'an identity is after its schema');
  else rule(identity.error.code === 'E-CARD-011', 'a text that is none has its own code');
}

const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le'));

/** A card's text block: an identity after the schema, or E-CARD-011; what is decoded can be written again. */
export const cardText: FuzzTarget = {
  name: 'card-text',
  weight: 16,
  seeds: () => TEXT_VECTORS.map((vector) => hex(vector.hex)),
  dictionary: [
    ...['长期', 'I', 'J', 'Y', ' ', '\0', '·', '19000230', '99999999', '00000000', '２０２０', '𠮷', '?'].map(
      utf16,
    ),
    // Halves of a surrogate pair, and private use.
    hex('00d8'),
    hex('00dc'),
    hex('00e0'),
    hex('ffff'),
    hex('fffe'),
  ],
  // A whole block far more often than chance would leave one.
  mend: (input) => {
    const block = new Uint8Array(256);
    block.set(input.subarray(0, 256));
    return block;
  },
  run(input, random) {
    identityRules(input);
    // An appended address of anything: the card stays a card.
    const from = random.below(200);
    identityRules(input, input.slice(from, from + random.below(72)));
    const text = decodeCardText(input);
    if (!text.ok) return;
    const again = encodeCardText(text.value);
    rule(again.ok, 'a text that was read fits the card');
    const second = decodeCardText(again.value);
    rule(second.ok && second.value.type === text.value.type, 'the type stays when the text is written again');
  },
};
