import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { CardIdentity } from '../../domain/index.ts';
import {
  decodeCardText,
  encodeCardText,
  identityFromText,
  textFromCardFile,
} from '../../firmware-bridge/card/index.ts';
import { TEXT_VECTORS } from '../support/text-vectors.ts';

const block = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

const EXPECTED: Readonly<Record<string, Partial<CardIdentity>>> = {
  resident: {
    name: '证件样本',
    sex: 'female',
    ethnic: '01',
    birth: '1949-12-31',
    address: '北京市朝阳区测试路1号',
    idNumber: '11010519491231002X',
    issuer: '北京市公安局朝阳分局',
    validFrom: '2020-01-01',
    validTo: 'long-term',
    warnings: [],
  },
  hmt: {
    name: '证件样本',
    sex: 'female',
    birth: '1981-08-03',
    address: '广东省深圳市测试路2号',
    idNumber: '810000198108030023',
    issuer: '深圳市公安局',
    validFrom: '2020-01-01',
    validTo: '2025-01-01',
    passNumber: 'H12345678',
    issueCount: '01',
    warnings: [],
  },
  foreigner2017: {
    name: '证件样本',
    nameEnglish: 'ZHENGJIAN,YANGBEN',
    sex: 'female',
    birth: '1981-08-03',
    idNumber: 'CAN110081080310',
    nationality: 'CAN',
    validFrom: '2015-10-25',
    validTo: '2025-10-24',
    warnings: [],
  },
  foreigner2023: {
    name: '证件样本',
    nameEnglish: 'ZHENGJIAN, YANGBEN',
    sex: 'female',
    birth: '1981-08-03',
    idNumber: '911124198108030024',
    nationality: 'CAN',
    validFrom: '2023-12-01',
    validTo: '2033-11-30',
    warnings: [],
  },
};

for (const vector of TEXT_VECTORS) {
  test(`${vector.type}: the vector decodes to what is printed on the card`, () => {
    const identity = identityFromText(block(vector.hex));
    assert.ok(identity.ok);
    assert.is(identity.value.type, vector.type);
    for (const [field, value] of Object.entries(EXPECTED[vector.type] ?? {}))
      assert.equal(Reflect.get(identity.value, field), value, field);
  });

  test(`${vector.type}: decoding and encoding gives the same 256 bytes`, () => {
    const text = decodeCardText(block(vector.hex));
    assert.ok(text.ok);
    const again = encodeCardText(text.value);
    assert.ok(again.ok);
    assert.is(Buffer.from(again.value).toString('hex'), vector.hex.toLowerCase());
  });
}

const resident = TEXT_VECTORS[0];

test('padding with U+0000 is trimmed as well', () => {
  const bytes = Buffer.from(resident.hex, 'hex');
  for (let at = 0; at < bytes.length; at += 2)
    if (bytes.readUInt16LE(at) === 0x20) bytes.writeUInt16LE(0, at);
  const identity = identityFromText(new Uint8Array(bytes));
  assert.ok(identity.ok);
  assert.is(identity.value.name, '证件样本');
  assert.is(identity.value.validTo, 'long-term');
});

test('cross-checks warn and do not reject', () => {
  const bytes = Buffer.from(resident.hex, 'hex');
  bytes.write('1', 30, 'utf16le');
  bytes.write('99', 32, 'utf16le');
  bytes.write('19491230', 36, 'utf16le');
  bytes.write('1', 156, 'utf16le');
  const identity = identityFromText(new Uint8Array(bytes));
  assert.ok(identity.ok);
  assert.equal(
    new Set(identity.value.warnings),
    new Set([
      'number-check-digit',
      'birth-differs-from-number',
      'sex-differs-from-number',
      'unknown-ethnic-group',
    ]),
  );
});

