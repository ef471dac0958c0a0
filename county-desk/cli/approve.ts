import type { Command } from 'commander';
import { dayInChina, fail } from '../../domain/index.ts';
import { type ListLine, lineOfPerson, nameLines } from '../lists/index.ts';
import type { PersonFacts } from '../persons/index.ts';
import { approvedSheet, issue, readSheet } from '../reports/index.ts';
import { ALL_THAT_IS_KNOWN, approveSheet } from '../steps/index.ts';
import { end, orEnd } from './end.ts';
import { fileName } from './list.ts';
import { officerOf, type PaperOptions, paperChoice, withPaperOptions } from './options.ts';
import { type AtPaperDesk, paperContext } from './paper-desk.ts';
import { tellFiles } from './tell-files.ts';

/** `county approve SHEET`: the paper trail of an approval. It stops no payment. */
export function registerApprove(program: Command, at: AtPaperDesk): void {
  withPaperOptions(program.command('approve <sheet>'))
    .description('note that a prepared suspension sheet was approved; stops no payment')
    .requiredOption('--approver <name>', 'who approved it; not the one who prepared it')
    .action((digest: string, options: PaperOptions & { approver: string }) =>
      at(async (desk) => {
        const { out, asOf } = options;
        if (out === undefined || asOf !== undefined)
          return end(program, fail('E-COUNTY-108', 'needs --out, and is done with the facts of now'));
        const choice = orEnd(program, paperChoice(options, desk.now()));
        const approver = orEnd(program, officerOf(options.approver));
        const sheet = orEnd(program, readSheet(desk.folder, digest));
        const facts = new Map<string, PersonFacts>();
        for (const person of sheet.persons) {
          const known = await desk.store.person(person, sheet.year, ALL_THAT_IS_KNOWN);
          if (known !== undefined) facts.set(person, known);
        }
        const today = dayInChina(Date.parse(choice.asOf));
        const approval = orEnd(program, approveSheet(sheet, facts, approver, desk.campaign, today));
        await desk.acts.appendAll(choice.by, approval.acts);
        const context = { campaign: desk.campaign, asOf: choice.asOf, today };
        const lines = (persons: readonly { readonly person: string }[]): ListLine[] =>
          persons.flatMap(({ person }) => {
            const known = facts.get(person);
            return known === undefined ? [] : [lineOfPerson(known, context)];
          });
        const names = (of: readonly ListLine[]) => nameLines(of, choice.naming, desk.openRows, choice.why);
        const paper = approvedSheet(paperContext(desk, choice.asOf), {
          approval,
          approver: options.approver.trim(),
          approved: orEnd(program, await names(lines(approval.acts))),
          takenOff: orEnd(program, await names(lines(approval.takenOff))),
          naming: choice.naming,
        });
        const to = {
          folder: out,
          name: fileName(paper.slug, choice),
          by: choice.by,
          log: desk.acts,
          say: desk.say,
        };
        tellFiles(orEnd(program, await issue(paper, choice.formats, to)));
        console.log(
          `approved: ${approval.acts.length}, taken off: ${approval.takenOff.length}, from ${approval.fromMonth}`,
        );
      }),
    );
}
