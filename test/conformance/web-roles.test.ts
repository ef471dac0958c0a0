import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ROUTES } from '../../county-desk/web/index.ts';
import { WebBrowser } from '../support/web-browser.ts';
import { openBusyCounty, PENDING } from '../support/web-busy-county.ts';
import type { WebCounty } from '../support/web-county.ts';

/** Who may take which way, by hand from docs/county-web.md: O officer, P approver, U auditor, * also nobody. */
const MAY: Readonly<Record<string, string>> = {
  'GET /login': '*',
  'POST /login': '*',
  'GET /idle': '*',
  'POST /logout': 'OPU',
  'GET /account': 'OPU',
  'POST /account/password': 'OPU',
  'GET /': 'OPU',
  'GET /progress': 'OPU',
  'GET /devices': 'OPU',
  'GET /ledger': 'OPU',
  'GET /queues/:queue': 'OPU',
  'POST /queues/:queue/open': 'OPU',
  'GET /people': 'OPU',
  'POST /people/find': 'OPU',
  'POST /people/find-code': 'OPU',
  'GET /person/:person': 'OPU',
  'POST /person/:person/open': 'OPU',
  'POST /person/:person/contact-attempt': 'OP',
  'POST /person/:person/circumstance': 'OP',
  'POST /person/:person/hardship': 'OP',
  'POST /person/:person/confirmed-elsewhere': 'OP',
  'POST /person/:person/rechecked': 'OP',
  'POST /person/:person/pending-decided': 'OP',
  'POST /person/:person/comparison-hit': 'OP',
  'POST /person/:person/comparison-settled': 'OP',
  'POST /devices/:kiosk/alarm-settled': 'P',
  'POST /person/:person/draw-result': 'OP',
  'POST /person/:person/resumption-decided': 'P',
  'GET /suspension': 'OPU',
  'POST /suspension/prepare': 'OP',
  'GET /suspension/:sheet': 'OPU',
  'POST /suspension/:sheet/approve': 'P',
  'GET /draws': 'OPU',
  'POST /draws': 'OP',
  'GET /draws/:draw': 'OPU',
  'GET /papers': 'OPU',
  'POST /papers': 'OP',
};
const PEOPLE = { O: 'wang', P: 'li', U: 'shen' } as const;

const test = suite('web roles');
let county: WebCounty;

test.before(async () => {
  county = await openBusyCounty();
});
test.after(() => county.close());

/** A path with something in the place of each name. */
function pathOf(pattern: string): string {
  const row = county.rows[PENDING];
  if (row === undefined) throw new Error('somebody must be on the roster');
  return pattern
    .replace(':person', county.digestOf(row))
    .replace(':queue', 'pending')
    .replace(':kiosk', 'kiosk-990000-01')
    .replace(':sheet', 'ab'.repeat(32))
    .replace(':draw', crypto.randomUUID());
}

test('the table of this test and the table of routes are of the same ways', () => {
  const ways = ROUTES.map(({ method, path }) => `${method} ${path}`);
  assert.equal([...ways].sort(), Object.keys(MAY).sort());
});

for (const [letter, name] of Object.entries(PEOPLE))
  test(`${name} gets where the table says, and nowhere else`, async () => {
    const wrong: string[] = [];
    const before = await county.store.actCount();
    const browser = new WebBrowser(county);
    await browser.signIn(name);
    for (const [way, may] of Object.entries(MAY)) {
      if (may === '*') continue;
      const [method = '', pattern = ''] = way.split(' ');
      const allowed = may.includes(letter);
      // Ways that end the session are for the test of sessions.
      if (pattern === '/logout' || pattern === '/account/password') continue;
      const path = pathOf(pattern);
      // An empty form: whoever may send it gets as far as the form's own faults.
      const answer = method === 'GET' ? await browser.get(path) : await browser.post(path, { naming: 'x' });
      const refused = answer.body.includes('data-code="E-COUNTY-128"');
      if (refused === allowed) wrong.push(`${way}: ${answer.status}`);
      if (!allowed && answer.status !== 403) wrong.push(`${way}: ${answer.status}`);
    }
    assert.equal(wrong, []);
    const written = await county.store.acts(before, 100);
    const acts = written.map(({ data }) => data.act).filter((act) => act !== 'login');
    assert.equal(letter === 'U' ? acts : [], [], 'an auditor writes nothing by looking');
  });

test('nobody gets anywhere without signing in', async () => {
  const stranger = new WebBrowser(county);
  const wrong: string[] = [];
  for (const [way, may] of Object.entries(MAY)) {
    if (may === '*') continue;
    const [method = '', pattern = ''] = way.split(' ');
    const answer = await stranger.ask(method, pathOf(pattern), method === 'POST' ? 'a=b' : undefined);
    if (answer.status !== 303 || answer.headers.location !== '/login') wrong.push(`${way}: ${answer.status}`);
  }
  assert.equal(wrong, []);
});

test('every form but the one to sign in is refused without its token', async () => {
  const browser = new WebBrowser(county);
  await browser.signIn('li');
  const before = await county.store.actCount();
  const wrong: string[] = [];
  for (const [way, may] of Object.entries(MAY)) {
    const [method = '', pattern = ''] = way.split(' ');
    if (method === 'GET' || may === '*') continue;
    const answer = await browser.ask('POST', pathOf(pattern), 'reason=nothing+to+do');
    if (answer.status !== 403 || !answer.body.includes('E-COUNTY-126'))
      wrong.push(`${way}: ${answer.status}`);
  }
  assert.equal(wrong, []);
  assert.is(await county.store.actCount(), before, 'nothing was written');
});

test('a role that is taken away is gone with the next request', async () => {
  const browser = new WebBrowser(county);
  await browser.signIn('li');
  const path = pathOf('/person/:person/rechecked');
  assert.not.match((await browser.post(path, {})).body, 'E-COUNTY-128');
  await county.doors.accounts.changeRole('li', 'auditor', 'cli:test');
  assert.match((await browser.post(path, {})).body, 'E-COUNTY-128');
  await county.doors.accounts.close('li', 'cli:test');
  assert.is((await browser.get('/')).status, 303);
});

test.run();
