import { connect } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Answered, WebBrowser } from '../support/web-browser.ts';
import { openBusyCounty } from '../support/web-busy-county.ts';
import type { WebCounty } from '../support/web-county.ts';

const test = suite('web refusals');
let county: WebCounty;
let wang: WebBrowser;

test.before(async () => {
  county = await openBusyCounty();
  wang = new WebBrowser(county);
  await wang.signIn('wang');
});
test.after(() => county.close());

/** The code that a refusal page names. */
const codeIn = ({ body }: Answered): string => /data-code="([^"]+)"/.exec(body)?.[1] ?? 'none';

async function person(): Promise<string> {
  const row = county.rows[0];
  if (row === undefined) throw new Error('nobody is on the roster');
  return `/person/${county.digestOf(row)}`;
}

test('every answer has the headers that keep scripts, frames and caches away', async () => {
  for (const path of ['/', '/login', '/people', '/nothing-here', await person()]) {
    const { headers } = await wang.get(path);
    assert.is(headers['cache-control'], 'no-store', path);
    const csp = String(headers['content-security-policy']);
    assert.match(csp, "default-src 'none'");
    assert.match(csp, "frame-ancestors 'none'");
    assert.match(csp, "form-action 'self'");
    assert.not.match(csp, /unsafe|script-src|\*/);
    assert.is(headers['x-content-type-options'], 'nosniff');
    assert.is(headers['x-frame-options'], 'DENY');
    assert.is(headers['referrer-policy'], 'same-origin');
    assert.is(headers['cross-origin-opener-policy'], 'same-origin');
  }
});

test('no page has a script, an inline style or an address of another machine', async () => {
  for (const path of [
    '/',
    '/progress',
    '/devices',
    '/queues/pending',
    '/papers',
    '/ledger',
    await person(),
  ]) {
    const { status, body } = await wang.get(path);
    assert.is(status, 200, path);
    assert.not.match(body, /<script|\son\w+=|style=|<style|https?:\/\/(?!www\.w3\.org)/, path);
  }
});

test('another name for this machine is refused', async () => {
  for (const host of ['desk.example', `127.0.0.1:1`, 'localhost', '']) {
    const answer = await wang.ask('GET', '/', undefined, host === '' ? { host: ' ' } : { host });
    assert.ok(answer.status === 403 || answer.status === 400, `${host}: ${answer.status}`);
    assert.not.match(answer.body, 'data-screen="today"');
  }
});

test('a form from another site, or without an origin, is refused', async () => {
  const token = await wang.formToken();
  const body = new URLSearchParams({ token, form: 'x' }).toString();
  const path = `${await person()}/rechecked`;
  const wrong: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: '' },
    { 'sec-fetch-site': 'cross-site' },
  ];
  for (const headers of wrong) {
    const answer = await wang.ask('POST', path, body, headers);
    assert.is(answer.status, 403, JSON.stringify(headers));
    assert.is(codeIn(answer), 'E-COUNTY-127');
  }
});

test("a form needs its own session's token", async () => {
  const li = new WebBrowser(county);
  await li.signIn('li');
  const path = `${await person()}/circumstance`;
  const fields = { kind: 'hospital', words: '住院治疗' };
  const before = await county.store.actCount();
  for (const token of [undefined, '', 'x'.repeat(43), await li.formToken()]) {
    const body = new URLSearchParams({ ...fields, ...(token === undefined ? {} : { token }) }).toString();
    const answer = await wang.ask('POST', path, body);
    assert.is(answer.status, 403);
    assert.is(codeIn(answer), 'E-COUNTY-126');
  }
  assert.is(await county.store.actCount(), before, 'nothing was written');
  assert.is((await wang.post(path, fields)).status, 303);
});

test('a double click is one act', async () => {
  const path = `${await person()}/contact-attempt`;
  const fields = { way: 'phone', outcome: 'reached', on: '2026-11-28', words: '', form: 'one-and-the-same' };
  const before = await county.store.actCount();
  const answers = await Promise.all([wang.post(path, fields), wang.post(path, fields)]);
  assert.equal(
    answers.map(({ status }) => status),
    [303, 303],
  );
  assert.is(await county.store.actCount(), before + 1);
});

