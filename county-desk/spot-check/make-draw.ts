import { randomUUID } from 'node:crypto';
import { fail, ok, type Result } from '../../domain/index.ts';
import type { ActLog, PersonAct } from '../acts/index.ts';
import type { PersonFacts } from '../persons/index.ts';
import { type DrawnStratum, draw } from './draw.ts';
import { type Frame, frameDigest } from './frame.ts';

/** How many times as likely a manual confirmation is drawn when the county says nothing else. */
export const DEFAULT_FACTOR = 3;
/** Largest size and factor of a draw. */
const MOST_DRAWN = 10_000;
const MOST_FACTOR = 100;

export interface DrawOrder {
  readonly seed: string;
  readonly size: number;
  /** The officer's account. */
  readonly by: string;
}

export interface MadeDraw {
  readonly draw: string;
  readonly strata: readonly DrawnStratum[];
}

/**
 * Begins a draw in the county's ledger (seed, size and the frame's digest), then draws, then notes everybody drawn:
 * whoever begins one draw after another until the outcome pleases leaves a trace of each. Error: E-COUNTY-100 (nobody
 * to draw from, or a seed, size or factor that is none).
 */
export async function makeDraw(frame: Frame, order: DrawOrder, log: ActLog): Promise<Result<MadeDraw>> {
  const { seed, size, by } = order;
  if (seed === '' || seed.length > 200 || seed.includes('\0')) return fail('E-COUNTY-100', 'seed');
  if (!Number.isInteger(size) || size < 1 || size > MOST_DRAWN) return fail('E-COUNTY-100', 'size');
  if (!Number.isInteger(frame.factor) || frame.factor < 1 || frame.factor > MOST_FACTOR)
    return fail('E-COUNTY-100', 'factor');
  if (frame.persons.length === 0) return fail('E-COUNTY-100', 'nobody is confirmed');
  const id = randomUUID();
  await log.append(by, {
    act: 'draw-begun',
    draw: id,
    year: frame.year,
    seed,
    frame: frameDigest(frame),
    size,
  });
  const strata = draw(frame, seed, size);
  const { year } = frame;
  const drawn = strata.flatMap((stratum) => stratum.drawn);
  await log.appendAll(
    by,
    drawn.map((person) => ({ act: 'drawn' as const, person, year, draw: id })),
  );
  return ok({ draw: id, strata });
}

/** What a spot check found about one person. */
export interface DrawFinding {
  readonly draw: string;
  readonly result: Extract<PersonAct, { act: 'draw-result' }>['result'];
  readonly on: string;
  readonly words: string;
}

/** The act of a result. Errors: E-COUNTY-101 (the person was not drawn in it), E-COUNTY-098 (it lies in the future). */
export function drawResult(
  facts: PersonFacts,
  year: number,
  finding: DrawFinding,
  today: string,
): Result<PersonAct> {
  const drawn = facts.acts.some((act) => act.act === 'drawn' && act.draw === finding.draw);
  if (!drawn) return fail('E-COUNTY-101', finding.draw);
  if (finding.on > today) return fail('E-COUNTY-098', finding.on);
  return ok({ act: 'draw-result', person: facts.person, year, ...finding });
}
