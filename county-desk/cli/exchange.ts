import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { dayInChina, fail } from '../../domain/index.ts';
import type { PersonAct } from '../acts/index.ts';
import {
  comparisonTasks,
  type ExportPerson,
  elsewhereActs,
  type PersonRows,
  readComparison,
  readElsewhere,
  readRejected,
  readTemplate,
  sha256,
  type WorkItem,
  writeExport,
  writeManifest,
} from '../exchange/index.ts';
import { type ListLine, lineOfPerson, type Named, nameLines, type Why } from '../lists/index.ts';
import type { PersonFacts } from '../persons/index.ts';
import { issue, workList } from '../reports/index.ts';
import { confirmations } from '../steps/index.ts';
import { end, orEnd, readInput, writeOutput } from './end.ts';
import { fileName } from './list.ts';
import { dayOf, officerOf, oneOf, type PaperOptions, paperChoice, withPaperOptions } from './options.ts';
import { type AtPaperDesk, type PaperDesk, paperContext } from './paper-desk.ts';
import { tellFiles } from './tell-files.ts';

const KINDS = ['death', 'cremation', 'household', 'prison', 'other'] as const;
/** Refused rows that are shown; the others are counted. */
const SHOWN_ROWS = 20;

/** `county exchange …`: lists of other offices, confirmations made elsewhere, and the national system. */
export function registerExchange(program: Command, at: AtPaperDesk): void {
  const exchange = program.command('exchange').description('lists from and for other systems');
  taking(exchange, 'compare', "another office's list: a hit is a task to verify, never a change")
    .requiredOption('--kind <kind>', KINDS.join(', '))
    .requiredOption('--source-date <day>', 'day of the list')
    .action((file: string, options: TakeOptions & { kind: string; sourceDate: string }) =>
      at(async (desk) => {
        const kind = orEnd(program, oneOf('--kind', options.kind, KINDS));
        const sourceDate = orEnd(program, dayOf(options.sourceDate));
        const { bytes, by, today } = opened(program, desk, file, options);
        const rows = orEnd(program, readComparison(bytes, desk.keys.personKey, today));
        refuse(program, rows.refused, options.takeGoodRows);
        const list = { kind, source: options.source, sourceDate };
        const made = await comparisonTasks(rows, list, desk.campaign.year, factsNow(desk));
        await take(desk, by, options.source, bytes, rows, made.acts);
        console.log(
          `tasks: ${made.acts.length}, raised before: ${made.known}, not on the roster: ${made.unknown}`,
        );
      }),
    );
  taking(exchange, 'elsewhere', 'confirmations of the national app or of handhelds').action(
    (file: string, options: TakeOptions) =>
      at(async (desk) => {
        const { bytes, by, today } = opened(program, desk, file, options);
        const { year } = desk.campaign;
        const rows = orEnd(program, readElsewhere(bytes, desk.keys.personKey, year, today));
        const made = await elsewhereActs(rows, options.source, year, factsNow(desk));
        refuse(program, made.refused, options.takeGoodRows);
        await take(desk, by, options.source, bytes, { ...rows, refused: made.refused }, made.acts);
        console.log(`confirmed: ${made.acts.length}, known before: ${made.known}`);
      }),
  );
  withPaperOptions(exchange.command('export'))
    .description("the year's confirmations in the columns of the county's template, with a manifest")
    .requiredOption('--template <file>', 'the columns, JSON')
    .action((options: PaperOptions & { template: string }) =>
      at((desk) => exportNow(program, desk, options)),
    );
  withPaperOptions(exchange.command('rejected <file>'))
    .description('rows that the national system gave back: a work list for each township')
    .requiredOption('--template <file>', 'the columns, JSON')
    .action((file: string, options: PaperOptions & { template: string }) =>
      at((desk) => takeRejected(program, desk, file, options)),
    );
}

interface TakeOptions {
  readonly source: string;
  readonly takeGoodRows: boolean;
  readonly officer?: string;
}

function taking(exchange: Command, name: string, description: string): Command {
  return exchange
    .command(`${name} <csv>`)
    .description(description)
    .requiredOption('--source <office>', 'whose list it is')
    .option('--take-good-rows', 'take the good rows although others are refused', false)
    .option('--officer <name>', 'who takes it; by default COUNTY_OFFICER');
}

function opened(program: Command, desk: PaperDesk, file: string, options: TakeOptions) {
  return {
    bytes: orEnd(program, readInput(file)),
    by: orEnd(program, officerOf(options.officer)),
    today: dayInChina(Date.parse(desk.now())),
  };
}

function factsNow(desk: PaperDesk): (person: string) => Promise<PersonFacts | undefined> {
  return (person) => desk.store.person(person, desk.campaign.year, desk.now());
}

/** Shows refused rows; ends the program unless the good ones were asked for. */
function refuse(program: Command, refused: PersonRows<unknown>['refused'], takeGoodRows: boolean): void {
  for (const { line, reason } of refused.slice(0, SHOWN_ROWS)) console.error(`line ${line}: ${reason}`);
  if (refused.length > SHOWN_ROWS) console.error(`and ${refused.length - SHOWN_ROWS} more`);
  if (refused.length > 0 && !takeGoodRows) end(program, fail('E-COUNTY-107', `${refused.length} rows`));
}

