import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readKioskDefaults } from '../../config/index.ts';
import { BlobFiles } from '../../device-daemon/ledger/blob-files.ts';
import { ClockSteps } from '../../device-daemon/ledger/clock-steps.ts';
import { leaveEvent, Recipients, takeLeftEvents } from '../../device-daemon/ledger/index.ts';
import { newVisit, type Visit, type VisitTerms } from '../../device-daemon/session/visit.ts';
import { namesThatDiffer, settingsDigest } from '../../device-daemon/settings/index.ts';
import { VisitJournal } from '../../device-daemon/visit/visit-journal.ts';
import type { Consent, LedgerEvent } from '../../domain/index.ts';
import { must } from '../support/county-fixture.ts';
import { newKey, openLedger } from '../support/ledger-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const terms: VisitTerms = {
  year: 2026,
  station: '样例镇退役军人服务站',
  consentTextVersion: '2026-1',
  textsSha256: 'ee'.repeat(32),
  language: 'zh-CN',
  faceThreshold: 0.43,
  faceModel: 'a',
  trySeconds: 15,
  askAfter: 60,
  answerWithin: 30,
  extensions: 10,
  cardBackWithin: 20,
  doneStays: 8,
};
const at = '2026-06-01T08:00:00.000Z';
const consent = (given: boolean): Consent => ({
  to: 'face',
  given,
  textVersion: '2026-1',
  language: 'zh-CN',
  at,
});

/** Collects what would be appended. */
function collector() {
  const events: LedgerEvent[] = [];
  return {
    events,
    append: async (event: LedgerEvent) => {
      events.push(event);
      return { index: events.length - 1, leafHash: '', origin: '' };
    },
  };
}

test('each answer of consent and each judgement of staff is an event of its own, once', () => {
  const journal = new VisitJournal();
  const id = randomUUID();
  const visit: Visit = newVisit(id, at, terms);
  assert.equal(journal.look(null), []);
  assert.equal(journal.look(visit), []);
  const asked = { ...visit, consents: [consent(true)] };
  assert.equal(journal.look(asked), [
    { event: 'consent', visit: id, to: 'face', given: true, textVersion: '2026-1' },
  ]);
  assert.equal(journal.look(asked), []);
  const changed = { ...asked, consents: [consent(true), consent(false)] };
  assert.equal(
    journal.look(changed).map((event) => event.event === 'consent' && event.given),
    [false],
  );
  const staff = { operator: '001', judgement: 'unsure', reason: 'old-photo', attested: true } as const;
  assert.equal(journal.look({ ...changed, staff }), [
    { event: 'staff-judged', visit: id, operator: '001', judgement: 'unsure', reason: 'old-photo' },
  ]);
  assert.equal(journal.look({ ...changed, staff }), []);
  const next = newVisit(randomUUID(), at, terms);
  assert.equal(journal.look({ ...next, consents: [consent(false)] }).length, 1, 'another visit');
});

test('a wall clock that is set is noticed both ways; a slow correction is not', () => {
  const clock = new ClockSteps(1_000_000, 500);
  assert.is(clock.look(1_030_000, 30_500), undefined);
  assert.is(clock.look(1_061_900, 60_500), undefined, '1.9 s');
  assert.equal(clock.look(1_091_900 + 3_600_000, 90_500), {
    event: 'clock-step',
    way: 'forward',
    seconds: 3600,
  });
  assert.is(clock.look(1_121_900 + 3_600_000, 120_500), undefined, 'told once');
  assert.equal(clock.look(1_151_900, 150_500), { event: 'clock-step', way: 'back', seconds: 3600 });
});

test('names of settings that differ are told, never their values', () => {
  const one = readKioskDefaults();
  assert.equal(namesThatDiffer(one, one), []);
  const other = {
    ...one,
    device: { ...one.device, phone: '0990-1111111' },
    operators: [{ id: '001', name: '王样例', pin: 'scrypt$1' }],
    photoLibrary: null,
  };
  assert.equal(namesThatDiffer(one, other), ['device.phone', 'operators']);
  assert.is.not(settingsDigest(one), settingsDigest(other));
  assert.match(settingsDigest(one), /^[0-9a-f]{64}$/);
});

