import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CHROMIUM, CHROMIUM_FLAGS } from '../support/chromium.ts';
import {
  ALIVE_CLAIM,
  CALL_BACK,
  CANDIDATES,
  DEATH_HIT,
  openBusyCounty,
  RESUME,
} from '../support/web-busy-county.ts';
import type { WebCounty } from '../support/web-county.ts';

const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const;

const test = suite('a day at the county desk');
let county: WebCounty;
let browser: Browser;
const complaints: string[] = [];

test.before(async () => {
  county = await openBusyCounty();
  browser = await chromium.launch({ executablePath: CHROMIUM, args: [...CHROMIUM_FLAGS] });
});
test.after(async () => {
  await browser.close();
  await county.close();
});

/** A page on which this officer has signed in with the keyboard alone. */
async function signedIn(name: string, viewport: (typeof SIZES)[number] = SIZES[0]): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.text().includes('Content Security'))
      complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(county.web.url)) complaints.push(`asked for ${request.url()}`);
  });
  await page.goto(`${county.web.url}/`);
  await page.locator('[data-screen="sign-in"]').waitFor();
  await page.locator('#account').focus();
  await page.keyboard.type(name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(county.accounts.of(name).password);
  await page.keyboard.press('Tab');
  await page.keyboard.type(county.accounts.nextCode(name));
  await page.keyboard.press('Enter');
  await page.locator('[data-screen="today"]').waitFor();
  return page;
}

function digest(i: number): string {
  const row = county.rows[i];
  if (row === undefined) throw new Error(`there is no person ${i}`);
  return county.digestOf(row);
}

async function countOf(page: Page, task: string): Promise<number> {
  const found = page.locator(`[data-task="${task}"] .count`);
  return (await found.count()) === 0 ? 0 : Number(await found.textContent());
}

test('an officer works through the morning', async () => {
  const page = await signedIn('wang');
  const first = page.locator('.tasks li').first();
  assert.is(await first.getAttribute('data-task'), 'alive', 'the living before everything else');
  assert.is(await countOf(page, 'alive'), 1);

  // The man whom the roster holds for dead, and who came.
  await first.locator('a').click();
  const row = page.locator('tbody tr').first();
  assert.is(await row.getAttribute('data-person'), digest(ALIVE_CLAIM));
  await row.locator('a').click();
  await page.locator('summary').first().click();
  await page.locator('#reason').fill('电话核实本人情况');
  await page.locator('[data-act="open-person"]').click();
  await page.locator('[data-opened]').waitFor();
  assert.match(
    (await page.locator('[data-opened]').textContent()) ?? '',
    county.rows[ALIVE_CLAIM]?.name ?? 'nobody',
  );
  const form = page.locator('#pending form');
  await form.locator('select').selectOption('confirmed');
  await form.locator('textarea').fill('电话和村里都核实，本人健在');
  await form.locator('[data-act="decide-pending"]').click();
  await page.locator('.notice').waitFor();
  assert.not.ok(await page.locator('[data-opened]').isVisible(), 'the name is gone with the next page');

  // A call back.
  await page.goto(`${county.web.url}/person/${digest(CALL_BACK)}`);
  await page.locator('#contact summary').click();
  await page.locator('#way').selectOption('phone');
  await page.locator('#attempt').selectOption('reached');
  await page.locator('[data-act="contact-attempt"]').click();
  await page.locator('.notice').waitFor();
  assert.not.ok(await page.locator('#callbacks').isVisible());

  // A cremation list that was wrong.
  await page.goto(`${county.web.url}/person/${digest(DEATH_HIT)}#deaths`);
  const hit = page.locator('#deaths form');
  await hit.locator('select').selectOption('wrong');
  await hit.locator('textarea').fill('上门见到本人');
  await hit.locator('[data-act="settle-hit"]').click();
  await page.locator('.notice').waitFor();

  await page.goto(`${county.web.url}/`);
  assert.is(await countOf(page, 'alive'), 0);
  assert.is(await countOf(page, 'callbacks'), 0);
  await page.context().close();
});

test('a death is not settled without its day', async () => {
  const person = digest(2);
  await county.log.append('tool', {
    act: 'comparison-hit',
    person,
    year: 2026,
    kind: 'death',
    source: '户籍注销名单',
    sourceDate: '2026-11-20',
    task: crypto.randomUUID(),
  });
  const page = await signedIn('wang');
  await page.goto(`${county.web.url}/person/${person}`);
  const form = page.locator('#deaths form');
  await form.locator('select').selectOption('right');
  await form.locator('textarea').fill('村里出具证明');
  await form.locator('[data-act="settle-hit"]').click();
  assert.is(await page.locator('main').getAttribute('data-code'), 'E-COUNTY-092');
  await page.goBack();
  await form.locator('select').selectOption('right');
  await form.locator('textarea').fill('村里出具证明');
  await form.locator('input[type="date"]').fill('2026-11-02');
  await form.locator('[data-act="settle-hit"]').click();
  await page.locator('.notice').waitFor();
  await page.context().close();
});

