import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { gb18030, inRepertoire } from '../../firmware-bridge/printer/index.ts';

test('characters become their GB 18030 codes', () => {
  for (const [text, hex] of [
    ['社保卡', 'c9e7b1a3bfa8'],
    ['¥', '81308436'],
    ['㐀', '8139ee39'],
    ['\u{20BB7}', '9534b235'],
    ['×', 'a1c1'],
  ] as const)
    assert.is(gb18030(text).toString('hex'), hex, text);
});

test('each repertoire has what its standard says', () => {
  const levels = (text: string): boolean[] =>
    (['gb2312', 'gbk', 'gb18030'] as const).map((level) => inRepertoire(text, level));
  assert.equal(levels('国'), [true, true, true]);
  assert.equal(levels('，'), [true, true, true]);
  assert.equal(levels('×'), [true, true, true]);
  assert.equal(levels('镕'), [false, true, true], 'GBK only');
  assert.equal(levels('㐀'), [false, false, true]);
  assert.equal(levels('€'), [false, false, false], 'fonts differ: drawn');
  assert.equal(levels('\u{20BB7}'), [false, false, false]);
  assert.equal(levels('\ue000'), [false, false, false], 'private use area');
  assert.equal(levels('A'), [true, true, true]);
  assert.equal(levels('\u0007'), [false, false, false]);
  assert.equal(levels('葛\u{E0100}'), [false, false, false], 'a variant sequence');
});

test.run();
