import type { PersonAct } from '../acts/index.ts';

/** Acts that go on beyond the year in which they were noted: a suspension of last year is one still. */
const LASTING: ReadonlySet<PersonAct['act']> = new Set([
  'suspension-approved',
  'resumption-decided',
  'hardship',
  'comparison-hit',
  'comparison-settled',
  'circumstance',
]);

/**
 * The acts that count in a year's campaign: those of the year, and of earlier years what lasts. Last year's attempts,
 * announcements and confirmations say nothing of this year. A refusal to resume lasts for its own year only: whoever
 * confirms in a later one is asked about anew (A50).
 */
export function actsForYear(acts: readonly PersonAct[], year: number): readonly PersonAct[] {
  return acts.filter(
    (act) =>
      act.year === year ||
      (act.year < year &&
        LASTING.has(act.act) &&
        !(act.act === 'resumption-decided' && act.decision === 'not-resume')),
  );
}
