import { z } from 'zod';
import {
  type Campaign,
  dayInChina,
  fail,
  IsoDay,
  Means,
  Method,
  ok,
  type Result,
} from '../../../domain/index.ts';
import type { Role } from '../../accounts/index.ts';
import type { PersonAct } from '../../acts/index.ts';
import type { PersonFacts } from '../../persons/index.ts';
import { drawResult } from '../../spot-check/index.ts';
import {
  decidePending,
  decideResumption,
  raiseHit,
  recheck,
  recordAttempt,
  recordCircumstance,
  recordHardship,
  settleHit,
} from '../../steps/index.ts';
import { DayOrNone, Line, parseForm, Reason, Words } from '../form.ts';
import { type Answer, CLERKS, DECIDERS, go, type OwnVisit, type Route } from '../route.ts';
import { refused } from './refused.ts';

/** What an act goes by: the facts as they are at this very moment, the year, the day, and who decides. */
interface Ground {
  readonly facts: PersonFacts;
  readonly campaign: Campaign;
  readonly year: number;
  readonly today: string;
  readonly account: string;
}

const AttemptForm = z.object({
  way: z.enum(['phone', 'visit', 'family', 'village', 'letter', 'other']),
  outcome: z.enum(['reached', 'not-reached', 'moved', 'refused', 'said-dead']),
  on: IsoDay,
  words: Words,
});
const CircumstanceForm = z.object({
  kind: z.enum(['hospital', 'prison', 'abroad', 'other', 'over']),
  words: Words,
});
const HardshipForm = z.object({
  state: z.enum(['open', 'closed']),
  measures: Words,
  responsible: Line.pipe(z.string().max(40)),
  followUp: DayOrNone,
});
const ElsewhereForm = z.object({
  method: Method,
  means: Means,
  on: IsoDay,
  source: Line.pipe(z.string().min(1)),
});
const QuestionForm = z.object({
  kind: z.enum(['death', 'cremation', 'household', 'prison', 'other']),
  source: Line.pipe(z.string().min(1)),
  sourceDate: IsoDay,
});
const PendingForm = z.object({
  visit: z.string().uuid(),
  decision: z.enum(['confirmed', 'not-confirmed']),
  words: Reason,
});
const ResumptionForm = z.object({ decision: z.enum(['resume', 'not-resume']), legalGround: Reason });
const DrawResultForm = z.object({
  draw: z.string().uuid(),
  result: z.enum(['as-recorded', 'differs', 'not-found', 'died']),
  on: IsoDay,
  words: Words,
});
const HitForm = z.object({
  task: z.string().uuid(),
  outcome: z.enum(['wrong', 'right', 'unclear']),
  words: Reason,
  diedOn: DayOrNone.default(null),
});

/** A form about a person, judged by the facts of this moment, written into the ledger when it holds. */
function personAct<T>(
  name: PersonAct['act'],
  who: readonly Role[],
  schema: z.ZodType<T>,
  actOf: (form: T, ground: Ground) => Result<PersonAct>,
): Route {
  return {
    method: 'POST',
    path: `/person/:person/${name}`,
    who,
    handle: (visit) =>
      handle(visit, name, (form, ground) => {
        const parsed = parseForm(schema, form);
        return parsed.ok ? actOf(parsed.value, ground) : parsed;
      }),
  };
}

async function handle(
  visit: OwnVisit,
  name: string,
  actOf: (form: OwnVisit['form'], ground: Ground) => Result<PersonAct>,
): Promise<Answer> {
  const { desk, session, params, form } = visit;
  const person = params.person ?? '';
  const done = await desk.once(form.form ?? '', async () => {
    const facts = /^[0-9a-f]{64}$/.test(person) ? await desk.overview.person(person) : undefined;
    if (facts === undefined) return fail('E-COUNTY-132');
    const { campaign, clock } = desk.parts;
    const account = session.account.name;
    const act = actOf(form, { facts, campaign, year: campaign.year, today: dayInChina(clock()), account });
    return act.ok ? ok(await desk.act(session, act.value)) : act;
  });
  return done?.ok === false ? refused(visit, done.error) : go(`/person/${person}`, name);
}

/** Every act that an officer may do about one person. */
export const PERSON_ACT_ROUTES: readonly Route[] = [
  personAct('contact-attempt', CLERKS, AttemptForm, (form, { facts, year, today }) =>
    recordAttempt(facts.person, year, form, today),
  ),
  personAct('circumstance', CLERKS, CircumstanceForm, ({ kind, words }, { facts, year }) =>
    ok(recordCircumstance(facts.person, year, kind, words)),
  ),
  personAct('hardship', CLERKS, HardshipForm, (form, { facts, year }) =>
    recordHardship(facts.person, year, form),
  ),
  personAct('confirmed-elsewhere', CLERKS, ElsewhereForm, (form, { facts, year, today }) =>
    form.on > today
      ? fail('E-COUNTY-098', form.on)
      : ok({ act: 'confirmed-elsewhere', person: facts.person, year, ...form }),
  ),
  personAct('rechecked', CLERKS, z.object({}), (_form, { facts, campaign }) => recheck(facts, campaign)),
  personAct('pending-decided', CLERKS, PendingForm, ({ visit, decision, words }, { facts, campaign }) =>
    decidePending(facts, campaign, visit, decision, words),
  ),
  personAct('comparison-hit', CLERKS, QuestionForm, ({ kind, source, sourceDate }, { facts, year, today }) =>
    sourceDate > today
      ? fail('E-COUNTY-098', sourceDate)
      : ok(raiseHit(facts.person, year, kind, source, sourceDate)),
  ),
  personAct('comparison-settled', CLERKS, HitForm, (form, { facts, year, today }) =>
    settleHit(facts, year, form, today),
  ),
  personAct('draw-result', CLERKS, DrawResultForm, (form, { facts, year, today }) =>
    drawResult(facts, year, form, today),
  ),
  personAct('resumption-decided', DECIDERS, ResumptionForm, (form, { facts, campaign, account }) =>
    decideResumption(facts, campaign, { ...form, approver: account }),
  ),
];
