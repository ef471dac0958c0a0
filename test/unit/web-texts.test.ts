import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { countyWebTexts, packageFolder, readErrorBook } from '../../config/index.ts';
import { Role } from '../../county-desk/accounts/index.ts';
import { DeskAct, PersonAct } from '../../county-desk/acts/index.ts';
import { LIST_NAMES } from '../../county-desk/lists/index.ts';
import { AGE_BANDS } from '../../county-desk/persons/index.ts';
import { ROUTES } from '../../county-desk/web/index.ts';
import { QUEUES } from '../../county-desk/web/pages/QueuePage.tsx';
import { FILES, NAMINGS, PAPERS, REPORTS } from '../../county-desk/web/papers/paper-choice.ts';
import { Means, Method, Outcome, RosterStatus } from '../../domain/index.ts';

const test = suite('web texts');
const texts = countyWebTexts();

/** The words that a field of an act can hold. */
function optionsOf(union: typeof PersonAct | typeof DeskAct, act: string, field: string): readonly string[] {
  for (const option of union.options) {
    if (option.shape.act.value !== act) continue;
    const found = Object.entries(option.shape).find(([name]) => name === field)?.[1];
    if (found instanceof z.ZodEnum) return found.options.map(String);
  }
  throw new Error(`${act} has no choice ${field}`);
}

test('every code that a page can show has its word', () => {
  const groups: [string, readonly string[]][] = [
    ['role', Role.options],
    ['list', LIST_NAMES.filter((name) => QUEUES.includes(name) || PAPERS.includes(`list-${name}`))],
    ['queueHelp', QUEUES],
    ['paper', REPORTS],
    ['naming', NAMINGS],
    ['file', FILES],
    ['band', AGE_BANDS],
    ['rosterStatus', RosterStatus.options],
    ['method', [...Method.options, 'unknown']],
    ['means', [...Means.options, 'unknown']],
    ['outcome', Outcome.options],
    ['way', optionsOf(PersonAct, 'contact-attempt', 'way')],
    ['attempt', optionsOf(PersonAct, 'contact-attempt', 'outcome')],
    ['circumstance', optionsOf(PersonAct, 'circumstance', 'kind')],
    ['decision', optionsOf(PersonAct, 'pending-decided', 'decision')],
    ['decision', optionsOf(PersonAct, 'resumption-decided', 'decision')],
    ['hitKind', optionsOf(PersonAct, 'comparison-hit', 'kind')],
    ['hitOutcome', optionsOf(PersonAct, 'comparison-settled', 'outcome')],
    ['drawResult', optionsOf(PersonAct, 'draw-result', 'result')],
    ['opened', optionsOf(DeskAct, 'opened', 'what')],
    ['accountChange', optionsOf(DeskAct, 'account', 'change')],
  ];
  const missing = groups.flatMap(([group, codes]) =>
    codes.filter((code) => texts[group]?.[code] === undefined).map((code) => `${group}.${code}`),
  );
  assert.equal(missing, []);
});

test('every act at a person says that it was done', () => {
  const acts = ROUTES.filter(({ method, path }) => method === 'POST' && /^\/person\/:person\//.test(path))
    .map(({ path }) => path.split('/').at(-1) ?? '')
    .filter((name) => name !== 'open');
  assert.equal(
    acts.filter((name) => texts.done?.[name] === undefined),
    [],
  );
});

test('every text is used', () => {
  const folder = join(packageFolder(), 'county-desk', 'web');
  const code = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  /** Groups whose keys are codes, looked up by word(). */
  const byCode = new Set([...code.matchAll(/word\(\s*'([a-zA-Z]+)'/g)].map(([, group]) => group));
  for (const [, group] of code.matchAll(/options\('([a-zA-Z]+)'/g)) byCode.add(group);
  const unused = Object.entries(texts).flatMap(([group, entries]) =>
    byCode.has(group)
      ? []
      : Object.keys(entries)
          .map((key) => `${group}.${key}`)
          .filter((key) => !code.includes(`'${key}'`)),
  );
  assert.equal(unused, []);
});

test('what officers read of a refusal never blames, and every code that they can meet has words', () => {
  const book = readErrorBook();
  for (let number = 122; number <= 138; number += 1) {
    const entry = book.get(`E-COUNTY-${number}`);
    if (entry === undefined || entry.person === null) continue;
    assert.not.match(entry.person, /非法|失败|异常|违规/);
  }
  for (const code of [
    '122',
    '123',
    '124',
    '125',
    '126',
    '127',
    '128',
    '129',
    '132',
    '133',
    '134',
    '135',
    '136',
    '137',
  ])
    assert.ok(book.get(`E-COUNTY-${code}`)?.person, code);
});

test.run();
