import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { madeUpPeople } from '../../config/index.ts';
import { type RunningKiosk, runKiosk } from '../support/running-kiosk.ts';
import { operatorOf } from '../support/staff-visit.ts';
import { kioskCommand, lastRecord, lastSlip, outcomes, soundEntries } from './visit-evidence.ts';
import { VisitPage } from './visit-page.ts';

let kiosk: RunningKiosk;
let page: VisitPage;

test.before(async () => {
  kiosk = await runKiosk();
  page = await VisitPage.open(kiosk.url);
});

test.after(async () => {
  await page.close();
  await kiosk.stop();
  kiosk.remove();
});

/** Whatever a test came to, the next one finds an idle kiosk; what went wrong on the way home is told, not thrown. */
test.after.each(async () => {
  await kioskCommand(kiosk, 'sim', 'printer', 'ok');
  await goHome().catch((error: unknown) => console.error('not home again:', error));
  await kioskCommand(kiosk, 'log', 'verify');
});

const insert = (person: string): Promise<string> => kioskCommand(kiosk, 'sim', 'insert', person);

/** Plain people of the roster, one for each visit. */
const plain = madeUpPeople()
  .filter(({ roster, about }) => roster?.status === 'active' && about === '')
  .map(({ key }) => key);
const nextPerson = (): string => plain.shift() ?? 'none left';

/** The card is taken, the visit is over and told whole in the log. */
async function goHome(): Promise<void> {
  const leave = page.page.locator(
    '[data-screen="done"] [data-act="leave"], [data-screen="noted"] [data-act="leave"]',
  );
  if ((await leave.count()) > 0) await page.press('leave');
  await kioskCommand(kiosk, 'sim', 'remove');
  await page.screen('idle', 60_000);
}

async function declineFace(): Promise<void> {
  await page.screen('greeting');
  await page.press('begin');
  await page.screen('face-consent');
  await page.press('staff');
  await page.screen('staff-call');
}

async function staffSay(judgement: 0 | 1 | 2, reason: string): Promise<void> {
  await page.staffLogin(operatorOf(kiosk));
  await page.screen('staff-compare');
  await page.press('judge', judgement);
  await page.screen('staff-attest');
  await page.press(`key-${reason}`);
  await page.press('attest');
}

async function signAndFinish(): Promise<void> {
  await page.screen('contact');
  await page.press('contact-right');
  await page.screen('sign');
  await page.press('mark');
  await page.screen('done');
}

test('declined face: staff in one act, and worth the same', async () => {
  await insert(nextPerson());
  await declineFace();
  assert.is(page.seen.filter((name) => name === 'face').length, 0, 'the camera screen was shown');
  await staffSay(0, 'declined-face');
  await signAndFinish();
  const { record } = await lastRecord(kiosk);
  assert.is(record.outcome, 'CONFIRMED_STAFF');
  assert.is(record.face.ended, 'declined');
  assert.equal(
    record.consents.map(({ given }) => given),
    [false],
  );
});

test('a person who came before is told so and may have the slip again, marked as a copy', async () => {
  const person = nextPerson();
  await insert(person);
  await declineFace();
  await staffSay(0, 'declined-face');
  await signAndFinish();
  await goHome();
  const before = (await outcomes(kiosk)).length;
  const first = await lastSlip(kiosk);
  await insert(person);
  await page.screen('already-confirmed');
  await page.press('reprint');
  await page.page.waitForTimeout(3_000);
  const second = await lastSlip(kiosk);
  assert.ok(first !== undefined && second !== undefined && !first.equals(second), 'the copy is not marked');
  assert.is((await outcomes(kiosk)).length, before, 'a second record was made');
  await goHome();
  const events = (await soundEntries(kiosk)).map(({ data }) => data);
  assert.ok(events.some((data) => data.event === 'repeat-visit'));
  assert.ok(events.some((data) => data.event === 'receipt-printed' && data.copy === 1));
});

test('a phone that is wrong becomes a proposal with old and new', async () => {
  await insert(nextPerson());
  await declineFace();
  await staffSay(0, 'declined-face');
  await page.screen('contact');
  await page.press('contact-wrong');
  await page.screen('contact-choose');
  await page.press('choose-phone');
  await page.screen('change-phone');
  await page.type('13900009999');
  await page.press('change-phone');
  await signAndFinish();
  const { record } = await lastRecord(kiosk);
  assert.is(record.contactRight, false);
  assert.equal(
    record.changes.map(({ field, new: to }) => [field, to]),
    [['phone', '13900009999']],
  );
});

