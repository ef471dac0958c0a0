import type { PersonFacts } from './facts.ts';

/** What is said of a person's death. Only the county settles it, with a day (A24, A58); all else is a question. */
export interface DeathFacts {
  /** Day of death as the county settled it; null when it did not, or without a day. */
  readonly diedOn: string | null;
  /** A list was found right, or the register holds the person as deceased. */
  readonly settled: boolean;
  /** Somebody or some list says so, and it is not settled. `saidOn` is the last day on which it was said. */
  readonly question: { readonly saidOn: string } | null;
}

/** Reads them from the roster and from what the county did, in the order of its ledger. */
export function deathFacts(facts: PersonFacts): DeathFacts {
  let diedOn: string | null = null;
  let settled = facts.roster?.status === 'deceased';
  let said: string | null = null;
  const open = new Map<string, string>();
  for (const act of facts.acts) {
    if (act.act === 'contact-attempt') {
      if (act.outcome === 'said-dead') said = act.on;
      // Whoever was reached lives.
      if (act.outcome === 'reached') said = null;
    }
    if (act.act === 'draw-result') said = act.result === 'died' ? act.on : said;
    if (act.act === 'comparison-hit' && (act.kind === 'death' || act.kind === 'cremation'))
      open.set(act.task, act.sourceDate);
    if (act.act !== 'comparison-settled' || !open.has(act.task)) continue;
    if (act.outcome === 'unclear') continue;
    open.delete(act.task);
    if (act.outcome === 'wrong') said = null;
    else {
      settled = true;
      diedOn = act.diedOn;
    }
  }
  const days = [...open.values(), ...(said === null ? [] : [said])].sort();
  const saidOn = days.at(-1);
  return { diedOn, settled, question: saidOn === undefined || settled ? null : { saidOn } };
}