test('bodies that are no form, too large, or have a field twice are refused', async () => {
  const path = `${await person()}/contact-attempt`;
  const token = await wang.formToken();
  const json = await wang.ask('POST', path, JSON.stringify({ token }), {
    'content-type': 'application/json',
  });
  assert.is(json.status, 415);
  const large = await wang.ask('POST', path, `token=${token}&words=${'x'.repeat(20_000)}`);
  assert.is(large.status, 413);
  const twice = await wang.ask('POST', path, `token=${token}&token=${token}`);
  assert.is(twice.status, 400);
  const many = await wang.ask('POST', path, Array.from({ length: 60 }, (_, i) => `f${i}=1`).join('&'));
  assert.is(many.status, 400);
});

test('fields are judged: unknown words, days to come, numbers of persons, nothing at all', async () => {
  const base = await person();
  const before = await county.store.actCount();
  const attempt = { way: 'phone', outcome: 'reached', on: '2026-11-28', words: '' };
  const wrong: [string, Record<string, string>][] = [
    ['contact-attempt', { ...attempt, way: 'shout' }],
    ['contact-attempt', { ...attempt, on: '2026-13-01' }],
    ['contact-attempt', { ...attempt, on: '2026-12-24' }],
    ['contact-attempt', { ...attempt, words: '电话 139 0000 1234' }],
    ['contact-attempt', { ...attempt, words: '990000194903075234' }],
    ['contact-attempt', { ...attempt, words: 'x\u0000y' }],
    ['hardship', { state: 'open', measures: '探望', responsible: '', followUp: '' }],
    ['confirmed-elsewhere', { method: 'online', means: 'face', on: '2027-01-01', source: '全国系统' }],
    ['pending-decided', { visit: crypto.randomUUID(), decision: 'confirmed', words: '没有这次到场' }],
    ['open', { reason: '' }],
  ];
  for (const [act, fields] of wrong) {
    const answer = await wang.post(`${base}/${act}`, fields);
    assert.ok(answer.status === 422 || answer.status === 409, `${act}: ${answer.status}`);
    assert.match(codeIn(answer), 'E-COUNTY-');
    assert.not.match(answer.body, '1390000', 'the value is not shown again');
  }
  assert.is(await county.store.actCount(), before, 'nothing was written');
});

test('unknown paths, methods and people are refused calmly', async () => {
  assert.is(codeIn(await wang.get('/nothing')), 'E-COUNTY-132');
  assert.is((await wang.get('/..%2f..%2fetc/passwd')).status, 404);
  assert.is((await wang.get(`/person/${'0'.repeat(64)}`)).status, 404);
  assert.is((await wang.get('/person/x')).status, 404);
  assert.is((await wang.get('/queues/everybody')).status, 404);
  assert.is((await wang.ask('DELETE', '/', undefined, { origin: wang.origin })).status, 404);
  assert.is((await wang.get('/ledger?page=99999999999')).status, 200);
});

test('without a session there is only the way to sign in', async () => {
  const stranger = new WebBrowser(county);
  for (const path of ['/', '/people', '/ledger', await person()]) {
    const answer = await stranger.get(path);
    assert.is(answer.status, 303);
    assert.is(answer.headers.location, '/login');
    assert.is(answer.body, '');
  }
});

test('a session that was planted is never taken over, and signing in gives a new one', async () => {
  const browser = new WebBrowser(county);
  const planted = `county=${'A'.repeat(43)}`;
  browser.cookie = planted;
  await browser.signIn('li');
  assert.is.not(browser.cookie, planted);
  const first = browser.cookie;
  await browser.signIn('li');
  assert.is.not(browser.cookie, first);
  const thief = new WebBrowser(county);
  for (const cookie of [planted, first]) {
    thief.cookie = cookie;
    assert.is((await thief.get('/')).status, 303, 'the session before is over');
  }
});