test('a sheet needs two people, a resumption an approver', async () => {
  const officer = await signedIn('wang');
  await officer.goto(`${county.web.url}/suspension`);
  assert.is(await officer.locator('tbody tr').count(), CANDIDATES.length);
  await officer.locator('[data-act="prepare-sheet"]').click();
  await officer.locator('[data-screen="sheet"]').waitFor();
  assert.is(await officer.locator('[data-act="approve-sheet"]').count(), 0);
  const sheet = officer.url().replace(/\?.*/, '');
  await officer.goto(`${county.web.url}/person/${digest(RESUME)}`);
  assert.is(await officer.locator('#resume form').count(), 0);
  await officer.context().close();

  const approver = await signedIn('li');
  await approver.goto(sheet);
  await approver.locator('[data-act="approve-sheet"]').click();
  await approver.locator('.notice').waitFor();
  assert.match((await approver.locator('main').textContent()) ?? '', 'li');
  await approver.goto(`${county.web.url}/person/${digest(RESUME)}`);
  await approver.locator('#resumption').selectOption('resume');
  await approver.locator('#legal-ground').fill('《军人抚恤优待条例》第八条');
  await approver.locator('[data-act="decide-resumption"]').click();
  await approver.locator('.notice').waitFor();
  assert.not.ok(await approver.locator('#resume').isVisible());
  await approver.context().close();
});

test('a draw, its results, and a paper for the wall', async () => {
  const page = await signedIn('wang');
  await page.goto(`${county.web.url}/draws`);
  await page.locator('#size').fill('5');
  await page.locator('#seed').fill('2026-11-28 上证指数 3888.60');
  await page.locator('[data-act="begin-draw"]').click();
  await page.locator('[data-screen="draw"]').waitFor();
  assert.is(await page.locator('tbody tr').count(), 5);
  await page.locator('tbody tr a').first().click();
  await page.locator('#sample select').selectOption('as-recorded');
  await page.locator('[data-act="draw-result"]').click();
  await page.locator('.notice').waitFor();

  await page.goto(`${county.web.url}/papers`);
  await page.locator('#paper').selectOption('friday');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-act="print"]').click(),
  ]);
  assert.is(download.suggestedFilename(), 'friday-2026-11-28.pdf');
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  assert.is(Buffer.concat(chunks).subarray(0, 5).toString('latin1'), '%PDF-');
  const acts = await county.store.acts(Math.max(0, (await county.store.actCount()) - 3), 3);
  assert.ok(acts.some(({ data }) => data.act === 'issued' && data.what === 'friday.pdf'));
  await page.context().close();
});

test('an auditor sees all of it and can change none of it', async () => {
  const page = await signedIn('shen');
  for (const path of ['/', '/suspension', '/draws', '/papers', `/person/${digest(ALIVE_CLAIM)}`]) {
    await page.goto(`${county.web.url}${path}`);
    const forms = await page
      .locator('main form')
      .evaluateAll((all) => all.map((form) => form.getAttribute('action')));
    assert.equal(
      forms.filter((action) => action !== null && !action.endsWith('/open')),
      [],
      path,
    );
  }
  await page.goto(`${county.web.url}/ledger`);
  assert.ok((await page.locator('tbody tr').count()) > 20);
  await page.context().close();
});

test('no accessibility fault that axe knows, and nothing wider than the screen', async () => {
  const [small, large] = SIZES;
  const page = await signedIn('li', small);
  await page.goto(`${county.web.url}/draws`);
  const drawn = `/draws/${await page.locator('[data-draw]').first().getAttribute('data-draw')}`;
  const paths = [
    '/',
    '/progress',
    '/devices',
    '/people',
    '/suspension',
    '/draws',
    drawn,
    '/papers',
    '/ledger',
  ];
  const more = [
    '/account',
    '/queues/pending',
    '/queues/unconfirmed',
    `/person/${digest(DEATH_HIT)}`,
    '/nothing',
  ];
  const wrong: string[] = [];
  for (const path of [...paths, ...more, '/login']) {
    await page.goto(`${county.web.url}${path}`);
    for (const details of await page.locator('details').all()) await details.locator('summary').click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const { id, nodes } of violations) wrong.push(`${path}: ${id} ${nodes[0]?.html ?? ''}`);
    for (const size of [large, small]) {
      await page.setViewportSize(size);
      const wider = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      if (wider !== 0) wrong.push(`${path}: ${String(wider)} px wider than ${size.width}`);
    }
  }
  assert.equal(wrong, []);
  await page.context().close();
});

test('the browser complained of nothing and asked nobody else', () => {
  const expected = (line: string) => /status of (404|422)/.test(line);
  assert.equal(
    complaints.filter((line) => !expected(line)),
    [],
  );
});

test.run();