test('a card pulled in mid-visit stops it; the same card goes on, another begins anew', async () => {
  const person = nextPerson();
  await insert(person);
  await page.screen('greeting');
  await page.press('begin');
  await page.screen('face-consent');
  await kioskCommand(kiosk, 'sim', 'remove');
  await page.screen('card-away');
  await insert(person);
  await page.screen('face-consent');
  await kioskCommand(kiosk, 'sim', 'remove');
  await page.screen('card-away');
  const before = page.seen.length;
  await insert(nextPerson());
  await page.screen('greeting');
  await goHome();
  assert.not(
    page.seen.slice(before).includes('face-consent'),
    "another person's card went on with the visit",
  );
  const left = (await soundEntries(kiosk)).filter(({ data }) => data.event === 'visit-abandoned');
  assert.is(left.length, 2, 'the first visit and the one that nobody went on with');
});

test('no paper: done all the same, the number is on the screen, the log says so', async () => {
  await kioskCommand(kiosk, 'sim', 'printer', 'paper-out');
  await insert(nextPerson());
  await declineFace();
  await staffSay(0, 'declined-face');
  await signAndFinish();
  await page.page.waitForTimeout(3_000);
  await page.shoot('done-without-paper');
  const { record, entry } = await lastRecord(kiosk);
  assert.is(record.outcome, 'CONFIRMED_STAFF');
  assert.match(await page.words(), String(entry.seq));
  await goHome();
  const events = (await soundEntries(kiosk)).map(({ data }) => data);
  assert.ok(events.some((data) => data.event === 'receipt-not-printed' && data.code === 'E-PRINT-001'));
});

test('not on the roster: no hurry, the county hears of it', async () => {
  await insert('p003');
  await page.screen('not-on-roster');
  await page.press('leave');
  await page.screen('noted');
  const { record } = await lastRecord(kiosk);
  assert.is(record.outcome, 'PENDING_COUNTY');
  assert.is(record.outcomeReason, 'not-on-roster');
  assert.is(record.roster, null);
});

test('held for dead by the register: a neutral sentence, staff, the county; never a word of death', async () => {
  await insert('p004');
  await page.screen('staff-call');
  assert.not.match(await page.words(), /死|亡|故/);
  await staffSay(0, 'roster-question');
  await page.screen('noted');
  assert.not.match(await page.words(), /死|亡|故/);
  const { record } = await lastRecord(kiosk);
  assert.is(record.outcome, 'PENDING_COUNTY');
  assert.is(record.outcomeReason, 'alive-claim');
});

test('an expired card goes on and is told', async () => {
  await insert('p002');
  await declineFace();
  await staffSay(0, 'declined-face');
  await signAndFinish();
  const { record } = await lastRecord(kiosk);
  assert.is(record.card.expired, true);
  assert.is(record.outcome, 'CONFIRMED_STAFF');
});

test('staff are not sure: the county goes on with it, nobody is refused', async () => {
  await insert(nextPerson());
  await declineFace();
  await staffSay(1, 'old-photo');
  await page.screen('noted');
  const { record } = await lastRecord(kiosk);
  assert.is(record.outcome, 'PENDING_COUNTY');
  assert.is(record.outcomeReason, 'staff-unsure');
});

test('no camera: the face step is passed over, staff look', async () => {
  await insert(nextPerson());
  await page.screen('greeting');
  await page.press('begin');
  await page.screen('face-consent');
  await page.press('face');
  await page.screen('staff-call');
  await staffSay(0, 'camera');
  await signAndFinish();
  const { record } = await lastRecord(kiosk);
  assert.is(record.face.ended, 'camera');
});

test('a person who wants nothing today leaves no record but the event', async () => {
  await insert(nextPerson());
  await page.screen('greeting');
  await page.press('decline');
  await page.screen('declined');
  const last = (await soundEntries(kiosk)).findLast(({ data }) => data.event === 'visit-outcome');
  assert.is(last?.data.event === 'visit-outcome' ? last.data.outcome : '', 'DECLINED_ALL');
  assert.is(last?.data.event === 'visit-outcome' ? last.data.sealed : '', null);
});

test('the bridge killed in mid-visit: it comes back, the visit goes on to one whole record', async () => {
  const person = nextPerson();
  await insert(person);
  await declineFace();
  const health = z
    .object({ bridgePid: z.number() })
    .parse(await (await fetch(`${kiosk.url}/healthz`)).json());
  process.kill(health.bridgePid, 'SIGKILL');
  await page.page.waitForTimeout(3_000);
  await page.screen('staff-call');
  await staffSay(0, 'declined-face');
  await signAndFinish();
  const { record } = await lastRecord(kiosk);
  assert.is(record.outcome, 'CONFIRMED_STAFF');
});

test('an unreadable card is asked for again; something else is named', async () => {
  await page.page.request.post(`${kiosk.url}/dock/api/card/insert`, {
    data: { kind: 'bank-card' },
    headers: { origin: kiosk.url },
  });
  await page.screen('other-card');
});

test.run();