test('an unknown sex code and a number of another card type warn', () => {
  const bytes = Buffer.from(resident.hex, 'hex');
  bytes.write('9', 30, 'utf16le');
  bytes.write('810000', 122, 'utf16le');
  const identity = identityFromText(new Uint8Array(bytes));
  assert.ok(identity.ok);
  assert.ok(identity.value.warnings.includes('unknown-sex-code'));
  assert.ok(identity.value.warnings.includes('prefix-unusual-for-type'));
});

test('a block of another size, another mark or without a birth date is E-CARD-011 and quotes nothing', () => {
  const short = identityFromText(new Uint8Array(255));
  const mark = Buffer.from(resident.hex, 'hex');
  mark.write('Q', 248, 'utf16le');
  const birth = Buffer.from(resident.hex, 'hex');
  birth.write('19491399', 36, 'utf16le');
  for (const result of [
    short,
    identityFromText(new Uint8Array(mark)),
    identityFromText(new Uint8Array(birth)),
  ]) {
    assert.not(result.ok);
    if (result.ok) continue;
    assert.is(result.error.code, 'E-CARD-011');
    assert.not.match(result.error.detail ?? '', /\d{8}|样本/);
  }
});

test('a card to be issued that does not fit is refused by field', () => {
  const card = {
    type: 'resident',
    sex: 'male',
    birth: '1950-01-01',
    idNumber: '990000195001010011',
    validFrom: '2020-01-01',
    validTo: '长期',
  } as const;
  const text = textFromCardFile({ ...card, name: '长'.repeat(16) });
  assert.ok(text.ok);
  const encoded = encodeCardText(text.value);
  assert.equal(encoded, { ok: false, error: { code: 'E-CARD-016', detail: 'field name does not fit' } });
  const unknown = textFromCardFile({ ...card, name: '张三', ethnic: '某' });
  assert.not(unknown.ok);
});

test('a foreigner card to be issued may have only a Latin name', () => {
  const text = textFromCardFile({
    type: 'foreigner2023',
    name: 'SMITH, JOHN',
    sex: 'male',
    birth: '1981-08-03',
    idNumber: '911124198108030016',
    validFrom: '2023-12-01',
    validTo: '2033-11-30',
    nationality: 'CAN',
  });
  assert.ok(text.ok);
  const encoded = encodeCardText(text.value);
  assert.ok(encoded.ok);
  const identity = identityFromText(encoded.value);
  assert.ok(identity.ok);
  assert.is(identity.value.name, 'SMITH, JOHN');
  assert.is(identity.value.nameEnglish, 'SMITH, JOHN');
  assert.ok(CardIdentity.safeParse(identity.value).success);
});

test('an English name in two parts keeps the space at the border, and reaches to offset 242', () => {
  const vector = TEXT_VECTORS[3];
  const bytes = Buffer.from(vector.hex, 'hex');
  const name = `${'A'.repeat(34)} ${'B'.repeat(11)}`;
  bytes.write(name.slice(0, 35), 52, 'utf16le');
  bytes.write(name.slice(35), 220, 'utf16le');
  const identity = identityFromText(new Uint8Array(bytes));
  assert.ok(identity.ok);
  assert.is(identity.value.nameEnglish, name);
  assert.is(identity.value.nationality, 'CAN');
});

/** The resident vector with another text in one place; the rest of the field is blank. */
function withText(hex: string, offset: number, size: number, text: string): Buffer {
  const bytes = Buffer.from(hex, 'hex');
  bytes.write(text.padEnd(size / 2, ' '), offset, size, 'utf16le');
  return bytes;
}

const NAME = [0, 30] as const;

/** What stands on the card, what is shown, and whether it is warned of. */
const NAMES: readonly [onCard: string, shown: string, warned: boolean][] = [
  ['阿卜杜拉·买买提', '阿卜杜拉·买买提', false],
  // Extension B, two units each.
  ['𠮷𡈽𪚥', '𠮷𡈽𪚥', false],
  // Private use: only the register knows the character; it stays.
  ['张\ue863', '张\ue863', false],
  // The field's border cuts a pair: 14 characters and half of one.
  [`${'长'.repeat(14)}\ud842`, `${'长'.repeat(14)}〓`, true],
  ['王\u202e芳', '王〓芳', true],
  ['王\u001b@芳', '王〓@芳', true],
  ['王\n芳', '王〓芳', true],
  ['\u0000王芳', '〓王芳', true],
  ['王\u200b芳\ufeff', '王〓芳〓', true],
  ['王\uffff', '王〓', true],
];

