import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type CoachHint, HintPace, hintToShow } from '../../../domain/index.ts';
import type { Guidance } from '../../camera/index.ts';
import { say, sayNext } from '../../voice/index.ts';

/** What the screen saw longer ago says nothing of now. */
const STALE_MS = 1500;
/** How often a held back sentence is looked at again when no picture comes. */
const AGAIN_MS = 100;
const MOST_MEASURES = 300;

/**
 * The sentence that is shown and said: chosen from the daemon's hint and from what the screen sees itself
 * (`hintToShow`), and held back so that a person can follow (`HintPace`).
 */
export function useCoach(daemons: CoachHint): { hint: CoachHint; guide: (guidance: Guidance) => void } {
  const [shown, setShown] = useState<{ hint: CoachHint; causeMs: number | undefined }>({
    hint: daemons,
    causeMs: undefined,
  });
  const pace = useRef(new HintPace());
  const seen = useRef<Guidance | undefined>(undefined);
  const wanted = useRef(daemons);
  wanted.current = daemons;

  const choose = useCallback(() => {
    const now = performance.now();
    const fresh = seen.current !== undefined && now - seen.current.atMs < STALE_MS ? seen.current : undefined;
    const hint = pace.current.consider(hintToShow(wanted.current, fresh?.hint), now);
    const causeMs = fresh?.hint === hint ? fresh.atMs : undefined;
    setShown((before) => (before.hint === hint ? before : { hint, causeMs }));
  }, []);

  useEffect(choose, [choose, daemons]);
  useEffect(() => {
    const again = setInterval(choose, AGAIN_MS);
    return () => clearInterval(again);
  }, [choose]);
  useSaid(shown.hint);
  useEffect(() => {
    if (shown.causeMs !== undefined) return measurePaint(shown.causeMs);
  }, [shown]);

  return {
    hint: shown.hint,
    guide: (guidance) => {
      seen.current = guidance;
      choose();
    },
  };
}

/** The first sentence ends what the screen before was saying; the next ones wait for each other. */
function useSaid(hint: CoachHint): void {
  const first = useRef(true);
  useEffect(() => {
    if (first.current) say([`coach.${hint}`]);
    else sayNext(`coach.${hint}`);
    first.current = false;
  }, [hint]);
}

let measures = 0;

/** Measures from the camera's picture until the sentence that came of it is painted. */
function measurePaint(causeMs: number): void {
  requestAnimationFrame(() =>
    setTimeout(() => {
      if (++measures > MOST_MEASURES) {
        measures = 1;
        performance.clearMeasures('face-coach');
      }
      performance.measure('face-coach', { start: causeMs, end: performance.now() });
    }),
  );
}
