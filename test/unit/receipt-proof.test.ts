import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  parseReceiptNumber,
  parseReceiptProof,
  type ReceiptProof,
  receiptCode,
  receiptNumber,
  receiptQr,
} from '../../domain/index.ts';

const leafHash = '3f9a07bc51d2e8f40a1b2c3d4e5f60718293a4b5c6d7e8f90123456789abcdef';

test('the code is the first 40 bits in base32 without I, L, O and U', () => {
  // Counted by hand: 0x3f9a07bc51 = 00111 11110 01101 00000 01111 01111 00010 10001.
  assert.is(receiptCode(leafHash), '7YD0-FF2H');
  assert.is(receiptCode('0'.repeat(64)), '0000-0000');
  assert.is(receiptCode('f'.repeat(64)), 'ZZZZ-ZZZZ');
  assert.is(receiptNumber({ index: 0, leafHash }), '0 7YD0-FF2H');
});

test('what a QR code says is read back, and anything else is not', () => {
  const proof: ReceiptProof = { origin: 'kiosk-990000-01', index: 1234, leafHash };
  assert.equal(parseReceiptProof(receiptQr(proof)), proof);
  assert.equal(parseReceiptProof(`${receiptQr(proof)}\n`), proof, 'as a scanner gives it');
  for (const wrong of [
    '',
    receiptQr(proof).replace('YF1', 'YF2'),
    receiptQr({ ...proof, index: -1 }),
    receiptQr({ ...proof, index: 1.5 }),
    receiptQr({ ...proof, origin: 'Kiosk|x' }),
    receiptQr({ ...proof, leafHash: leafHash.slice(1) }),
    receiptQr({ ...proof, leafHash: leafHash.toUpperCase() }),
    receiptQr(proof).replace('1234', '01234'),
    'YF1|kiosk-990000-01|test',
  ])
    assert.is(parseReceiptProof(wrong), undefined, wrong);
});

test('any number that is printed is read back, however it is typed', () => {
  const hash = fc
    .uint8Array({ minLength: 32, maxLength: 32 })
    .map((bytes) => Buffer.from(bytes).toString('hex'));
  fc.assert(
    fc.property(hash, fc.nat({ max: 0xffff_ffff }), (leaf, index) => {
      const printed = receiptNumber({ index, leafHash: leaf });
      const wanted = { index, code: receiptCode(leaf) };
      assert.equal(parseReceiptNumber(printed), wanted);
      assert.equal(parseReceiptNumber(` ${printed.toLowerCase().replace('-', ' ')} `), wanted);
      const [, code = ''] = printed.split(' ');
      assert.equal(parseReceiptNumber(`${index} ${code.replaceAll('0', 'o').replaceAll('1', 'l')}`), wanted);
      assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    }),
  );
  for (const wrong of ['', '1234', '1234 7YD0', 'x 7YD0-FF2H', '1234 7YDU-FF2H', '1234 7YD0-FF2H9'])
    assert.is(parseReceiptNumber(wrong), undefined, wrong);
});

test.run();