test('the cookie is out of reach of scripts and other sites', async () => {
  const browser = new WebBrowser(county);
  const { headers } = await browser.signIn('li');
  const [cookie = ''] = headers['set-cookie'] ?? [];
  assert.match(cookie, '; HttpOnly');
  assert.match(cookie, '; SameSite=Strict');
  assert.match(cookie, '; Path=/');
});

test('after signing out the session is nowhere good', async () => {
  const browser = new WebBrowser(county);
  await browser.signIn('li');
  const { cookie } = browser;
  assert.is((await browser.post('/logout', {})).status, 303);
  const again = new WebBrowser(county);
  again.cookie = cookie;
  assert.is((await again.get('/')).status, 303);
});

test('an idle session is over, and looking at the idle page does not keep it', async () => {
  const browser = new WebBrowser(county);
  await browser.signIn('li');
  county.now += 10 * 60_000;
  assert.match((await browser.get('/idle')).body, 'data-screen="idle"');
  county.now += 6 * 60_000;
  const answer = await browser.get('/idle');
  assert.is(answer.headers.location, '/login?why=left');
  await wang.signIn('wang');
});

test('a first password opens nothing but its own change', async () => {
  const made = await county.accounts.add('neu', 'officer', true);
  const browser = new WebBrowser(county);
  assert.is((await browser.signIn('neu')).headers.location, '/account');
  assert.is((await browser.get('/people')).headers.location, '/account');
  const wanted = '梧桐树下六十年春秋冬夏来';
  const change = { present: made.password, wanted, again: wanted };
  assert.is((await browser.post('/account/password', { ...change, again: `${wanted}!` })).status, 422);
  assert.is((await browser.post('/account/password', { ...change, present: 'wrong' })).status, 422);
  assert.is((await browser.post('/account/password', change)).headers.location, '/login?why=password');
  assert.is((await browser.get('/people')).headers.location, '/login', 'the old session is over');
});

test('a wrong password, a wrong code and a wrong name are answered alike', async () => {
  const { password } = county.accounts.of('zhao');
  const tries = [
    { account: 'zhao', password: 'wrong', code: county.accounts.nextCode('zhao') },
    { account: 'zhao', password, code: '000000' },
    { account: 'zhang', password, code: '000000' },
  ];
  const bodies: string[] = [];
  for (const fields of tries) {
    const stranger = new WebBrowser(county);
    const answer = await stranger.ask('POST', '/login', new URLSearchParams(fields).toString());
    assert.is(answer.status, 401);
    assert.is(answer.headers['set-cookie'], undefined);
    bodies.push(answer.body);
  }
  assert.equal(new Set(bodies).size, 1);
});

test('a lock-out outlives a restart of the desk', async () => {
  const fields = new URLSearchParams({ account: 'zhao', password: 'wrong', code: '000000' }).toString();
  const stranger = new WebBrowser(county);
  for (let i = 0; i < 5; i += 1) await stranger.ask('POST', '/login', fields);
  await county.restart();
  const { password } = county.accounts.of('zhao');
  const code = county.accounts.nextCode('zhao');
  county.now -= 29_000;
  const right = new URLSearchParams({ account: 'zhao', password, code }).toString();
  assert.is((await stranger.ask('POST', '/login', right)).status, 429);
  county.now += 60_000;
  assert.is((await stranger.ask('POST', '/login', right)).status, 303);
});

test('heads that are too long, and requests that never end, are cut off', async () => {
  const long = await wang.ask('GET', '/', undefined, { 'x-long': 'y'.repeat(20_000) }).catch(() => undefined);
  assert.ok(long === undefined || long.status === 431);
  const since = Date.now();
  const ended = await new Promise<string>((resolve) => {
    const socket = connect(county.web.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: '));
    let said = '';
    socket.on('data', (chunk) => {
      said += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(said));
    socket.on('error', () => undefined);
  });
  assert.ok(Date.now() - since < 45_000, 'it was cut off in time');
  assert.not.match(ended, '200 OK');
});

test.run();
