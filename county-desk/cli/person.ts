import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { personDigest } from '../../domain/county/index.ts';
import { fail, isValidIdNumber } from '../../domain/index.ts';
import { openRoster } from '../opening/index.ts';
import { type PersonFacts, type PersonState, stateOf } from '../persons/index.ts';
import { end, now, orEnd } from './end.ts';
import { atDesk, operatorOfShell } from './open-desk.ts';

interface PersonOptions {
  readonly idNumber?: string;
  readonly asOf?: string;
  readonly open: boolean;
  readonly reason?: string;
}

/** `county person`: one person, without a name unless it is opened with a reason. */
export function registerPerson(program: Command): void {
  program
    .command('person [digest]')
    .description('state and history of one person; the name only with --open')
    .option('--id-number <number>', 'instead of the digest; `-` reads it from standard input')
    .option('--as-of <iso>', 'instant; now by default')
    .option('--open', "open the person's row of the roster; the opening stands in the county's ledger", false)
    .option('--reason <words>', 'why it is opened, without naming the person')
    .action((digest: string | undefined, options: PersonOptions) =>
      atDesk(program, async (desk) => {
        await desk.acts.catchUp();
        const person = digest ?? personDigest(desk.keys.personKey, await idNumberOf(program, options));
        if (!/^[0-9a-f]{64}$/.test(person)) return end(program, fail('E-COUNTY-084', 'no digest'));
        const asOf = options.asOf ?? now();
        if (Number.isNaN(Date.parse(asOf))) return end(program, fail('E-COUNTY-082', asOf));
        const instant = new Date(asOf).toISOString();
        const facts = await desk.store.person(person, desk.campaign.year, instant);
        if (facts === undefined) return end(program, fail('E-COUNTY-084', person));
        console.log(personText(facts, stateOf(facts, desk.campaign, instant)));
        if (!options.open) return;
        const opening = { operator: operatorOfShell(), reason: options.reason ?? '' };
        const row = orEnd(program, await openRoster(desk, [person], opening)).get(person);
        console.log(row === undefined ? 'not on the roster' : JSON.stringify(row, null, 2));
      }),
    );
}

async function idNumberOf(program: Command, { idNumber }: PersonOptions): Promise<string> {
  const given = (idNumber === '-' ? await text(process.stdin) : (idNumber ?? '')).trim().toUpperCase();
  return isValidIdNumber(given) ? given : end(program, fail('E-COUNTY-084', 'no digest and no ID number'));
}

function personText(facts: PersonFacts, state: PersonState): string {
  const { roster } = facts;
  const place = roster === null ? 'not on the roster' : `${roster.township} ${roster.village}`.trim();
  const raised = Object.entries(state.flags)
    .filter(([, value]) => value !== false && value !== null && value !== 0)
    .map(([name, value]) => (value === true ? name : `${name}=${value}`));
  const visits = facts.visits.map(({ at, kiosk, seq, event, outcome, method, means }) =>
    `  ${at} ${kiosk} ${seq} ${outcome ?? event} ${method ?? ''} ${means ?? ''}`.trimEnd(),
  );
  return [
    `person: ${facts.person}`,
    `state: ${state.state}`,
    `roster: ${place}${roster === null ? '' : ` ${roster.benefitType} ${roster.status}, ${state.band}`}`,
    `flags: ${raised.join(', ')}`,
    `visits: ${visits.length}`,
    ...visits,
    `acts: ${facts.acts.map(({ act }) => act).join(', ')}`,
  ].join('\n');
}
