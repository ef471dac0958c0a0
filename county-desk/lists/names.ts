import { maskIdNumber, maskName, ok, type Result, type RosterRow } from '../../domain/index.ts';
import type { ListLine } from './list-line.ts';

/**
 * Opens the sealed roster rows of these persons. Whoever implements it logs the opening with operator and reason
 * before it gives a row; a person without a row is left out.
 */
export type OpenRows = (
  persons: readonly string[],
  why: Why,
) => Promise<Result<ReadonlyMap<string, RosterRow>>>;

/** Who opens, why, and for what. */
export interface Why {
  readonly operator: string;
  readonly reason: string;
  readonly what: 'list' | 'export' | 'roster-row';
}

/**
 * How much of a person a list shows. `coded` opens nothing. `public` is for boards and web pages: the name with
 * characters masked and the last four characters of the number, so that the person knows that they are meant (A47).
 */
export type Naming = 'coded' | 'masked' | 'open' | 'public';

/** What a list shows of one person. */
export interface Named {
  readonly line: ListLine;
  /** First characters of the digest: enough to find the person again in the tool. */
  readonly code: string;
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
  readonly address: string;
}

/** Characters of the digest that stand for a person on paper: 40 bits. */
const CODE_LENGTH = 10;

/** The code that stands for a person where no name is opened. */
export function codeOfPerson(digest: string): string {
  return digest.slice(0, CODE_LENGTH);
}

/** The lines with as much of each person as `naming` allows. `coded` calls `open` not at all. */
export async function nameLines(
  lines: readonly ListLine[],
  naming: Naming,
  open: OpenRows,
  why: Why,
): Promise<Result<readonly Named[]>> {
  if (naming === 'coded') return ok(lines.map((line) => namedOf(line, undefined, naming)));
  const rows = await open(
    lines.map(({ person }) => person),
    why,
  );
  if (!rows.ok) return rows;
  return ok(lines.map((line) => namedOf(line, rows.value.get(line.person), naming)));
}

function namedOf(line: ListLine, row: RosterRow | undefined, naming: Naming): Named {
  const code = codeOfPerson(line.person);
  if (row === undefined) return { line, code, name: '', idNumber: '', phone: '', address: '' };
  if (naming === 'open') {
    const { name, idNumber, phone, address } = row;
    return { line, code, name, idNumber, phone, address };
  }
  const idNumber = naming === 'public' ? row.idNumber.slice(-4) : maskIdNumber(row.idNumber);
  return { line, code, name: maskName(row.name), idNumber, phone: '', address: '' };
}
