import type { Command } from 'commander';
import { dayInChina, fail } from '../../domain/index.ts';
import {
  announcedLines,
  isListName,
  LIST_NAMES,
  type ListLine,
  type ListName,
  makeList,
  nameLines,
} from '../lists/index.ts';
import { issue, listPaper, type Place, paperCsv, publicList } from '../reports/index.ts';
import { announce } from '../steps/index.ts';
import { end, orEnd } from './end.ts';
import { dayOf, type PaperChoice, type PaperOptions, paperChoice, withPaperOptions } from './options.ts';
import { type AtPaperDesk, type PaperDesk, paperContext } from './paper-desk.ts';
import { tellFiles } from './tell-files.ts';
import { textTable } from './text-table.ts';

interface ListOptions extends PaperOptions {
  readonly public: boolean;
  readonly byVillage: boolean;
  readonly from?: string;
  readonly announce: boolean;
}

/** `county list …`: who has to be done something about, and the public lists of the unconfirmed. */
export function registerList(program: Command, at: AtPaperDesk): void {
  withPaperOptions(program.command('list <name>'))
    .description(`a list: ${LIST_NAMES.join(', ')}`)
    .option(
      '--public',
      'of the unconfirmed: one announcement a township, with as little of a person as will do',
      false,
    )
    .option('--by-village', 'with --public: one a village', false)
    .option('--from <day>', 'with --public: first day of the announcement')
    .option(
      '--announce',
      'with --public: log that these lists are put up; the sixty days run from --from',
      false,
    )
    .action((name: string, options: ListOptions) =>
      at(async (desk) => {
        if (!isListName(name))
          return end(program, fail('E-COUNTY-108', `list: is none of ${LIST_NAMES.join(', ')}`));
        if (options.public) await publicLists(program, desk, name, options);
        else await workingList(program, desk, name, options);
      }),
    );
}

async function workingList(
  program: Command,
  desk: PaperDesk,
  name: ListName,
  options: PaperOptions,
): Promise<void> {
  const choice = orEnd(program, paperChoice(options, desk.now()));
  const lines = await linesOf(desk, name, choice);
  const named = orEnd(program, await nameLines(lines, choice.naming, desk.openRows, choice.why));
  const context = paperContext(desk, choice.asOf);
  const paper = listPaper(context, name, named, choice.naming, choice.scopeText);
  if (options.out === undefined) {
    for (const block of paper.blocks) if (block.kind === 'table') console.log(textTable(block));
    console.log([desk.say('list.count', { count: lines.length }), ...paper.foot].join('　'));
    return;
  }
  const to = {
    folder: options.out,
    name: fileName(paper.slug, choice),
    by: choice.by,
    log: desk.acts,
    say: desk.say,
  };
  tellFiles(orEnd(program, await issue(paper, choice.formats, to)));
}

/** The lines of a list within the choice's scope and instant. */
export async function linesOf(
  desk: PaperDesk,
  name: ListName,
  choice: PaperChoice,
): Promise<readonly ListLine[]> {
  const { asOf, scope } = choice;
  const today = dayInChina(Date.parse(asOf));
  const { campaign, store } = desk;
  return makeList(name, store.persons(campaign.year, asOf), { campaign, asOf, today }, scope);
}

/** A file's name: what, of where, of when; the same for the same paper. */
export function fileName(slug: string, choice: Pick<PaperChoice, 'asOf' | 'scopeText'>): string {
  const instant = choice.asOf.replaceAll(/[-:]/g, '').replace(/\.\d+/, '');
  return [slug, ...(choice.scopeText === null ? [] : [choice.scopeText]), instant]
    .join('_')
    .replaceAll('/', '-');
}

async function publicLists(
  program: Command,
  desk: PaperDesk,
  name: ListName,
  options: ListOptions,
): Promise<void> {
  const { out, from } = options;
  if (name !== 'unconfirmed') return end(program, fail('E-COUNTY-108', '--public: of unconfirmed only'));
  if (out === undefined || from === undefined)
    return end(program, fail('E-COUNTY-108', '--public: needs --out and --from'));
  if (options.announce && options.asOf !== undefined)
    return end(program, fail('E-COUNTY-108', '--announce: is done with the facts of now'));
  const choice = orEnd(program, paperChoice({ ...options, show: 'masked' }, desk.now()));
  const start = orEnd(program, dayOf(from));
  const lines = announcedLines(await linesOf(desk, name, choice));
  const named = orEnd(program, await nameLines(lines, 'public', desk.openRows, choice.why));
  const context = paperContext(desk, choice.asOf);
  for (const place of placesOf(lines, options.byVillage)) {
    const here = named.filter(({ line }) => isAt(line, place));
    const paper = publicList(context, here, place, start);
    const scopeText = `${place.township}${place.village ?? ''}`;
    if (options.announce) {
      const persons = here.map(({ line }) => line.person);
      const list = Buffer.from(paperCsv(paper));
      const order = { persons, year: desk.campaign.year, from: start, list };
      const acts = orEnd(program, announce(order, dayInChina(Date.parse(desk.now()))));
      await desk.acts.appendAll(choice.by, acts);
    }
    const to = {
      folder: out,
      name: fileName(paper.slug, { asOf: choice.asOf, scopeText }),
      by: choice.by,
      log: desk.acts,
      say: desk.say,
    };
    // The CSV always goes with it: its digest is the one that the announcement names.
    const formats = choice.formats.includes('csv') ? choice.formats : [...choice.formats, 'csv' as const];
    tellFiles(orEnd(program, await issue(paper, formats, to)));
  }
}

/** Every township, or every village, that somebody on the list is of. */
function placesOf(lines: readonly ListLine[], byVillage: boolean): readonly Place[] {
  const places = new Map<string, Place>();
  for (const { township, village } of lines) {
    const place = { township, village: byVillage ? village : null };
    places.set(JSON.stringify(place), place);
  }
  return [...places.values()];
}

function isAt(line: ListLine, place: Place): boolean {
  return line.township === place.township && (place.village === null || line.village === place.village);
}
