import { Texts } from '../../config/texts.ts';
import { setTexts } from './text.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Loads the texts of `language` from the daemon. Asks again with growing pauses until they are there:
 * without words there is no kiosk, and the page shows 请稍等 by itself meanwhile.
 */
export async function loadTexts(language: string): Promise<void> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      const answer = await fetch(`/texts/${encodeURIComponent(language)}.json`, { cache: 'no-cache' });
      if (answer.ok) return setTexts(Texts.parse(await answer.json()));
    } catch (cause) {
      console.warn('texts not loaded yet', cause instanceof Error ? cause.name : 'unknown');
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
