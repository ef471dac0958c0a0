import { type Browser, chromium, type Page } from 'playwright-core';
import { CHROMIUM, CHROMIUM_FLAGS } from '../support/chromium.ts';
import type { Panel } from './panels.ts';

export interface GalleryBrowser {
  /** A page of the panel's size; what its console says is kept in `console`. */
  open(panel: Panel, url: string): Promise<{ page: Page; console: string[]; requests: string[] }>;
  close(): Promise<void>;
}

/** `film` is what the camera shows: a `.mjpeg` that is played in a loop; without one Chromium's own moving pattern. */
export async function launchChromium(film?: string): Promise<GalleryBrowser> {
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [...CHROMIUM_FLAGS, ...(film === undefined ? [] : [`--use-file-for-fake-video-capture=${film}`])],
  });
  return {
    async open(panel, url) {
      const context = await browser.newContext({
        viewport: { width: panel.width, height: panel.height },
        reducedMotion: 'reduce',
        hasTouch: true,
      });
      const page = await context.newPage();
      const said: string[] = [];
      const requests: string[] = [];
      page.on('console', (message) => said.push(`${message.type()} ${message.text()}`));
      page.on('pageerror', (error) => said.push(`pageerror ${error.message}`));
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(url);
      return { page, console: said, requests };
    },
    close: () => browser.close(),
  };
}