/** Notes the import first, then each act: a half-taken file is taken up again by taking it again. */
async function take(
  desk: PaperDesk,
  by: string,
  source: string,
  bytes: Uint8Array,
  rows: PersonRows<unknown>,
  acts: readonly PersonAct[],
): Promise<void> {
  await desk.acts.append(by, {
    act: 'imported',
    source,
    rows: rows.rows.length,
    refused: rows.refused.length,
    sha256: sha256(bytes),
  });
  await desk.acts.appendAll(by, acts);
}

async function exportNow(
  program: Command,
  desk: PaperDesk,
  options: PaperOptions & { template: string },
): Promise<void> {
  const { out } = options;
  if (out === undefined) return end(program, fail('E-COUNTY-108', '--out is missing'));
  const choice = orEnd(program, paperChoice({ ...options, show: 'open' }, desk.now()));
  const templateBytes = orEnd(program, readInput(options.template));
  const template = orEnd(program, readTemplate(templateBytes));
  const { year } = desk.campaign;
  const confirmed = new Map<string, ExportPerson['confirmation']>();
  for await (const facts of desk.store.persons(year, choice.asOf)) {
    const counts = confirmations(facts, desk.campaign)[0];
    const { township } = choice.scope;
    if (counts === undefined || facts.roster === null) continue;
    if (township === undefined || facts.roster.township === township) confirmed.set(facts.person, counts);
  }
  const rows = orEnd(program, await desk.openRows([...confirmed.keys()], { ...choice.why, what: 'export' }));
  const people = [...confirmed].flatMap(([person, confirmation]): ExportPerson[] => {
    const row = rows.get(person);
    return row === undefined ? [] : [{ person, confirmation, row }];
  });
  const content = writeExport(template, people, year);
  const file = `${fileName('export', choice)}.csv`;
  const { county, software } = desk;
  const facts = { county, year, asOf: choice.asOf, software, template, templateBytes, file, content };
  const manifest = writeManifest(facts);
  await desk.acts.append(choice.by, {
    act: 'issued',
    what: 'export.csv',
    sha256: sha256(content.bytes),
    asOf: choice.asOf,
  });
  await desk.acts.append(choice.by, {
    act: 'issued',
    what: 'export.manifest',
    sha256: sha256(manifest),
    asOf: choice.asOf,
  });
  orEnd(program, writeOutput(join(out, file), content.bytes));
  // Last of all: a folder with a manifest is whole.
  orEnd(program, writeOutput(join(out, `${basename(file, '.csv')}.manifest.json`), manifest));
  for (const { recordId, reason } of content.notExported) console.error(`${recordId}: ${reason}`);
  console.log(`rows: ${content.rows}, left out: ${content.notExported.length}, file: ${join(out, file)}`);
}

async function takeRejected(
  program: Command,
  desk: PaperDesk,
  file: string,
  options: PaperOptions & { template: string },
): Promise<void> {
  const { out } = options;
  if (out === undefined) return end(program, fail('E-COUNTY-108', '--out is missing'));
  const choice = orEnd(program, paperChoice(options, desk.now()));
  const template = orEnd(program, readTemplate(orEnd(program, readInput(options.template))));
  const bytes = orEnd(program, readInput(file));
  const { campaign, store } = desk;
  const persons = store.persons(campaign.year, choice.asOf);
  const { items, refused } = orEnd(program, await readRejected(bytes, template, persons, campaign.year));
  for (const { line, reason } of refused.slice(0, SHOWN_ROWS)) console.error(`line ${line}: ${reason}`);
  await desk.acts.append(choice.by, {
    act: 'imported',
    source: template.name,
    rows: items.length,
    refused: refused.length,
    sha256: sha256(bytes),
  });
  const named = await namesOf(program, desk, items, choice);
  const townships = [...new Set(items.map(({ township }) => township))];
  for (const township of townships) {
    const here = items.filter((item) => item.township === township);
    const paper = workList(paperContext(desk, choice.asOf), township, here, named);
    const name = fileName(paper.slug, { asOf: choice.asOf, scopeText: township === '' ? null : township });
    const to = { folder: out, name, by: choice.by, log: desk.acts, say: desk.say };
    tellFiles(orEnd(program, await issue(paper, choice.formats, to)));
  }
  console.log(`rows: ${items.length}, townships: ${townships.length}, refused: ${refused.length}`);
}

async function namesOf(
  program: Command,
  desk: PaperDesk,
  items: readonly WorkItem[],
  choice: {
    readonly asOf: string;
    readonly naming: 'coded' | 'masked' | 'open' | 'public';
    readonly why: Why;
  },
): Promise<ReadonlyMap<string, Named>> {
  const context = { campaign: desk.campaign, asOf: choice.asOf, today: dayInChina(Date.parse(choice.asOf)) };
  const lines: ListLine[] = [];
  for (const { person } of items) {
    const facts = await desk.store.person(person, desk.campaign.year, choice.asOf);
    if (facts !== undefined) lines.push(lineOfPerson(facts, context));
  }
  const named = orEnd(program, await nameLines(lines, choice.naming, desk.openRows, choice.why));
  return new Map(named.map((one) => [one.line.person, one]));
}
