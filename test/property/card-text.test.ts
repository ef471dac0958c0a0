import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { CardIdentity, type CardType } from '../../domain/index.ts';
import {
  CARD_LAYOUTS,
  decodeCardText,
  encodeCardText,
  identityFromText,
  type TextFieldName,
} from '../../firmware-bridge/card/index.ts';
import { TEXT_VECTORS } from '../support/text-vectors.ts';

const types = fc.constantFrom<CardType>('resident', 'hmt', 'foreigner2017', 'foreigner2023');
const character = fc.constantFrom(...'张王李·㐂䶮𠮷AZ, 0189é');

test('decode of encode gives the same fields', () => {
  fc.assert(
    fc.property(
      types.chain((type) => {
        const room: Partial<Record<TextFieldName, number>> = {};
        for (const [field, , size] of CARD_LAYOUTS[type]) room[field] = (room[field] ?? 0) + size / 2;
        const texts = Object.fromEntries(
          Object.entries(room).map(([field, units]) => [
            field,
            fc
              .string({ unit: character, maxLength: units })
              .map((text) => text.slice(0, units).replace(/[ \ud800-\udbff]+$/, '')),
          ]),
        );
        return fc.record({ type: fc.constant(type), fields: fc.record(texts) });
      }),
      ({ type, fields }) => {
        const encoded = encodeCardText({ type, fields });
        assert.ok(encoded.ok);
        assert.is(encoded.value.length, 256);
        const decoded = decodeCardText(encoded.value);
        assert.ok(decoded.ok);
        assert.is(decoded.value.type, type);
        const filled = Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== ''));
        assert.equal(decoded.value.fields, filled);
      },
    ),
    { numRuns: 300 },
  );
});

/** Everything that a text off a card may not hold where people read it. */
const ILLEGIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u;

function withMark(block: Uint8Array, type: CardType): Uint8Array {
  const marks = { resident: 0x20, hmt: 0x4a, foreigner2017: 0x49, foreigner2023: 0x59 };
  block[248] = marks[type];
  block[249] = 0;
  return block;
}

/** Texts of the identity, whatever they are called. */
const textsOf = (identity: CardIdentity): string[] =>
  Object.values(identity).filter((value) => typeof value === 'string');

test('any 256 bytes give a result, and nothing invalid leaves', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 256, maxLength: 256 }), types, (bytes, type) => {
      for (const block of [bytes, withMark(bytes.slice(), type)]) {
        const identity = identityFromText(block);
        if (identity.ok) assert.ok(CardIdentity.safeParse(identity.value).success);
        else assert.is(identity.error.code, 'E-CARD-011');
      }
    }),
    { numRuns: 300 },
  );
});

test('a right card with any bytes in its texts is read, and none of them is illegible', () => {
  const anyUnits = fc.uint8Array({ minLength: 256, maxLength: 256 });
  const nasty = fc.constantFrom(
    0x00,
    0x0a,
    0x1b,
    0x7f,
    0x9b,
    0x200e,
    0x202e,
    0x2066,
    0x2028,
    0xd842,
    0xdc00,
    0xfffe,
  );
  fc.assert(
    fc.property(types, anyUnits, fc.array(nasty, { minLength: 1, maxLength: 30 }), (type, noise, units) => {
      const vector = TEXT_VECTORS.find((one) => one.type === type);
      const block = Buffer.from(vector?.hex ?? '', 'hex');
      for (const [field, offset, size] of CARD_LAYOUTS[type]) {
        if (!['name', 'nameEnglish', 'address', 'issuer', 'ethnic', 'passNumber'].includes(field)) continue;
        block.set(noise.subarray(offset, offset + size), offset);
        units.slice(0, size / 2).forEach((unit, i) => {
          block.writeUInt16LE(unit, offset + i * 2);
        });
        // A blank first character would be a blank name.
        block.writeUInt16LE(0x5f20, offset);
      }
      const identity = identityFromText(block, noise.subarray(0, 70));
      assert.ok(identity.ok);
      for (const text of textsOf(identity.value)) assert.not.match(text, ILLEGIBLE);
      assert.ok(CardIdentity.safeParse(identity.value).success);
    }),
    { numRuns: 300 },
  );
});

test.run();
