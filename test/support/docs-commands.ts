import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../config/index.ts';

/** A block of `county` commands of a page: on which day, and what. */
export interface DayOfCommands {
  readonly day: string;
  /** Each command as words, without `county`; `$NAME` stands for what the reader puts in. */
  readonly commands: readonly (readonly string[])[];
}

/** The blocks of docs/`page` that begin with `# on <day>`. Every line of theirs must be a `county` command. */
export function daysOfCommands(page: string): readonly DayOfCommands[] {
  const text = readFileSync(join(packageFolder(), 'docs', page), 'utf8');
  return [...text.matchAll(/```sh\n# on (\d{4}-\d{2}-\d{2})\n([\s\S]*?)```/g)].map(
    ([, day = '', body = '']) => ({
      day,
      commands: body
        .trim()
        .split('\n')
        .map((line) => {
          const [program, ...words] = wordsOf(line);
          if (program !== 'county') throw new Error(`docs/${page}: no county command: ${line}`);
          return words;
        }),
    }),
  );
}

/** Words of a line with double quotes, as a shell has them. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

/** The JSON block of docs/`page`. */
export function jsonBlockOf(page: string): string {
  const text = readFileSync(join(packageFolder(), 'docs', page), 'utf8');
  const block = /```json\n([\s\S]*?)```/.exec(text)?.[1];
  if (block === undefined) throw new Error(`docs/${page} has no JSON`);
  return block;
}
