import { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { pullKiosk } from '../../county-desk/pull/index.ts';
import { findLogs, Recount, verifyFolder } from '../../county-desk/verify/index.ts';
import type { Outcome } from '../../domain/index.ts';
import { parseVerifierKey } from '../../domain/tlog/index.ts';
import { must } from '../support/county-fixture.ts';
import { KioskLog, madeUpEntries } from '../support/kiosk-log.ts';
import { visitOutcome } from '../support/ledger-fixture.ts';
import { COUNTY_KEY, deviceOf, pullContext } from '../support/pull-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NAME = 'kiosk-990000-01';
const OUTCOMES: readonly Outcome[] = ['CONFIRMED_FACE', 'CONFIRMED_STAFF', 'PENDING_COUNTY', 'DECLINED_ALL'];
/** 330 entries: 110 of four outcomes in turn, by persons 0 to 9. */
const ENTRIES = madeUpEntries(330, (i) =>
  visitOutcome(String(i % 10).repeat(64), OUTCOMES[i % OUTCOMES.length]),
);
const kiosk = new KioskLog(NAME, ENTRIES);

function keyOf(text: string) {
  const key = parseVerifierKey(text);
  if (key === undefined) throw new Error('no key');
  return key;
}

/** The mirror of the kiosk after three pulls. */
async function mirror(): Promise<string> {
  const context = pullContext(temporaryFolder());
  for (const size of [100, 270, 330])
    await pullKiosk(
      deviceOf(NAME, kiosk.vkey),
      new KioskLog(NAME, ENTRIES.slice(0, size), kiosk.key),
      context,
    );
  return join(context.mirror, NAME);
}

const sound = await mirror();

function verify(folder: string, county: string | undefined = COUNTY_KEY) {
  const recount = new Recount();
  const countyKey = county === undefined ? undefined : keyOf(county);
  return { verdict: verifyFolder(folder, NAME, keyOf(kiosk.vkey), countyKey, recount), recount };
}

/** A copy of the sound mirror in which something was changed afterwards. */
function changed(change: (folder: string) => void): string {
  const folder = join(temporaryFolder(), NAME);
  cpSync(sound, folder, { recursive: true });
  change(folder);
  return folder;
}

function lines(folder: string): string[] {
  return readFileSync(join(folder, 'heads.jsonl'), 'utf8').trimEnd().split('\n');
}

const named = (folder: string, county?: string) =>
  verify(folder, county).verdict.findings.map(({ code, record }) => `${code} ${record}`);

test('a sound mirror is proven with all its heads, and its visits are counted', () => {
  const { verdict, recount } = verify(sound);
  assert.equal(verdict.findings, []);
  assert.is(verdict.size, 330);
  assert.is(verdict.heads, 3);
  assert.is(verdict.cosignedAt, '2026-06-10T00:00:00.000Z');
  const days = recount.days();
  assert.is(
    days.reduce((sum, { count }) => sum + count, 0),
    330,
  );
  // Entry 0 is of 08:00 in China, one a minute: all on one day.
  assert.equal(days[0], {
    day: '2026-06-01',
    outcome: 'CONFIRMED_FACE',
    method: 'station',
    means: 'face',
    count: 83,
  });
  // Persons 0, 2, 4, 6, 8 by face (even indexes), 1, 3, 5, 7, 9 by staff.
  assert.equal(recount.persons(), [{ year: 2026, count: 10 }]);
});

test('any flipped byte of an entry is found by its record', () => {
  for (const [file, at, record] of [
    ['tile/entries/000', 40, 0],
    ['tile/entries/001.p/74', 40, 256],
  ] as const) {
    const folder = changed((path) => {
      const bytes = readFileSync(join(path, file));
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(join(path, file), bytes);
    });
    assert.ok(named(folder).includes(`E-COUNTY-047 ${record}`), file);
  }
});

test('a cut tail is found where a head is kept, and nothing can be told where none is', () => {
  const older = new KioskLog(NAME, ENTRIES.slice(0, 270), kiosk.key);
  const cut = changed((path) => {
    writeFileSync(join(path, 'checkpoint'), older.note());
    for (const level of ['entries', 0] as const) {
      const bytes = older.bytes({ level, index: 1, width: 14 });
      writeFileSync(join(path, `tile/${level}/001.p/14`), bytes);
      rmSync(join(path, `tile/${level}/001.p/74`));
    }
  });
  assert.ok(named(cut).includes('E-COUNTY-067 270'));
  const [first = ''] = lines(cut);
  writeFileSync(join(cut, 'heads.jsonl'), `${first}\n`);
  assert.equal(verify(cut).verdict.findings, []);
  assert.is(verify(cut).verdict.heads, 1);
});

test('a head that was forged, reordered, or is of another tree is found by its line', () => {
  const other = new KioskLog(NAME, madeUpEntries(330), kiosk.key);
  const withLines = (make: (kept: string[]) => string[]) =>
    changed((path) => writeFileSync(join(path, 'heads.jsonl'), `${make(lines(path)).join('\n')}\n`));
  const line = (note: string, at = '2026-06-10T00:00:00.000Z') => JSON.stringify({ at, note });
  assert.equal(named(withLines(([a = '', b = '', c = '']) => [b, a, c])), ['E-COUNTY-060 100']);
  assert.equal(named(withLines((kept) => ['{}', ...kept])), ['E-COUNTY-060 null']);
  const stranger = new KioskLog(NAME, ENTRIES);
  assert.equal(named(withLines((kept) => [line(stranger.note(50)), ...kept])), ['E-COUNTY-060 null']);
  assert.ok(named(withLines((kept) => [line(other.note(50)), ...kept])).includes('E-COUNTY-060 50'));
  assert.ok(named(withLines((kept) => [...kept, line(other.note(330))])).includes('E-COUNTY-043 330'));
  assert.equal(named(withLines((kept) => [line(kiosk.note(50)), ...kept])), ['E-COUNTY-061 null']);
  const past = withLines((kept) => [...kept, line(kiosk.note(330), '2026-01-01T00:00:00.000Z')]);
  assert.ok(named(past, undefined).includes('E-COUNTY-060 330'));
});

test('a checkpoint that is one head behind is what a crash leaves, and no finding', () => {
  const folder = changed((path) =>
    writeFileSync(join(path, 'checkpoint'), JSON.parse(lines(path)[1] ?? '').note),
  );
  assert.equal(named(folder), []);
  assert.is(verify(folder).verdict.size, 330);
});

test('a torn last line of the heads is what a crash leaves, and no finding', () => {
  const folder = changed((path) => appendFileSync(join(path, 'heads.jsonl'), '{"at":"2026-06-1'));
  assert.equal(named(folder), []);
});

test('keys given by the auditor win over those in the folder, and a stick without any is not verified', () => {
  const own = must(findLogs(sound, []));
  assert.equal(
    own.logs.map(({ name, ownKey }) => [name, ownKey]),
    [[NAME, true]],
  );
  const given = must(findLogs(sound, [kiosk.vkey, COUNTY_KEY]));
  assert.is(given.logs[0]?.ownKey, false);
  assert.is(given.county?.name, 'county-test');
  const wrong = must(findLogs(sound, [new KioskLog(NAME, []).vkey]));
  const [log] = wrong.logs;
  if (log === undefined) throw new Error('a log');
  const verdict = verifyFolder(log.folder, log.name, log.key, undefined, new Recount());
  assert.ok(verdict.findings.length > 0, 'a key from elsewhere that did not sign it is not passed over');
  const stick = changed((path) => writeFileSync(join(path, 'key'), ''));
  assert.equal(must(findLogs(stick, [])).keyless, [NAME]);
  assert.not.ok(findLogs(temporaryFolder(), []).ok);
});

test.run();
