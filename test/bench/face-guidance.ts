import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { madeUpPeople } from '../../config/index.ts';
import { cardPhotoOf, headOf, writeFilm } from '../fixtures/face/index.ts';
import { BareBrowser } from '../support/bare-browser.ts';
import { program } from '../support/planted-kiosk.ts';
import { type RunningKiosk, runKiosk } from '../support/running-kiosk.ts';
import { type Bench, type BenchLine, median } from './bench-line.ts';

/** Guidance loads its model first. */
const WARM_MS = 3_000;
const SECONDS = 10;
/** Chromium plays 15 pictures a second twice as fast. */
const FILM_SECONDS = 16;
/** Visits whose sentences are counted: one is said every two seconds at most. */
const VISITS = 3;

const Seen = z.object({
  /** Pictures that were looked at: marks `face-guidance`. */
  looked: z.number().int(),
  /** Milliseconds from a camera picture to the sentence that it led to, painted: measures `face-coach`. */
  coached: z.array(z.number()),
  /** Tasks of the main thread of more than 50 ms, in milliseconds. */
  longTasks: z.array(z.number()),
});

/** Runs in the page: gathers what it tells of itself from now on. */
const OBSERVE = `(() => {
  window.seen = { looked: 0, coached: [], longTasks: [] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.entryType === 'longtask') window.seen.longTasks.push(entry.duration);
      if (entry.name === 'face-guidance') window.seen.looked += 1;
      if (entry.name === 'face-coach') window.seen.coached.push(entry.duration);
    }
  }).observe({ entryTypes: ['mark', 'measure', 'longtask'] });
})()`;

/**
 * The face screen in a real browser with a film for a camera: pictures a second that guidance looks at, how busy and
 * how long blocked the page's main thread is, and the time from a camera's picture through browser and daemon until the
 * sentence that it led to is painted.
 */
export const faceGuidance: Bench = {
  name: 'face-guidance',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-guidance-'));
    // Somebody else than on the card, now near, now far: the step goes on to its end, and there is something to say.
    const head = await headOf('berta');
    const film = await writeFilm(join(folder, 'other.mjpeg'), FILM_SECONDS, (t) =>
      head.draw({ yaw: 0, scale: t < FILM_SECONDS / 2 ? 1 : 0.4, shiftX: 2 * Math.sin(2 * t) }),
    );
    const photo = await cardPhotoOf('annaOnCard', join(folder, 'card.png'));
    const kiosk = await runKiosk();
    let browser: BareBrowser | undefined;
    try {
      browser = await BareBrowser.open(kiosk.url, { film });
      const visits: z.infer<typeof Seen>[] = [];
      const busy: number[] = [];
      const people = madeUpPeople().filter(
        ({ roster, about }) => roster?.status === 'active' && about === '',
      );
      for (const person of people.slice(0, VISITS)) {
        const card = join(folder, 'card.json');
        writeFileSync(card, JSON.stringify({ ...person.card, photo }));
        const { seen, share } = await faceStep(kiosk, browser, card);
        visits.push(seen);
        busy.push(share);
      }
      return linesOf(visits, busy);
    } finally {
      await browser?.close();
      await kiosk.stop();
      kiosk.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function faceStep(
  kiosk: RunningKiosk,
  browser: BareBrowser,
  card: string,
): Promise<{ seen: z.infer<typeof Seen>; share: number }> {
  await browser.screen('idle');
  await program(kiosk, 'kiosk', 'sim', 'insert', card);
  await browser.press('begin');
  await browser.press('face');
  await browser.screen('face');
  await wait(WARM_MS);
  await browser.look(OBSERVE);
  const since = performance.now();
  const before = await browser.busySeconds();
  await wait(SECONDS * 1000);
  const share = (await browser.busySeconds()) - before;
  const seen = Seen.parse(await browser.look('window.seen'));
  const seconds = (performance.now() - since) / 1000;
  // The card away ends the visit; the page is a new one afterwards.
  await program(kiosk, 'kiosk', 'sim', 'remove');
  await browser.screen('idle');
  await wait(4_000);
  return { seen: { ...seen, looked: Math.round((seen.looked * SECONDS) / seconds) }, share: share / seconds };
}

function linesOf(visits: readonly z.infer<typeof Seen>[], busy: readonly number[]): BenchLine[] {
  const coached = visits.flatMap((visit) => visit.coached).sort((a, b) => a - b);
  const long = visits.flatMap(({ longTasks }) => longTasks);
  const looked = median(visits.map((visit) => visit.looked));
  if (looked === 0) throw new Error('the page marked no picture as looked at');
  const lines: BenchLine[] = [
    { name: 'face-guidance', value: looked / SECONDS, unit: 'fps' },
    { name: 'face-guidance-main-thread', value: 100 * median(busy), unit: '%' },
    { name: 'face-guidance-long-tasks', value: long.length / visits.length, unit: `in-${SECONDS}-s` },
    { name: 'face-guidance-longest-task', value: Math.max(0, ...long), unit: 'ms' },
  ];
  const p95 = coached[Math.ceil(0.95 * coached.length) - 1];
  if (p95 !== undefined)
    lines.push(
      { name: 'face-coach-p95', value: p95, unit: 'ms' },
      { name: 'face-coach-median', value: median(coached), unit: 'ms' },
      { name: 'face-coach-sentences', value: coached.length, unit: 'measured' },
    );
  return lines;
}
