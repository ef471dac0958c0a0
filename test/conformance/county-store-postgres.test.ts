import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { openCountyStore } from '../../county-desk/store/index.ts';
import { codeOf, must } from '../support/county-fixture.ts';
import { MadeUpLog, startedAt } from '../support/made-up-logs.ts';
import { once, startPostgres } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { storeConformance } from './county-store.conformance.ts';

const server = await startPostgres();
const folder = temporaryFolder();
const shared = await server.database();

storeConformance({
  fresh: async () => {
    await once(shared, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    const url = shared;
    return {
      open: async () => must(await openCountyStore(folder, url)),
      execute: (statement) => once(url, statement),
    };
  },
});

test('entries that were taken are there after the server was killed', async () => {
  const url = await server.database();
  const log = new MadeUpLog('kiosk-1').add(startedAt('2026-10-01T00:00:00.000Z'));
  const store = must(await openCountyStore(folder, url));
  await store.takeEntries(log.head(), log.rows);
  await server.kill();
  await server.start();
  // The pool replaces its dead connections; the store goes on.
  assert.is(await store.entryCount('kiosk-1'), 1);
  log.add(startedAt('2027-01-02T00:00:00.000Z'));
  await store.takeEntries(log.head('2027-01-02T00:00:00.000Z'), log.rows);
  assert.is(await store.entryCount('kiosk-1'), 2);
  await store.close();
});

test('a server that does not answer is an error with a code, which does not tell the password', async () => {
  const opened = await openCountyStore(folder, 'postgres://test:secret-word@127.0.0.1:1/nowhere');
  assert.is(codeOf(opened), 'E-COUNTY-070');
  assert.not.match(JSON.stringify(opened), 'secret-word');
});

test.after(() => server.stop());
test.run();
