import { type Campaign, fail, ok, type Result } from '../../domain/index.ts';
import type { PersonAct } from '../acts/index.ts';
import type { PersonFacts } from '../persons/index.ts';
import { followingMonth } from './calendar.ts';
import { type Hindrance, suspensionQuestion } from './suspension.ts';

/** A sheet of candidates as it was prepared and printed. */
export interface PreparedSheet {
  /** Hex SHA-256 of the sheet's bytes. */
  readonly sheet: string;
  readonly year: number;
  /** Account of the officer who prepared it. */
  readonly preparedBy: string;
  readonly persons: readonly string[];
}

/** Whether a name is that of the officer who prepared a sheet: the same at the web desk and on the command line. */
export function isPreparer(name: string, { preparedBy }: Pick<PreparedSheet, 'preparedBy'>): boolean {
  const bare = (one: string): string => one.trim().replace(/^cli:/, '');
  return bare(name) === bare(preparedBy);
}

/** What an approval comes to: acts for those who are candidates still, and who was taken off, with the reasons. */
export interface Approval {
  /** From which month on the county may stop paying. */
  readonly fromMonth: string;
  readonly acts: readonly Extract<PersonAct, { act: 'suspension-approved' }>[];
  readonly takenOff: readonly { readonly person: string; readonly hindrances: readonly Hindrance[] }[];
}

/**
 * The paper trail of an approval. `factsNow` gives each person as known at this moment: whoever has confirmed since the
 * sheet was printed is taken off. The tool stops no payment: the county does, in the payer's system.
 * Errors: E-COUNTY-093 (no approver), E-COUNTY-094 (the approver prepared the sheet: two people must look),
 * E-COUNTY-095 (nobody on the sheet is a candidate any more).
 */
export function approveSheet(
  sheet: PreparedSheet,
  factsNow: ReadonlyMap<string, PersonFacts>,
  approver: string,
  campaign: Campaign,
  today: string,
): Result<Approval> {
  const name = approver.trim();
  if (name === '') return fail('E-COUNTY-093');
  if (isPreparer(name, sheet)) return fail('E-COUNTY-094', name);
  const fromMonth = followingMonth(today);
  const acts: Extract<PersonAct, { act: 'suspension-approved' }>[] = [];
  const takenOff: { person: string; hindrances: readonly Hindrance[] }[] = [];
  for (const person of sheet.persons) {
    const facts = factsNow.get(person);
    const question = facts === undefined ? undefined : suspensionQuestion(facts, campaign, today);
    if (question?.candidate)
      acts.push({
        act: 'suspension-approved',
        person,
        year: sheet.year,
        approver: name,
        fromMonth,
        sheet: sheet.sheet,
      });
    else takenOff.push({ person, hindrances: question?.hindrances ?? ['not-on-roster'] });
  }
  return acts.length === 0 ? fail('E-COUNTY-095') : ok({ fromMonth, acts, takenOff });
}
