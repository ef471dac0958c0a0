import { type Browser, chromium, type Page } from 'playwright-core';
import type { Panel } from './panels.ts';

/** Chromium without a window, with a made-up camera, and nothing that looks for a network. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
];

export interface GalleryBrowser {
  /** A page of the panel's size; what its console says is kept in `console`. */
  open(panel: Panel, url: string): Promise<{ page: Page; console: string[]; requests: string[] }>;
  close(): Promise<void>;
}

export async function launchChromium(): Promise<GalleryBrowser> {
  const browser: Browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: FLAGS,
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
