import type { Campaign } from '../../domain/index.ts';
import type { PersonFacts } from '../persons/index.ts';
import { daysBetween } from './calendar.ts';
import { type Confirmation, confirmations } from './confirmations.ts';

/** A confirmation that nobody has looked at in the national system yet (A54). */
export interface UncheckedRow {
  readonly person: string;
  readonly confirmation: Confirmation;
  /** Days since the confirmation (A57). */
  readonly ageDays: number;
}

export function uncheckedRow(
  facts: PersonFacts,
  campaign: Campaign,
  today: string,
): UncheckedRow | undefined {
  const confirmation = confirmations(facts, campaign)[0];
  if (confirmation === undefined || facts.acts.some((act) => act.act === 'rechecked')) return undefined;
  return { person: facts.person, confirmation, ageDays: Math.max(0, daysBetween(confirmation.on, today)) };
}
