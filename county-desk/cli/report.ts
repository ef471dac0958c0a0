import type { Command } from 'commander';
import { dayInChina, fail } from '../../domain/index.ts';
import { type Named, nameLines } from '../lists/index.ts';
import type { PersonFacts } from '../persons/index.ts';
import {
  deviceInventory,
  endSummary,
  explanationPaper,
  fridayNotice,
  hardshipPaper,
  homeVisitPaper,
  issue,
  keepSheet,
  type Paper,
  type Progress,
  reckonProgress,
  suspensionSheet,
  townshipReport,
} from '../reports/index.ts';
import {
  ALL_THAT_IS_KNOWN,
  type Candidate,
  type HardshipTask,
  hardshipTask,
  suspensionQuestion,
} from '../steps/index.ts';
import { end, orEnd } from './end.ts';
import { fileName, linesOf } from './list.ts';
import { oneOf, type PaperChoice, type PaperOptions, paperChoice, withPaperOptions } from './options.ts';
import { type AtPaperDesk, type PaperDesk, paperContext } from './paper-desk.ts';
import { tellFiles } from './tell-files.ts';

const REPORTS = [
  'friday',
  'summary',
  'township',
  'explanations',
  'hardship',
  'inventory',
  'home-visits',
  'suspension-sheet',
] as const;
type ReportName = (typeof REPORTS)[number];

/** `county report …`: papers to print, sign and seal. */
export function registerReport(program: Command, at: AtPaperDesk): void {
  withPaperOptions(program.command('report <name>'))
    .description(`a paper: ${REPORTS.join(', ')}`)
    .action((text: string, options: PaperOptions) =>
      at(async (desk) => {
        const name = orEnd(program, oneOf('report', text, REPORTS));
        const { out } = options;
        if (out === undefined) return end(program, fail('E-COUNTY-108', '--out is missing'));
        if (name === 'suspension-sheet' && options.asOf !== undefined)
          return end(program, fail('E-COUNTY-108', '--as-of: a suspension sheet is of this moment'));
        const choice = orEnd(program, paperChoice(options, desk.now()));
        const paper = await paperOf(program, desk, name, choice);
        const to = {
          folder: out,
          name: fileName(paper.slug, choice),
          by: choice.by,
          log: desk.acts,
          say: desk.say,
        };
        tellFiles(orEnd(program, await issue(paper, choice.formats, to)));
      }),
    );
}

async function paperOf(
  program: Command,
  desk: PaperDesk,
  name: ReportName,
  choice: PaperChoice,
): Promise<Paper> {
  const context = paperContext(desk, choice.asOf);
  const { naming, scopeText } = choice;
  const township = choice.scope.township;
  switch (name) {
    case 'friday':
      return fridayNotice(context, await progressOf(desk, choice), await desk.devices(choice.asOf));
    case 'inventory':
      return deviceInventory(context, await desk.devices(choice.asOf));
    case 'summary': {
      const named = await namedList(program, desk, 'unconfirmed', choice);
      return endSummary(context, await progressOf(desk, choice), named, naming);
    }
    case 'explanations':
      return explanationPaper(
        context,
        await namedList(program, desk, 'unconfirmed', choice),
        naming,
        scopeText,
      );
    case 'township': {
      if (township === undefined) return end(program, fail('E-COUNTY-108', '--township is missing'));
      const named = await namedList(program, desk, 'unconfirmed', choice);
      return townshipReport(context, township, await progressOf(desk, choice), named, naming);
    }
    case 'hardship': {
      const named = await namedList(program, desk, 'hardship', choice);
      return hardshipPaper(context, named, naming, await hardshipTasks(desk, choice));
    }
    case 'home-visits': {
      const named = await namedList(program, desk, 'home-visits', choice);
      return homeVisitPaper(context, await progressOf(desk, choice), named, naming, scopeText);
    }
    case 'suspension-sheet':
      return prepareSheet(program, desk, choice);
  }
}

async function namedList(
  program: Command,
  desk: PaperDesk,
  name: 'unconfirmed' | 'hardship' | 'home-visits' | 'suspension',
  choice: PaperChoice,
): Promise<readonly Named[]> {
  const lines = await linesOf(desk, name, choice);
  return orEnd(program, await nameLines(lines, choice.naming, desk.openRows, choice.why));
}

async function* inScope(desk: PaperDesk, { asOf, scope }: PaperChoice): AsyncGenerator<PersonFacts> {
  for await (const facts of desk.store.persons(desk.campaign.year, asOf)) {
    const { township, village } = scope;
    if (township !== undefined && facts.roster?.township !== township) continue;
    if (village !== undefined && facts.roster?.village !== village) continue;
    yield facts;
  }
}

async function progressOf(desk: PaperDesk, choice: PaperChoice): Promise<Progress> {
  const kiosks = await desk.store.kiosks(choice.asOf);
  return reckonProgress(inScope(desk, choice), desk.campaign, choice.asOf, kiosks);
}

async function hardshipTasks(
  desk: PaperDesk,
  choice: PaperChoice,
): Promise<ReadonlyMap<string, HardshipTask>> {
  const tasks = new Map<string, HardshipTask>();
  const today = dayInChina(Date.parse(choice.asOf));
  for await (const facts of inScope(desk, choice)) {
    const task = hardshipTask(facts, today);
    if (task !== undefined) tasks.set(facts.person, task);
  }
  return tasks;
}

/** Prepares a sheet: keeps it for the approver, and asks about each candidate once more with the facts of now. */
async function prepareSheet(program: Command, desk: PaperDesk, choice: PaperChoice): Promise<Paper> {
  const named = await namedList(program, desk, 'suspension', choice);
  const candidates = new Map<string, Candidate>();
  const asked = desk.now();
  const today = dayInChina(Date.parse(asked));
  for (const { line } of named) {
    const facts = await desk.store.person(line.person, desk.campaign.year, ALL_THAT_IS_KNOWN);
    const candidate = facts === undefined ? null : suspensionQuestion(facts, desk.campaign, today).candidate;
    if (candidate !== null) candidates.set(line.person, candidate);
  }
  const still = named.filter(({ line }) => candidates.has(line.person));
  if (still.length === 0) return end(program, fail('E-COUNTY-095'));
  const { year } = desk.campaign;
  const persons = still.map(({ line }) => line.person);
  const digest = keepSheet(desk.folder, { year, asOf: asked, preparedBy: choice.by, persons });
  console.log(`sheet: ${digest}`);
  return suspensionSheet(paperContext(desk, asked), {
    candidates,
    named: still,
    naming: choice.naming,
    preparedBy: choice.by,
  });
}
