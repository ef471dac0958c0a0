import { LIST_KINDS, type ListLine, type ListName } from '../../lists/index.ts';
import type { Everybody } from './overview.ts';
import type { PersonLine } from './person-line.ts';

/** Those who stand on a list, in its order. An empty township means all of them. */
export function linesOf(everybody: Everybody, name: ListName, township: string): readonly PersonLine[] {
  return standing(everybody, name, township).map(({ line }) => line);
}

/** The same as lines of the list. */
export function listLines(everybody: Everybody, name: ListName, township: string): readonly ListLine[] {
  return standing(everybody, name, township).map(({ entry }) => entry);
}

/** Every township of the roster. */
export function townshipsOf({ lines }: Everybody): readonly string[] {
  const names = new Set<string>();
  for (const { roster } of lines.values()) if (roster !== null) names.add(roster.township);
  return [...names].sort();
}

function standing({ lines }: Everybody, name: ListName, township: string) {
  const { order } = LIST_KINDS[name];
  return [...lines.values()]
    .flatMap((line) => {
      const entry = line.lists.get(name);
      const stands = entry !== undefined && (township === '' || entry.township === township);
      return stands ? [{ line, entry }] : [];
    })
    .sort((a, b) => order(a.entry, b.entry));
}
