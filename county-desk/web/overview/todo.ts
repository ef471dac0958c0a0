import type { ListName } from '../../lists/index.ts';
import { drawsOwed } from '../../steps/index.ts';
import type { Everybody } from './overview.ts';

/** What the lists of a day come to. */
export interface Todo {
  readonly counts: ReadonlyMap<ListName, number>;
  readonly aliveClaims: number;
  /** Days for which the oldest confirmation has waited for its re-check (A57). */
  readonly oldestUncheckedDays: number;
  /** Spot checks that the year still owes (A51). */
  readonly drawsOwed: number;
  /** People drawn without a result. */
  readonly drawnOpen: number;
}

/** Counts what is to be done, over everybody. */
export function todoOf({ lines }: Everybody): Todo {
  const counts = new Map<ListName, number>();
  const draws = new Set<string>();
  let [aliveClaims, oldestUncheckedDays, drawnOpen] = [0, 0, 0];
  for (const line of lines.values()) {
    for (const name of line.lists.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
    if (line.aliveClaim) aliveClaims += 1;
    oldestUncheckedDays = Math.max(oldestUncheckedDays, line.uncheckedDays ?? 0);
    for (const [draw, hasResult] of line.draws) {
      draws.add(draw);
      if (!hasResult) drawnOpen += 1;
    }
  }
  return { counts, aliveClaims, oldestUncheckedDays, drawsOwed: drawsOwed(draws.size), drawnOpen };
}
