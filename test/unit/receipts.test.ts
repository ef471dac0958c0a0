import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { confirmationSlip, copySlip, declinedSlip, notedSlip } from '../../device-daemon/receipts/index.ts';
import { ReceiptModel } from '../../domain/index.ts';
import { confirmation, goldenSlips, wording } from '../fixtures/receipts/index.ts';

const textOf = (slip: ReceiptModel): string =>
  slip.blocks
    .map((block) => {
      if (block.block === 'text') return block.text;
      if (block.block === 'pair') return `${block.label} ${block.value}`;
      return block.block === 'qr' ? block.data : '';
    })
    .join('\n');

test('every slip is a receipt of the domain', () => {
  for (const slip of Object.values(goldenSlips)) assert.ok(ReceiptModel.safeParse(slip).success);
});

test('a confirmation says what the domain model wants and nothing more', () => {
  const text = textOf(confirmationSlip(confirmation, wording));
  for (const part of [
    '灯塔街道退役军人服务站',
    '2026年已确认',
    '张×国',
    '9900**********',
    '服务站确认',
    '人脸识别',
    '2026-10-20 09:32',
    'kiosk-990000-01',
    '1234 7YD0-FF2H',
    '有疑问请打 0999-0000000',
  ])
    assert.ok(text.includes(part), part);
  assert.not.ok(text.includes('过期') || text.includes('看望') || text.includes('补打'));
});

test('no slip shows the full name or number', () => {
  for (const [name, slip] of Object.entries(goldenSlips)) {
    const text = textOf(slip);
    assert.not.ok(text.includes(confirmation.person.name), name);
    assert.not.ok(/\d{15}/.test(text.replace(confirmation.appended.leafHash, '')), name);
  }
});

test('X3: an expired card is told on the slip', () => {
  const person = { ...confirmation.person, cardExpired: true };
  assert.ok(
    textOf(confirmationSlip({ ...confirmation, person }, wording)).includes('身份证到期了，请去派出所换。'),
  );
});

test('X31: from 80 on the last line promises the home visit', () => {
  const lines = (age: number): string[] =>
    textOf(confirmationSlip({ ...confirmation, age }, wording)).split('\n');
  assert.is(lines(80).at(-1), '工作人员还会上门看望您。');
  assert.not.ok(lines(79).includes('工作人员还会上门看望您。'));
  const atHome = confirmationSlip({ ...confirmation, age: 86, method: 'home-visit' }, wording);
  assert.not.ok(textOf(atHome).includes('看望'), 'the visit has just been paid');
});

test('a reprint says so and which one it is; its rest is the same', () => {
  const first = textOf(confirmationSlip(confirmation, wording)).split('\n');
  const copy = textOf(copySlip(confirmation, 2, wording)).split('\n');
  assert.equal(
    copy.filter((line) => !first.includes(line)),
    ['补打 第 2 张'],
  );
});

test('X5, X13: a noted visit names no reason and judges nothing', () => {
  const text = textOf(notedSlip(confirmation, wording));
  assert.ok(text.includes('已登记') && text.includes('县里会联系您'));
  assert.not.ok(/确认|失败|异常|死亡|不符|名单/.test(text));
});

test('X22: who declines gets a slip without name, number or code', () => {
  const slip = declinedSlip(confirmation.place, wording);
  assert.not.ok(slip.blocks.some((block) => block.block === 'qr' || block.block === 'pair'));
  assert.ok(textOf(slip).includes('上门'));
});

test('the QR code carries origin, index and leaf hash only', () => {
  const qr = confirmationSlip(confirmation, wording).blocks.find((block) => block.block === 'qr');
  assert.is(qr?.data, `YF1|kiosk-990000-01|1234|${confirmation.appended.leafHash}`);
});

test('without a telephone there is no line that asks to ring', () => {
  const place = { ...confirmation.place, phone: '' };
  assert.not.ok(textOf(confirmationSlip({ ...confirmation, place }, wording)).includes(wording.questions));
});

test.run();
