import type { Cell } from '../csv/index.ts';
import type { ListLine, Named, Naming } from '../lists/index.ts';
import { code, running, short, text } from './columns.ts';
import type { PaperContext } from './context.ts';
import { notesText } from './note-text.ts';
import type { Column, Table } from './paper.ts';

const NOTES_WIDTH = 60;

/** A column of a list that one kind of paper adds. */
export interface Extra {
  readonly column: Column;
  readonly cell: (line: ListLine) => Cell;
}

/**
 * The table of a list. How much it shows of a person goes by `naming`; `extra` columns stand before the notes, whose
 * width is `notes`, 0 where the extra columns say all of it.
 */
export function listTable(
  context: PaperContext,
  name: string,
  named: readonly Named[],
  naming: Naming,
  options: { readonly extra?: readonly Extra[]; readonly notes?: number } = {},
): Table {
  const { say, benefits } = context;
  const { extra = [], notes = NOTES_WIDTH } = options;
  const who = whoColumns(context, naming);
  const columns: Column[] = [
    running(say),
    short(say, 'township', 18),
    short(say, 'village', 20),
    ...who.map(({ column }) => column),
    short(say, 'age', 11),
    text(say, 'benefit', 32),
    ...extra.map(({ column }) => column),
    ...(notes > 0 ? [text(say, 'notes', notes)] : []),
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
      ...(notes > 0 ? [notesText(say, line)] : []),
    ];
  });
  return { kind: 'table', name, columns, rows };
}

interface WhoColumn {
  readonly column: Column;
  readonly cell: (person: Named) => Cell;
}

function whoColumns({ say }: PaperContext, naming: Naming): readonly WhoColumn[] {
  const coded: WhoColumn = { column: code(say, 'code', 24), cell: (person) => person.code };
  if (naming === 'coded') return [coded];
  const name: WhoColumn = { column: short(say, 'name', 26), cell: (person) => person.name };
  if (naming === 'public')
    return [name, { column: code(say, 'id-tail', 20), cell: (person) => person.idNumber }];
  const idNumber: WhoColumn = { column: code(say, 'id-number', 44), cell: (person) => person.idNumber };
  if (naming === 'masked') return [coded, name, idNumber];
  return [
    coded,
    name,
    idNumber,
    { column: code(say, 'phone', 29), cell: (person) => person.phone },
    { column: text(say, 'address', 48), cell: (person) => person.address },
  ];
}
