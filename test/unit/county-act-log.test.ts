import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { packageFolder } from '../../config/index.ts';
import { actsFolder, COUNTY_ENTRIES, CountyActLog, type CountyEntry } from '../../county-desk/acts/index.ts';
import { makeCountyKeys } from '../../county-desk/enrolment/index.ts';
import { openCountyStore } from '../../county-desk/store/index.ts';
import { verifyLog } from '../../ledger/index.ts';
import { must } from '../support/county-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const login: CountyEntry['data'] = { act: 'login', accepted: true };
const recheck: CountyEntry['data'] = { act: 'rechecked', person: 'ab'.repeat(32), year: 2026 };

async function county(now: () => number = Date.now, waitMs = 10_000) {
  const folder = temporaryFolder();
  const keys = must(await makeCountyKeys(folder, '样例县'));
  const store = must(await openCountyStore(folder, undefined));
  const log = (to = store) => new CountyActLog({ folder, keys, store: to, now, waitMs });
  return { folder, keys, store, log };
}

async function sound(folder: string, verifierKey: string): Promise<number | null> {
  const report = await verifyLog(actsFolder(folder), verifierKey, COUNTY_ENTRIES);
  assert.equal(report.findings, []);
  return report.signed;
}

test('acts are durable, signed, in order, and in the store', async () => {
  const { folder, keys, store, log } = await county();
  const acts = log();
  const first = await acts.append('zhang', login);
  const many = await acts.appendAll(
    'tool',
    Array.from({ length: 1200 }, () => recheck),
  );
  assert.is(first.seq, 0);
  assert.is(many.length, 1200);
  assert.is(many.at(-1)?.seq, 1200);
  assert.is(many[0]?.by, 'tool');
  await acts.close();
  assert.is(await sound(folder, keys.verifierKey), 1201);
  assert.is(await store.actCount(), 1201);
  assert.equal((await store.actsOf('ab'.repeat(32))).length, 1200);
  assert.equal(await store.acts(0, 1), [first]);
});

test('a ledger put back from an older backup takes no act: its numbers would be given twice', async () => {
  const { folder, store, log } = await county();
  const first = log();
  await first.append('zhang', login);
  await first.close();
  const backup = join(temporaryFolder(), 'acts');
  cpSync(actsFolder(folder), backup, { recursive: true });
  const second = log();
  await second.append('zhang', recheck);
  await second.close();
  const putBack = async () => {
    rmSync(actsFolder(folder), { recursive: true });
    cpSync(backup, actsFolder(folder), { recursive: true });
    const acts = log();
    const error = await acts.append('li', login).catch((fault: unknown) => fault);
    await acts.close();
    return error;
  };
  assert.match(String(await putBack()), 'the ledger has 1 acts, the store holds 2');
  assert.is(await store.actCount(), 2);
  // Another ledger of the same length.
  rmSync(actsFolder(folder), { recursive: true });
  const empty = must(await openCountyStore(temporaryFolder(), undefined));
  const other = log(empty);
  for (const name of ['wang', 'wang', 'wang']) await other.append(name, login);
  await other.close();
  const acts = log();
  assert.match(
    String(await acts.append('li', login).catch((fault: unknown) => fault)),
    'act 1 of the ledger is another one in the store',
  );
  await acts.close();
});

test('what is no act is refused, and those beside it are kept', async () => {
  const { folder, keys, store, log } = await county();
  const acts = log();
  const wrong: CountyEntry['data'] = { ...recheck, person: 'nobody' };
  const refused = await acts.appendAll('zhang', [login, wrong]).catch((error: unknown) => error);
  assert.instance(refused, Error);
  assert.is((await acts.append('zhang', login)).seq, 1);
  await acts.close();
  assert.is(await store.actCount(), 2);
  assert.is(await sound(folder, keys.verifierKey), 2);
});

test('a store that was left behind is brought up to the ledger', async () => {
  const { log } = await county();
  const acts = log();
  await acts.appendAll(
    'zhang',
    Array.from({ length: 300 }, () => recheck),
  );
  await acts.close();
  const empty = must(await openCountyStore(temporaryFolder(), undefined));
  const again = log(empty);
  assert.is((await again.append('li', login)).seq, 300);
  assert.is(await empty.actCount(), 301);
  await again.close();
});

test('the time of an act is never before that of the act before it', async () => {
  let now = Date.parse('2026-11-01T08:00:00.000Z');
  const { log } = await county(() => now);
  const acts = log();
  await acts.append('zhang', login);
  now -= 3_600_000;
  assert.is((await acts.append('zhang', login)).at, '2026-11-01T08:00:00.000Z');
  now += 7_200_000;
  assert.is((await acts.append('zhang', login)).at, '2026-11-01T09:00:00.000Z');
  await acts.close();
});

test('two programs write in turn: whoever holds the ledger lets go of it when it is wanted', async () => {
  const { folder, keys, store, log } = await county();
  const here = log();
  await here.append('serve', login);
  const script = join(packageFolder(), 'build', 'test', 'support', 'act-writer.js');
  const child = spawn(process.execPath, [script, folder, '20'], { stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = once(child, 'exit');
  for (let i = 0; i < 20; i++) {
    await here.append('serve', recheck);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.is((await ended)[0], 0);
  await here.append('serve', login);
  await here.close();
  assert.is(await sound(folder, keys.verifierKey), 42);
  const acts = await store.acts(0, 100);
  assert.equal(
    acts.map(({ seq }) => seq),
    Array.from({ length: 42 }, (_, i) => i),
  );
  assert.is(acts.filter(({ by }) => by === 'cli:other').length, 20);
});

test('a program that does not let go is told of with a code, after the stated time', async () => {
  const { folder, log } = await county(Date.now, 300);
  const here = log();
  await here.append('serve', login);
  // A lock that nobody gives back.
  await here.close();
  const holder = spawn('flock', [join(actsFolder(folder), 'lock'), 'sleep', '30'], { stdio: 'ignore' });
  try {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const other = log();
    const error = await other.append('cli:x', login).catch((reason: unknown) => reason);
    assert.match(String(error), 'E-COUNTY-076');
    await other.close();
  } finally {
    holder.kill('SIGKILL');
  }
});

test.run();
