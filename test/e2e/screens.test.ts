import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { configFolder, speechOf, Texts } from '../../config/index.ts';
import {
  broken,
  type Gallery,
  type GalleryBrowser,
  IDLE,
  LANDSCAPE,
  launchChromium,
  MADE_UP_SCREENS,
  measure,
  PANELS,
  PLANTED,
  paintedOn,
  startGallery,
} from '../gallery/index.ts';

/** Words that hurt or that nobody outside an office says (design numbers D1, design principle 4). */
const FORBIDDEN = ['认证', '活体', '比对', '失败', '异常', '死亡', '不符', '错误'];
const LONGEST_SENTENCE = 15;

const test = suite('screens');
let browser: GalleryBrowser;
const galleries: Gallery[] = [];

test.before(async () => {
  browser = await launchChromium();
});
test.after(async () => {
  await browser.close();
  for (const gallery of galleries) await gallery.close();
});

async function openOn(panel: (typeof PANELS)[number]) {
  const gallery = await startGallery({ pixelsPerMm: panel.pixelsPerMm });
  galleries.push(gallery);
  const opened = await browser.open(panel, gallery.origin);
  await opened.page.locator('[data-screen="connecting"]').waitFor();
  return { gallery, ...opened };
}

for (const panel of PANELS) {
  test(`sizes, gaps, letters, contrast on ${panel.name}`, async () => {
    const { gallery, page, console, requests } = await openOn(panel);
    const wrong: string[] = [];
    for (const { name, show } of MADE_UP_SCREENS) {
      await paintedOn(page, gallery, show);
      for (const what of broken(await measure(page))) wrong.push(`${name}: ${what}`);
    }
    assert.equal(wrong, []);
    assert.equal(
      requests.filter((url) => !url.startsWith(gallery.origin) && !url.startsWith('data:')),
      [],
      'the page asked elsewhere',
    );
    assert.equal(
      console.filter((line) => line.startsWith('pageerror') || line.includes('Content Security Policy')),
      [],
    );
  });
}

test('no accessibility fault that axe knows, in landscape and portrait', async () => {
  for (const panel of PANELS.slice(0, 2)) {
    const { gallery, page } = await openOn(panel);
    for (const { name, show } of MADE_UP_SCREENS) {
      await paintedOn(page, gallery, show);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const told = violations.map(
        ({ id, nodes }) => `${name}: ${id} ${nodes.map((node) => node.html).join(' ')}`,
      );
      assert.equal(told, []);
    }
  }
});

test('the four keys reach every control, and come back to the question', async () => {
  const { gallery, page } = await openOn(LANDSCAPE);
  for (const { name, show } of MADE_UP_SCREENS) {
    await paintedOn(page, gallery, show);
    const { controls } = await measure(page);
    const enabled = controls.filter((control) => control.enabled).length;
    assert.is(await focused(page), 'question', `${name} starts elsewhere`);
    const reached = new Set<string>();
    for (let step = 0; step < enabled; step += 1) {
      await page.keyboard.press('3');
      reached.add(await focused(page));
    }
    assert.is(reached.has('question'), false, `${name}: a control cannot be reached`);
    assert.is(reached.size, enabled, `${name}: ${[...reached].join(' ')}`);
    await page.keyboard.press('3');
    assert.is(await focused(page), 'question', `${name} does not come back`);
  }
});

test('nothing of the person is on the page once the kiosk is idle', async () => {
  const { gallery, page } = await openOn(LANDSCAPE);
  for (const { name, show } of MADE_UP_SCREENS) {
    await paintedOn(page, gallery, show);
    await paintedOn(page, gallery, IDLE);
    const left = `${await page.content()} ${await page.evaluate('JSON.stringify([localStorage, sessionStorage, document.title])')}`;
    for (const secret of [...Object.values(PLANTED), 'data:image']) {
      assert.not.ok(left.includes(secret), `${name} leaves "${secret.slice(0, 4)}…"`);
    }
  }
});

test('words are plain, short and kind', () => {
  const texts = Texts.parse(JSON.parse(readFileSync(join(configFolder(), 'texts', 'zh-CN.json'), 'utf8')));
  for (const [group, entries] of Object.entries(texts)) {
    for (const [key, entry] of Object.entries(entries)) {
      for (const words of [entry.text, speechOf(entry) ?? '']) {
        for (const word of FORBIDDEN) assert.not.ok(words.includes(word), `${group}.${key} says ${word}`);
        for (const sentence of words.replace(/^pinyin:.*/, '').split(/[。？！]/)) {
          const length = [...sentence.replace(/\{\w+\}|[，、：· ]/g, '')].length;
          assert.ok(length <= LONGEST_SENTENCE, `${group}.${key} has ${length} characters`);
        }
      }
    }
  }
});

/** What holds the focus: `question`, or a control's `data-act` with its words. */
async function focused(page: Page): Promise<string> {
  return page.evaluate<string>(
    `(() => { const at = document.activeElement; return at?.dataset.question !== undefined ? 'question' : (at?.dataset.act ?? 'nothing') + ' ' + at?.textContent; })()`,
  );
}

test.run();
