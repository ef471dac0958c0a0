import { type Browser, chromium, type Page } from 'playwright-core';
import { CHROMIUM, CHROMIUM_FLAGS } from '../support/chromium.ts';
import type { Panel } from './panels.ts';

export interface GalleryBrowser {
  /** A page of the panel's size; what its console says is kept in `console`. */
  open(panel: Panel, url: string): Promise<{ page: Page; console: string[]; requests: string[] }>;
  close(): Promise<void>;
}

/** The camera of a browser: Chromium's own moving pattern, unless told otherwise. */
export interface MadeUpCamera {
  /** A `.mjpeg` file that is played in a loop. */
  readonly film?: string;
  /** Pictures a second of the moving pattern. */
  readonly rate?: number;
}

export async function launchChromium({ film, rate }: MadeUpCamera = {}): Promise<GalleryBrowser> {
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      ...CHROMIUM_FLAGS,
      ...(film === undefined ? [] : [`--use-file-for-fake-video-capture=${film}`]),
      // The last of two switches holds.
      ...(rate === undefined ? [] : [`--use-fake-device-for-media-stream=fps=${rate}`]),
    ],
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
