import type { Command } from 'commander';
import { type Campaign, dayInChina, type Result } from '../../domain/index.ts';
import type { PersonAct } from '../acts/index.ts';
import type { PersonFacts } from '../persons/index.ts';
import {
  decidePending,
  decideResumption,
  raiseHit,
  recheck,
  recordAttempt,
  recordCircumstance,
  recordHardship,
  settleHit,
} from '../steps/index.ts';
import { orEnd } from './end.ts';
import { personOrEnd } from './find-person.ts';
import { dayOf, officerOf, oneOf } from './options.ts';
import type { AtPaperDesk, PaperDesk } from './paper-desk.ts';

/** `county step …`: what an officer did about one person, noted in the county's own ledger. */
export function registerStep(program: Command, at: AtPaperDesk): void {
  const step = program.command('step').description('note a step about one person');
  const act = (name: string, description: string): Command =>
    step
      .command(`${name} <code>`)
      .description(description)
      .option('--officer <name>', 'who does it; by default COUNTY_OFFICER')
      .option('--words <words>', 'what else is to be known; never a name or number', '');
  const note = (
    code: string,
    officer: string | undefined,
    make: (facts: PersonFacts, about: About) => Result<PersonAct> | PersonAct,
  ): Promise<void> =>
    at(async (desk) => {
      const by = orEnd(program, officerOf(officer));
      const facts = await personOrEnd(program, desk, code);
      const made = make(facts, { campaign: desk.campaign, year: desk.campaign.year, today: todayAt(desk) });
      const done = 'ok' in made ? orEnd(program, made) : made;
      const entry = await desk.acts.append(by, done);
      console.log(`noted: ${done.act} of ${facts.person.slice(0, 10)} as entry ${entry.seq}`);
    });

  act('contact', 'an attempt to reach the person or family')
    .requiredOption('--way <way>', WAYS.join(', '))
    .requiredOption('--outcome <outcome>', OUTCOMES.join(', '))
    .requiredOption('--on <day>', 'day of the attempt')
    .action((code: string, o: Given & { way: string; outcome: string; on: string }) => {
      const way = orEnd(program, oneOf('--way', o.way, WAYS));
      const outcome = orEnd(program, oneOf('--outcome', o.outcome, OUTCOMES));
      const on = orEnd(program, dayOf(o.on));
      return note(code, o.officer, ({ person }, { year, today }) =>
        recordAttempt(person, year, { way, outcome, on, words: o.words }, today),
      );
    });
  act('decide', 'decide on a visit that waits for the county')
    .requiredOption('--visit <uuid>', 'the visit')
    .requiredOption('--decision <decision>', DECISIONS.join(', '))
    .action((code: string, o: Given & { visit: string; decision: string }) => {
      const decision = orEnd(program, oneOf('--decision', o.decision, DECISIONS));
      return note(code, o.officer, (facts, { campaign }) =>
        decidePending(facts, campaign, o.visit, decision, o.words),
      );
    });
  act('recheck', 'looked at in the national system').action((code: string, o: Given) =>
    note(code, o.officer, (facts, { campaign }) => recheck(facts, campaign)),
  );
  act('circumstance', 'what keeps the person away, or that it is over')
    .requiredOption('--kind <kind>', KINDS.join(', '))
    .action((code: string, o: Given & { kind: string }) => {
      const kind = orEnd(program, oneOf('--kind', o.kind, KINDS));
      return note(code, o.officer, ({ person }, { year }) => recordCircumstance(person, year, kind, o.words));
    });
  act('ask', 'raise a question by hand, to be settled like a hit of a list')
    .requiredOption('--kind <kind>', HIT_KINDS.join(', '))
    .requiredOption('--source <source>', 'who says so; no name of a person')
    .requiredOption('--on <day>', 'when')
    .action((code: string, o: Given & { kind: string; source: string; on: string }) => {
      const kind = orEnd(program, oneOf('--kind', o.kind, HIT_KINDS));
      const on = orEnd(program, dayOf(o.on));
      return note(code, o.officer, ({ person }, { year }) => raiseHit(person, year, kind, o.source, on));
    });
  act('settle', 'settle a hit of another list')
    .requiredOption('--task <uuid>', 'the task')
    .requiredOption('--outcome <outcome>', FINDINGS.join(', '))
    .option('--died-on <day>', 'date of death, mandatory where the person is dead')
    .action((code: string, o: Given & { task: string; outcome: string; diedOn?: string }) => {
      const outcome = orEnd(program, oneOf('--outcome', o.outcome, FINDINGS));
      const diedOn = o.diedOn === undefined ? null : orEnd(program, dayOf(o.diedOn));
      return note(code, o.officer, (facts, { year, today }) =>
        settleHit(facts, year, { task: o.task, outcome, words: o.words, diedOn }, today),
      );
    });
  act('resume', "the county's decision about somebody who was suspended and has confirmed")
    .requiredOption('--decision <decision>', RESUME.join(', '))
    .requiredOption('--legal-ground <words>', 'the rule it goes by')
    .requiredOption('--approver <name>', 'who decided')
    .action((code: string, o: Given & { decision: string; legalGround: string; approver: string }) => {
      const decision = orEnd(program, oneOf('--decision', o.decision, RESUME));
      return note(code, o.officer, (facts, { campaign }) =>
        decideResumption(facts, campaign, { ...o, decision }),
      );
    });
  act('hardship', 'still in hardship: measures, who is responsible, when it is followed up')
    .requiredOption('--state <state>', STATES.join(', '))
    .option('--measures <words>', 'what is done', '')
    .option('--responsible <name>', 'officer who is responsible', '')
    .option('--follow-up <day>', 'when it is looked at again')
    .action(
      (
        code: string,
        o: Given & { state: string; measures: string; responsible: string; followUp?: string },
      ) => {
        const state = orEnd(program, oneOf('--state', o.state, STATES));
        const followUp = o.followUp === undefined ? null : orEnd(program, dayOf(o.followUp));
        return note(code, o.officer, ({ person }, { year }) =>
          recordHardship(person, year, { state, measures: o.measures, responsible: o.responsible, followUp }),
        );
      },
    );
}

interface Given {
  readonly officer?: string;
  readonly words: string;
}

interface About {
  readonly campaign: Campaign;
  readonly year: number;
  readonly today: string;
}

const WAYS = ['phone', 'visit', 'family', 'village', 'letter', 'other'] as const;
const OUTCOMES = ['reached', 'not-reached', 'moved', 'refused', 'said-dead'] as const;
const DECISIONS = ['confirmed', 'not-confirmed'] as const;
const KINDS = ['hospital', 'prison', 'abroad', 'other', 'over'] as const;
const HIT_KINDS = ['death', 'cremation', 'household', 'prison', 'other'] as const;
const FINDINGS = ['wrong', 'right', 'unclear'] as const;
const RESUME = ['resume', 'not-resume'] as const;
const STATES = ['open', 'closed'] as const;

function todayAt(desk: PaperDesk): string {
  return dayInChina(Date.parse(desk.now()));
}