for (const [onCard, shown, warned] of NAMES)
  test(`a name of ${JSON.stringify(onCard)} is shown as ${JSON.stringify(shown)}`, () => {
    const identity = identityFromText(withText(resident.hex, ...NAME, onCard));
    assert.ok(identity.ok);
    assert.is(identity.value.name, shown);
    assert.is(identity.value.warnings.includes('illegible-character'), warned);
  });

test('an English name whose parts meet within a surrogate pair is one text', () => {
  const bytes = Buffer.from(TEXT_VECTORS[3].hex, 'hex');
  bytes.write('A'.repeat(34), 52, 'utf16le');
  Buffer.from('𠮷', 'utf16le').copy(bytes, 52 + 68, 0, 2);
  Buffer.from('𠮷', 'utf16le').copy(bytes, 220, 2, 4);
  const identity = identityFromText(new Uint8Array(bytes));
  assert.ok(identity.ok);
  assert.ok(identity.value.nameEnglish?.startsWith(`${'A'.repeat(34)}𠮷`));
});

test('days that only an old register has are taken with a warning; what is no date is not', () => {
  // 30 February of the lunar calendar stands on the card and in the number.
  const bytes = withText(resident.hex, 36, 16, '19380230');
  bytes.write('110105193802300', 122, 'utf16le');
  const identity = identityFromText(bytes);
  assert.ok(identity.ok);
  assert.is(identity.value.birth, '1938-02-30');
  assert.ok(identity.value.warnings.includes('impossible-date'));
  assert.not(identity.value.warnings.includes('birth-differs-from-number'));
  for (const noDate of [
    '19491300',
    '19490100',
    '19490132',
    '94912310',
    '1949123',
    '１９４９１２３１',
    '        ',
  ]) {
    const result = identityFromText(withText(resident.hex, 36, 16, noDate));
    assert.is(result.ok ? noDate : result.error.detail, 'field birth');
  }
  const until = identityFromText(withText(resident.hex, 204, 16, '长期有效'));
  assert.is(until.ok ? '' : until.error.detail, 'field validTo');
});

test('a number that is none is not read; a small x is the capital', () => {
  const small = identityFromText(withText(resident.hex, 122, 36, '11010519491231002x'));
  assert.ok(small.ok);
  assert.is(small.value.idNumber, '11010519491231002X');
  assert.equal(small.value.warnings, []);
  for (const none of ['11010519491231', '1101051949123100 2', '11010519491231002\u0007', '一'.repeat(18)]) {
    const result = identityFromText(withText(resident.hex, 122, 36, none));
    assert.is(result.ok ? none : result.error.detail, 'field idNumber');
  }
});

test('a nationality of less than three letters is left out, the card is read', () => {
  const identity = identityFromText(withText(TEXT_VECTORS[3].hex, 242, 6, 'CA'));
  assert.ok(identity.ok);
  assert.is(identity.value.nationality, undefined);
});

test('the appended address is trimmed and made legible like the others', () => {
  const appended = Buffer.from('测试路3\u202e号'.padEnd(35, ' '), 'utf16le');
  const identity = identityFromText(block(resident.hex), appended);
  assert.ok(identity.ok);
  assert.is(identity.value.newAddress, '测试路3〓号');
  assert.is(identity.value.address, '北京市朝阳区测试路1号');
  const blank = identityFromText(block(resident.hex), Buffer.alloc(70, ' ', 'utf16le'));
  assert.ok(blank.ok);
  assert.is(blank.value.newAddress, undefined);
});

test.run();
