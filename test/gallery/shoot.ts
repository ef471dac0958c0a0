import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../config/index.ts';
import { launchChromium } from './browser.ts';
import { IDLE, MADE_UP_SCREENS } from './made-up-screens.ts';
import { PANELS, paintedOn } from './panels.ts';
import { startGallery } from './server.ts';

/** Takes a picture of every screen on every panel into test/output/gallery. Arguments: names of panels, of screens. */
const wanted = process.argv.slice(2);
const output = join(packageFolder(), 'test', 'output', 'gallery');
mkdirSync(output, { recursive: true });
const browser = await launchChromium();
try {
  for (const panel of PANELS) {
    if (wanted.length > 0 && !wanted.includes(panel.name)) continue;
    const gallery = await startGallery({ pixelsPerMm: panel.pixelsPerMm });
    const { page } = await browser.open(panel, gallery.origin);
    await page.locator('[data-screen="connecting"]').waitFor();
    for (const { name, show } of MADE_UP_SCREENS) {
      const named = wanted.filter((word) => PANELS.every((other) => other.name !== word));
      if (named.length > 0 && !named.includes(name)) continue;
      if (show.screen === 'face') await paintedOn(page, gallery, IDLE);
      gallery.push(show, show.screen === 'still-there' || show.screen === 'card-away' ? 30_000 : null);
      await page.locator(`[data-screen="${show.screen}"]`).waitFor();
      await page.waitForTimeout(
        show.screen.startsWith('face') || show.screen === 'staff-compare' ? 700 : 150,
      );
      await page.screenshot({ path: join(output, `${panel.name}-${name}.png`) });
    }
    await gallery.close();
  }
} finally {
  await browser.close();
}
