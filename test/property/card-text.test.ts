import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  CARD_LAYOUTS,
  decodeCardText,
  encodeCardText,
  identityFromText,
  type TextFieldName,
} from '../../firmware-bridge/card/index.ts';

const types = fc.constantFrom('resident', 'hmt', 'foreigner2017', 'foreigner2023');
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

test('no block makes the decoder throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 256, maxLength: 256 }), types, (block, type) => {
      const marks = { resident: 0x20, hmt: 0x4a, foreigner2017: 0x49, foreigner2023: 0x59 };
      block[248] = marks[type];
      block[249] = 0;
      const identity = identityFromText(block);
      assert.ok(identity.ok || identity.error.code === 'E-CARD-011');
    }),
    { numRuns: 300 },
  );
});

test.run();
