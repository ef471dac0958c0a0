import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { WebBrowser } from '../support/web-browser.ts';
import { ALIVE_CLAIM, CANDIDATES, openBusyCounty, RESUME } from '../support/web-busy-county.ts';
import { visitOf, type WebCounty } from '../support/web-county.ts';

const test = suite('web privacy and four eyes');
let county: WebCounty;
let wang: WebBrowser;
let li: WebBrowser;

test.before(async () => {
  county = await openBusyCounty();
  [wang, li] = [new WebBrowser(county), new WebBrowser(county)];
  await wang.signIn('wang');
  await li.signIn('li');
});
test.after(() => county.close());

function digest(i: number): string {
  const row = county.rows[i];
  if (row === undefined) throw new Error(`there is no person ${i}`);
  return county.digestOf(row);
}

/** What nobody sees who has not asked for it: names, numbers, telephones, addresses of the whole roster. */
function secretsIn(text: string): string[] {
  return county.rows
    .flatMap(({ name, idNumber, phone, address }) => [name, idNumber, phone, address])
    .filter((secret) => text.includes(secret));
}

test('no page names anybody until it is asked to, with a reason', async () => {
  const pages = ['/', '/progress', '/devices', '/people', '/suspension', '/draws', '/papers', '/ledger'];
  const queues = ['pending', 'resume', 'recheck', 'unconfirmed', 'home-visits'].map(
    (name) => `/queues/${name}`,
  );
  for (const path of [...pages, ...queues, `/person/${digest(ALIVE_CLAIM)}`]) {
    const { status, body } = await wang.get(path);
    assert.is(status, 200, path);
    assert.equal(secretsIn(body), [], path);
  }
});

test('an opening is in the ledger before the name is on the page, and only on that page', async () => {
  const path = `/person/${digest(ALIVE_CLAIM)}`;
  assert.equal(secretsIn((await wang.post(`${path}/open`, { reason: '' })).body), []);
  const before = await county.store.actCount();
  const opened = await wang.post(`${path}/open`, { reason: '电话核实本人情况' });
  const row = county.rows[ALIVE_CLAIM];
  assert.match(opened.body, row?.name ?? 'nobody');
  assert.match(opened.body, row?.idNumber ?? 'nobody');
  assert.is(opened.headers['cache-control'], 'no-store');
  const [entry] = await county.store.acts(before, 1);
  assert.equal(entry?.data, {
    act: 'opened',
    what: 'roster-row',
    persons: 1,
    person: digest(ALIVE_CLAIM),
    reason: '电话核实本人情况',
  });
  assert.is(entry?.by, 'wang');
  assert.equal(secretsIn((await wang.get(path)).body), [], 'the page without opening stays without');
});

test('a queue opens the people of its page and nobody else, masked where it need not be whole', async () => {
  const before = await county.store.actCount();
  const { body } = await wang.post('/queues/pending/open', { reason: '电话通知', township: '', page: '1' });
  const [entry] = await county.store.acts(before, 1);
  assert.is(entry?.data.act, 'opened');
  assert.is(entry?.data.act === 'opened' ? entry.data.persons : 0, 2);
  assert.match(body, county.rows[ALIVE_CLAIM]?.name ?? 'nobody');
  assert.equal(
    county.rows.filter(({ idNumber }) => body.includes(idNumber)),
    [],
    'numbers stay masked',
  );
  assert.not.match(body, county.rows[50]?.name ?? 'nobody');
});

test('finding by number leaves the number nowhere', async () => {
  const { idNumber = '' } = county.rows[20] ?? {};
  const answer = await wang.post('/people/find', { idNumber: ` ${idNumber.toLowerCase()} ` });
  assert.is(answer.headers.location, `/person/${digest(20)}`);
  const stranger = await wang.post('/people/find', { idNumber: '990000193001010013' });
  assert.not.match(stranger.body, '990000193001010013');
  const code = await wang.post('/people/find-code', { code: digest(20).slice(0, 10).toUpperCase() });
  assert.is(code.headers.location, `/person/${digest(20)}`);
});

test("neither the desk's log nor the county's ledger holds anything of a person", () => {
  const logged = county.logged.join('');
  assert.ok(logged.includes('/person/:person'), 'something was logged');
  assert.equal(secretsIn(logged), []);
  // Digests in a log would tell whose page was looked at, and when.
  assert.not.match(logged, /[0-9a-f]{64}/);
  const acts = join(county.folder, 'acts');
  const bytes = readdirSync(acts, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('');
  assert.ok(bytes.includes('opened'), 'the ledger was read');
  assert.equal(secretsIn(bytes), []);
});

test('whoever prepared a sheet cannot approve it; another approver can, and once', async () => {
  const prepared = await li.post('/suspension/prepare', {});
  const path = String(prepared.headers.location).replace(/\?.*$/, '');
  assert.match(path, /^\/suspension\/[0-9a-f]{64}$/);
  assert.not.match((await li.get(path)).body, 'data-act="approve-sheet"');
  const own = await li.post(`${path}/approve`, {});
  assert.is(own.status, 403);
  assert.match(own.body, 'E-COUNTY-094');
  const officer = await wang.post(`${path}/approve`, {});
  assert.match(officer.body, 'E-COUNTY-128');
  assert.equal(await approved(), [], 'nobody was approved so far');

  // One of the two confirms after the sheet was made: late records take people off.
  const [first, second] = CANDIDATES;
  await county.happen('kiosk-990000-01', [visitOf(digest(first))]);
  const zhao = new WebBrowser(county);
  await zhao.signIn('zhao');
  assert.is((await zhao.post(`${path}/approve`, {})).status, 303);
  assert.equal(await approved(), [digest(second)]);
  const again = await zhao.post(`${path}/approve`, {});
  assert.is(again.status, 409, 'nobody on it is a candidate any more');
  assert.match((await zhao.get(path)).body, 'zhao');
});

test('a sheet of the command line is not approved by the same person at the desk', async () => {
  const { keepSheet } = await import('../../county-desk/reports/index.ts');
  const asOf = new Date(county.now).toISOString();
  const sheet = keepSheet(county.folder, { year: 2026, asOf, preparedBy: 'cli:li', persons: [digest(1)] });
  const answer = await li.post(`/suspension/${sheet}/approve`, {});
  assert.match(answer.body, 'E-COUNTY-094');
});

test('a decision on resumption is an approver’s, with a ground, and made once', async () => {
  const path = `/person/${digest(RESUME)}/resumption-decided`;
  assert.match((await wang.post(path, { decision: 'resume', legalGround: '第八条' })).body, 'E-COUNTY-128');
  assert.is((await li.post(path, { decision: 'resume', legalGround: '' })).status, 422);
  assert.is((await li.post(path, { decision: 'resume', legalGround: '条例第八条' })).status, 303);
  assert.is((await li.post(path, { decision: 'resume', legalGround: '条例第八条' })).status, 409);
});

async function approved(): Promise<string[]> {
  const acts = await county.store.acts(0, 10_000);
  return acts.flatMap(({ data }) => (data.act === 'suspension-approved' ? [data.person] : []));
}

test.run();
