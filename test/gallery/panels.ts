import type { Page } from 'playwright-core';
import type { Screen } from '../../domain/index.ts';
import { IDLE } from './made-up-screens.ts';
import type { Gallery } from './server.ts';

/** A panel that the kiosk must look right on. */
export interface Panel {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly pixelsPerMm: number;
}

/** 21.5 inch, lying. */
export const LANDSCAPE: Panel = { name: 'landscape', width: 1920, height: 1080, pixelsPerMm: 4.03 };

/** 21.5 inch both ways, and 1280 x 800 both as a large and as a 10.1 inch panel. */
export const PANELS: readonly Panel[] = [
  LANDSCAPE,
  { name: 'portrait', width: 1080, height: 1920, pixelsPerMm: 4.03 },
  { name: '1280x800', width: 1280, height: 800, pixelsPerMm: 4.03 },
  { name: '10-inch', width: 1280, height: 800, pixelsPerMm: 5.88 },
];

/**
 * Pushes `show` and waits until the page says that it was painted. A face step is begun anew: in one that goes on, a hint
 * waits until the one before could be read.
 */
export async function paintedOn(page: Page, gallery: Gallery, show: Screen): Promise<void> {
  if (show.screen === 'face') await paintedOn(page, gallery, IDLE);
  const sequence = gallery.push(show);
  await page.locator(`:root[data-painted="${sequence}"] [data-screen="${show.screen}"]`).waitFor();
}
