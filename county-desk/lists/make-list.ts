import type { PersonFacts } from '../persons/index.ts';
import { LIST_KINDS, type ListName } from './list-kinds.ts';
import type { ListContext, ListLine } from './list-line.ts';

/** To which place a list is narrowed. */
export interface ListScope {
  readonly township?: string | undefined;
  readonly village?: string | undefined;
}

/** Makes a list from the stream of persons; in memory are only those who stand on it. */
export async function makeList(
  name: ListName,
  persons: AsyncIterable<PersonFacts> | Iterable<PersonFacts>,
  context: ListContext,
  scope: ListScope = {},
): Promise<readonly ListLine[]> {
  const { line, order } = LIST_KINDS[name];
  const lines: ListLine[] = [];
  for await (const facts of persons) {
    const made = line(facts, context);
    if (made !== undefined && inScope(made, scope)) lines.push(made);
  }
  return lines.sort(order);
}

function inScope(line: ListLine, scope: ListScope): boolean {
  return (
    (scope.township === undefined || line.township === scope.township) &&
    (scope.village === undefined || line.village === scope.village)
  );
}
