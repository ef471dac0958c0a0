import type { Cell } from '../csv/index.ts';
import type { ListLine, Named, Naming } from '../lists/index.ts';
import { count, short, text } from './columns.ts';
import type { PaperContext } from './context.ts';
import { notesText } from './note-text.ts';
import type { Column, Table } from './paper.ts';

/** A column of a list that one kind of paper adds. */
export interface Extra {
  readonly column: Column;
  readonly cell: (line: ListLine) => Cell;
}

/**
 * The table of a list. How much it shows of a person goes by `naming`; `extra` columns stand before the notes, and
 * `notes` may be left out where the extra columns say all of it.
 */
export function listTable(
  context: PaperContext,
  name: string,
  named: readonly Named[],
  naming: Naming,
  options: { readonly extra?: readonly Extra[]; readonly notes?: boolean } = {},
): Table {
  const { say, benefits } = context;
  const { extra = [], notes = true } = options;
  const who = whoColumns(context, naming);
  const columns: Column[] = [
    count(say, 'number', 1),
    text(say, 'township', 2),
    text(say, 'village', 2),
    ...who.map(({ column }) => column),
    count(say, 'age', 1),
    text(say, 'benefit', 3),
    ...extra.map(({ column }) => column),
    ...(notes ? [text(say, 'notes', 6)] : []),
  ];
  const rows = named.map((person, i): Cell[] => {
    const { line } = person;
    return [
      i + 1,
      line.township === '' ? say('paper.not-on-roster') : line.township,
      line.village,
      ...who.map(({ cell }) => cell(person)),
      line.age ?? '',
      benefits.get(line.benefitType) ?? line.benefitType,
      ...extra.map(({ cell }) => cell(line)),
      ...(notes ? [notesText(say, line)] : []),
    ];
  });
  return { kind: 'table', name, columns, rows };
}

interface WhoColumn {
  readonly column: Column;
  readonly cell: (person: Named) => Cell;
}

function whoColumns({ say }: PaperContext, naming: Naming): readonly WhoColumn[] {
  const code: WhoColumn = { column: short(say, 'code', 2), cell: (person) => person.code };
  if (naming === 'coded') return [code];
  const name: WhoColumn = { column: short(say, 'name', 2), cell: (person) => person.name };
  if (naming === 'public')
    return [name, { column: short(say, 'id-tail', 2), cell: (person) => person.idNumber }];
  const idNumber: WhoColumn = { column: short(say, 'id-number', 4), cell: (person) => person.idNumber };
  if (naming === 'masked') return [code, name, idNumber];
  return [
    code,
    name,
    idNumber,
    { column: text(say, 'phone', 3), cell: (person) => person.phone },
    { column: text(say, 'address', 5), cell: (person) => person.address },
  ];
}
