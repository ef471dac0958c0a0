import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { serveWeb } from '../../county-desk/web/index.ts';
import { codeOf } from '../support/county-fixture.ts';
import { WebBrowser } from '../support/web-browser.ts';
import { openWebCounty, type WebCounty } from '../support/web-county.ts';

const PUBLIC = 'https://desk.example';

const test = suite('web behind a proxy');
let county: WebCounty;

test.before(async () => {
  county = await openWebCounty({ people: 3, publicOrigin: PUBLIC });
  await county.accounts.add('wang', 'officer');
});
test.after(() => county.close());

test('the desk answers under its public name only, and asks browsers for TLS', async () => {
  const browser = new WebBrowser(county);
  const answer = await browser.signIn('wang');
  assert.is(answer.status, 303);
  assert.match(
    String(answer.headers['set-cookie']),
    /^__Host-county=[^;]+; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
  );
  const page = await browser.get('/');
  assert.is(page.status, 200);
  assert.match(String(page.headers['strict-transport-security']), 'max-age=');
  const direct = await browser.ask('GET', '/', undefined, { host: `127.0.0.1:${county.web.port}` });
  assert.is(direct.status, 403);
});

test('who asks is told by the proxy: one address that is locked does not lock the others out', async () => {
  const ask = (address: string, name: string) =>
    new WebBrowser(county).ask(
      'POST',
      '/login',
      new URLSearchParams({ account: name, password: 'wrong', code: '000000' }).toString(),
      { 'x-forwarded-for': address },
    );
  const statuses: number[] = [];
  for (let i = 0; i < 21; i += 1) statuses.push((await ask('10.9.9.9', `name${i}`)).status);
  assert.is(statuses.filter((status) => status === 401).length, 20);
  assert.is(statuses.at(-1), 429);
  assert.is((await ask('10.9.9.10', 'name0')).status, 401);
});

test('an origin that is no https origin, and a port that is taken, are told by their codes', async () => {
  const { port } = county.web;
  const rest = { parts: county.parts, doors: county.doors, logger: county.logger };
  assert.is(codeOf(await serveWeb({ port, ...rest })), 'E-COUNTY-130');
  for (const publicOrigin of ['http://desk.example', 'https://desk.example/path', 'desk'])
    assert.is(codeOf(await serveWeb({ port: 0, publicOrigin, ...rest })), 'E-COUNTY-131');
});

test.run();