test('what a command leaves is written to the log in order, once; what is no event is not', async () => {
  const folder = temporaryFolder();
  assert.ok(leaveEvent(folder, { event: 'roster-rejected', code: 'E-ROSTER-002' }, 1000));
  assert.ok(leaveEvent(folder, { event: 'roster-rejected', code: 'E-ROSTER-005' }, 2000));
  writeFileSync(
    join(folder, 'left-events', `${'9'.repeat(15)}-${randomUUID()}.json`),
    '{"event":"note","text":"张"}',
  );
  const log = collector();
  await takeLeftEvents(folder, log);
  assert.equal(
    log.events.map((event) => event.event === 'roster-rejected' && event.code),
    ['E-ROSTER-002', 'E-ROSTER-005'],
  );
  await takeLeftEvents(folder, log);
  assert.is(log.events.length, 2);
  assert.equal(readdirSync(join(folder, 'left-events')), []);
  for (let n = 0; n < 100; n++) assert.ok(leaveEvent(folder, { event: 'device-stopped' }, n));
  assert.not.ok(leaveEvent(folder, { event: 'device-stopped' }, 100), 'no more than a hundred wait');
});

test('an event that could not be appended is left for the next time', async () => {
  const folder = temporaryFolder();
  leaveEvent(folder, { event: 'roster-rejected', code: 'E-ROSTER-002' }, 1000);
  const refusing = { append: () => Promise.reject(new Error('no')) };
  assert.instance(await takeLeftEvents(folder, refusing).catch((error: unknown) => error), Error);
  const log = collector();
  await takeLeftEvents(folder, log);
  assert.is(log.events.length, 1);
});

test('records are sealed to others only after the log was told, once for each order', async () => {
  const recipients = new Recipients(['age1trust']);
  const log = { ...collector(), recipientsOrder: null };
  const order = 'ab'.repeat(32);
  await recipients.change(['age1a', 'age1b'], order, log);
  assert.equal(recipients.current, ['age1a', 'age1b']);
  assert.equal(log.events, [{ event: 'recipients-changed', order }]);
  await recipients.change(['age1a', 'age1b'], order, { ...log, recipientsOrder: order });
  assert.is(log.events.length, 1, 'a start puts it in force again without a word');
  const refusing = { append: () => Promise.reject(new Error('no')), recipientsOrder: null };
  assert.instance(
    await recipients.change(['age1c'], order, refusing).catch((error: unknown) => error),
    Error,
  );
  assert.equal(recipients.current, ['age1a', 'age1b']);
  assert.instance(await recipients.change([], order, log).catch((error: unknown) => error), RangeError);
});

test('after a restart the ledger knows which order named the recipients, and which settings were in force', async () => {
  const folder = temporaryFolder();
  const { key } = newKey();
  const ledger = await openLedger(folder, key);
  assert.equal([ledger.recipientsOrder, ledger.settings], [null, null]);
  await ledger.append({ event: 'recipients-changed', order: 'ab'.repeat(32) });
  await ledger.append({ event: 'settings-changed', keys: ['operators'], sha256: 'cd'.repeat(32) });
  await ledger.close();
  const next = await openLedger(folder, key);
  assert.equal([next.recipientsOrder, next.settings], ['ab'.repeat(32), 'cd'.repeat(32)]);
  await next.close();
});

test('a sealed file that a crash left untold goes at the next start, unless the log has told of it', async () => {
  const folder = temporaryFolder();
  const { key } = newKey();
  const first = await openLedger(folder, key);
  const recipient = await identityToRecipient(await generateX25519Identity());
  const stored = must(await first.putBlob(Buffer.from('a page'), 'paper', randomUUID(), [recipient]));
  const sealed = first.blob(stored.sha256);
  if (sealed === undefined) throw new Error('the blob must be there');
  await first.close();
  // As if killed between the entry and the file's name, and between another file and its entry.
  const blobs = new BlobFiles(folder);
  blobs.drop(stored.sha256);
  blobs.keep(sealed);
  const orphan = blobs.keep(Buffer.from('nobody was told'));
  assert.is(blobs.untold().size, 2);
  const second = await openLedger(folder, key);
  assert.equal(second.blob(stored.sha256), sealed);
  assert.is(second.blob(orphan), undefined);
  assert.is(blobs.untold().size, 0);
  assert.not.ok(existsSync(join(folder, 'blob', orphan.slice(0, 2), `${orphan}.untold`)));
  await second.close();
});

test.run();
