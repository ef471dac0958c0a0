import { join } from 'node:path';
import type { Command } from 'commander';
import { dayInChina, fail } from '../../domain/index.ts';
import { type ListLine, lineOfPerson, nameLines } from '../lists/index.ts';
import { drawPaper, issue } from '../reports/index.ts';
import {
  DEFAULT_FACTOR,
  drawResult,
  frameText,
  makeDraw,
  makeFrame,
  STRATUM_KEYS,
} from '../spot-check/index.ts';
import { end, orEnd, writeOutput } from './end.ts';
import { personOrEnd } from './find-person.ts';
import { fileName } from './list.ts';
import { dayOf, officerOf, oneOf, type PaperOptions, paperChoice, withPaperOptions } from './options.ts';
import { type AtPaperDesk, type PaperDesk, paperContext } from './paper-desk.ts';
import { tellFiles } from './tell-files.ts';

const RESULTS = ['as-recorded', 'differs', 'not-found', 'died'] as const;

interface DrawOptions extends PaperOptions {
  readonly size?: string;
  readonly seed?: string;
  readonly by: string;
  readonly factor: string;
}

/** `county draw`: spot checks that anybody can redo (A51), and `county draw result`. */
export function registerDraw(program: Command, at: AtPaperDesk): void {
  const draw = withPaperOptions(program.command('draw'))
    .description('draw a spot check among the confirmed')
    .option('--size <number>', 'how many people')
    .option(
      '--seed <text>',
      'what the draw goes by: dice thrown before witnesses, or a number published afterwards',
    )
    .option('--by <keys>', `strata, of ${STRATUM_KEYS.join(',')}`, 'means,age,township')
    .option(
      '--factor <number>',
      'how many times as likely a manual confirmation is drawn',
      String(DEFAULT_FACTOR),
    )
    .action((options: DrawOptions) => at((desk) => drawNow(program, desk, options)));
  draw
    .command('result <code>')
    .description('note what a spot check found about a person')
    .requiredOption('--draw <uuid>', 'the draw')
    .requiredOption('--result <result>', RESULTS.join(', '))
    .requiredOption('--on <day>', 'day of the check')
    .option('--words <words>', 'what else is to be known; never a name or number', '')
    .option('--officer <name>', 'who checked; by default COUNTY_OFFICER')
    .action((code: string, options: ResultOptions) =>
      at(async (desk) => {
        // The options of `draw` itself take --officer where the same name is given to both.
        const by = orEnd(program, officerOf(options.officer ?? draw.opts<PaperOptions>().officer));
        const result = orEnd(program, oneOf('--result', options.result, RESULTS));
        const on = orEnd(program, dayOf(options.on));
        const facts = await personOrEnd(program, desk, code);
        const finding = { draw: options.draw, result, on, words: options.words };
        const today = dayInChina(Date.parse(desk.now()));
        const act = orEnd(program, drawResult(facts, desk.campaign.year, finding, today));
        const entry = await desk.acts.append(by, act);
        console.log(`noted: ${act.act} of ${facts.person.slice(0, 10)} as entry ${entry.seq}`);
      }),
    );
}

interface ResultOptions {
  readonly draw: string;
  readonly result: string;
  readonly on: string;
  readonly words: string;
  readonly officer?: string;
}

async function drawNow(program: Command, desk: PaperDesk, options: DrawOptions): Promise<void> {
  const { out, seed, size } = options;
  if (out === undefined || seed === undefined || size === undefined)
    return end(program, fail('E-COUNTY-108', 'needs --size, --seed and --out'));
  if (options.asOf !== undefined)
    return end(program, fail('E-COUNTY-108', '--as-of: a draw is of this moment'));
  const choice = orEnd(program, paperChoice(options, desk.now()));
  const by = options.by.split(',').map((word) => orEnd(program, oneOf('--by', word.trim(), STRATUM_KEYS)));
  const { campaign, store } = desk;
  const persons = store.persons(campaign.year, choice.asOf);
  const frame = await makeFrame(persons, campaign, choice.asOf, by, Number(options.factor));
  const made = orEnd(program, await makeDraw(frame, { seed, size: Number(size), by: choice.by }, desk.acts));
  const lines: ListLine[] = [];
  const context = { campaign, asOf: choice.asOf, today: dayInChina(Date.parse(choice.asOf)) };
  for (const person of made.strata.flatMap(({ drawn }) => drawn)) {
    const facts = await store.person(person, campaign.year, choice.asOf);
    if (facts !== undefined) lines.push(lineOfPerson(facts, context));
  }
  const named = orEnd(program, await nameLines(lines, choice.naming, desk.openRows, choice.why));
  const facts = { draw: made.draw, seed, size: Number(size), frame, strata: made.strata };
  const paper = drawPaper(paperContext(desk, choice.asOf), facts, named, choice.naming);
  const name = fileName(paper.slug, choice);
  orEnd(program, writeOutput(join(out, `${name}.frame.txt`), frameText(frame)));
  const to = { folder: out, name, by: choice.by, log: desk.acts, say: desk.say };
  tellFiles(orEnd(program, await issue(paper, choice.formats, to)));
  console.log(`draw: ${made.draw}`);
}
