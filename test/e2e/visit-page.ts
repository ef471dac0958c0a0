import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { packageFolder } from '../../config/index.ts';
import type { ScreenName } from '../../domain/index.ts';
import { CHROMIUM, CHROMIUM_FLAGS } from '../support/chromium.ts';
import type { ReactiveCamera } from '../support/reactive-camera.ts';

const SCREEN_MS = 40_000;

/** Runs in the page: tells every screen that is painted, and every hint of the face step. */
const NOTE_SCREENS = `
  new MutationObserver(() => {
    const name = document.querySelector('[data-screen]')?.getAttribute('data-screen');
    if (name) window.noteScreen(name);
    const hint = /(?:^| )hint-([a-z-]+)/.exec(document.querySelector('.mirror')?.className ?? '')?.[1];
    if (hint && hint !== window.notedHint) window.noteHint(window.notedHint = hint);
  }).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-screen', 'class'],
  });
`;

/** The kiosk's screen in a real browser, with a film for a camera: what a person sees and presses. */
export class VisitPage {
  readonly page: Page;
  /** Screens in the order in which they were painted. */
  readonly seen: string[] = [];
  /** Hints of the face step in the order in which they stood on the screen. */
  readonly hints: string[] = [];
  /** Every address that the page asked for. */
  readonly requests: string[] = [];
  readonly #browser: Browser;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
  }

  /** Opens `url` at 1920 x 1080. The camera hears every hint on the screen; without one there is none at all. */
  static async open(url: string, camera?: ReactiveCamera): Promise<VisitPage> {
    const device =
      camera === undefined
        ? ['--use-fake-device-for-media-stream=device-count=0']
        : [`--use-file-for-fake-video-capture=${camera.file}`];
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        ...CHROMIUM_FLAGS.filter(
          (flag) => camera !== undefined || flag !== '--use-fake-device-for-media-stream',
        ),
        ...device,
      ],
    });
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    const visit = new VisitPage(browser, page);
    page.on('request', (request) => visit.requests.push(request.url()));
    await page.exposeFunction('noteScreen', (name: string) => {
      if (visit.seen.at(-1) !== name) visit.seen.push(name);
    });
    await page.exposeFunction('noteHint', (hint: string) => {
      visit.hints.push(hint);
      camera?.show(hint);
    });
    await page.addInitScript({ content: NOTE_SCREENS });
    await page.goto(url);
    return visit;
  }

  /** Waits until the screen is shown. Says which were seen when it does not come. */
  async screen(name: ScreenName, withinMs = SCREEN_MS): Promise<void> {
    try {
      await this.page.waitForSelector(`[data-screen="${name}"]`, { timeout: withinMs });
    } catch {
      throw new Error(`screen ${name} did not come; seen: ${this.seen.join(' > ')}`);
    }
  }

  /** Waits until one of the screens is shown and names it. Says which were seen when none comes. */
  async oneOf<Name extends ScreenName>(names: readonly Name[], withinMs = SCREEN_MS): Promise<Name> {
    const selector = names.map((name) => `[data-screen="${name}"]`).join();
    const found = await this.page.waitForSelector(selector, { timeout: withinMs }).catch(() => undefined);
    const shown = await found?.getAttribute('data-screen');
    const name = names.find((one) => one === shown);
    if (name === undefined) throw new Error(`none of ${names.join()} came; seen: ${this.seen.join(' > ')}`);
    return name;
  }

  /** Presses the control of an act, the n-th of that name. Waits out the rest after a screen change. */
  async press(act: string, nth = 0): Promise<void> {
    await this.page.waitForTimeout(700);
    await this.page.locator(`[data-act="${act}"]`).nth(nth).click({ timeout: 10_000 });
  }

  /** Types on the keypad of the screen. */
  async type(digits: string): Promise<void> {
    for (const digit of digits) {
      await this.page.locator(`[data-act="key-${digit}"]`).click();
      await this.page.waitForTimeout(260);
    }
  }

  /** The operator signs in on the staff screen. */
  async staffLogin(operator: { id: string; pin: string }): Promise<void> {
    await this.screen('staff-call');
    await this.press('key-operator');
    await this.type(operator.id);
    await this.press('key-pin');
    await this.type(operator.pin);
    await this.press('staff-login');
  }

  /** Draws something like a signature into the pad. */
  async sign(): Promise<void> {
    await this.page.waitForTimeout(700);
    const pad = this.page.locator('[data-screen="sign"] canvas');
    const box = await pad.boundingBox();
    if (box === null) throw new Error('no signature pad');
    const at = (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y];
    await this.page.mouse.move(...at(0.2, 0.3));
    await this.page.mouse.down();
    for (let i = 1; i <= 20; i++)
      await this.page.mouse.move(...at(0.2 + 0.03 * i, 0.3 + 0.2 * Math.sin(i / 2)));
    await this.page.mouse.up();
    await this.press('sign');
  }

  /** All words on the page. */
  async words(): Promise<string> {
    return (await this.page.locator('body').textContent()) ?? '';
  }

  /** A picture of the page in test/output/e2e, to be looked at. */
  async shoot(name: string): Promise<void> {
    const folder = join(packageFolder(), 'test', 'output', 'e2e');
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}
