import type { PersonFacts } from '../persons/index.ts';

/** Spot checks that a year needs at the least (A51). */
export const DRAWS_A_YEAR = 2;

/** Spot checks that a year still owes after so many. */
export function drawsOwed(made: number): number {
  return Math.max(0, DRAWS_A_YEAR - made);
}

/** Counts the draws of a year over the stream of its persons. */
export class DrawCount {
  readonly #draws = new Set<string>();
  #withoutResult = 0;

  add(facts: PersonFacts): void {
    const drawn = new Set<string>();
    for (const act of facts.acts) {
      if (act.act === 'drawn') drawn.add(act.draw);
      if (act.act === 'draw-result') drawn.delete(act.draw);
      if (act.act === 'drawn' || act.act === 'draw-result') this.#draws.add(act.draw);
    }
    this.#withoutResult += drawn.size;
  }

  /** Draws made, those still owed, people drawn without a result; `red` while a draw or a result is missing. */
  result(): {
    readonly made: number;
    readonly owed: number;
    readonly withoutResult: number;
    readonly red: boolean;
  } {
    const made = this.#draws.size;
    const owed = drawsOwed(made);
    return { made, owed, withoutResult: this.#withoutResult, red: owed > 0 || this.#withoutResult > 0 };
  }
}
