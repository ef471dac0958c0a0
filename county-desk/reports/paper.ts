import type { Cell } from '../csv/index.ts';

/** A column of a table on paper. */
export interface Column {
  readonly label: string;
  /** `code` is for numbers and digests that must not be broken. */
  readonly align: 'left' | 'center' | 'right' | 'code';
  /** Share of the table's width: about the millimetres that it needs in small print. */
  readonly width: number;
}

/** A table with its rows; `total` is its last line, set apart. */
export interface Table {
  readonly kind: 'table';
  /** Name of the sheet in a spreadsheet. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  readonly total?: readonly Cell[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** A line without the first-line indent: whom the paper speaks to. */
  | { readonly kind: 'addressee'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string; readonly level: 1 | 2 }
  | Table
  /** Ruled lines to write on by hand. */
  | { readonly kind: 'ruled'; readonly lines: number };

/** What stands below the last block: who signs, and whether a seal goes on it. */
export interface Closing {
  readonly issuer: string;
  /** The day as it is written on paper; a blank one is filled in by hand. */
  readonly date: string;
  readonly seal: boolean;
  /** Labels of the boxes in which people sign. */
  readonly signatures: readonly string[];
}

/**
 * One paper of the county as a value: from the same facts the same paper, byte for byte, in each format. Nothing in it
 * says when it was printed but the instant of its facts.
 */
export interface Paper {
  /** Name in file names and in the county's ledger, for example `friday`. */
  readonly slug: string;
  /** A notice or an announcement has the red head of an official document; tables and forms have none. */
  readonly style: 'red-head' | 'form';
  readonly orientation: 'portrait' | 'landscape';
  readonly issuer: string;
  /** Line below the red head, for example the number of the issue. */
  readonly number: string | null;
  readonly title: string;
  /** Above the title, for example that the paper is internal; null for a public one. */
  readonly mark: string | null;
  readonly blocks: readonly Block[];
  readonly closing: Closing;
  /** ISO instant of the facts. */
  readonly asOf: string;
  /** Stands at the foot of each page: instant and parameters. */
  readonly foot: readonly string[];
}

/** The tables of a paper, in order. */
export function tablesOf(paper: Paper): readonly Table[] {
  return paper.blocks.flatMap((block) => (block.kind === 'table' ? [block] : []));
}
