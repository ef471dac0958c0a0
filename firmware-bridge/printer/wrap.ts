import { type Cell, columnsOf } from './cells.ts';

/** Marks that may not begin a line (避头, GB/T 15834). */
const NOT_FIRST = new Set('，。、；：？！）》」』】”’…·་།༎༔');

/** Marks that end a Tibetan syllable: tsheg and the shads. Within a syllable no line is broken. */
const SYLLABLE_END = new Set('་༌།༎༏༐༑༔');

/** Marks that end a clause: a line is best broken behind one. */
const CLAUSE_END = new Set('，。；：？！');

/**
 * Groups cells into what stays together: words of one-column characters, Tibetan syllables, single wide characters,
 * spaces.
 */
function units(cells: readonly Cell[]): Cell[][] {
  const found: Cell[][] = [];
  for (const cell of cells) {
    const last = found.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before !== undefined && staysWith(before, cell)) last.push(cell);
    else found.push([cell]);
  }
  return found;
}

function staysWith(before: Cell, cell: Cell): boolean {
  if (cell.tibetan) return before.tibetan && (!SYLLABLE_END.has(before.text) || SYLLABLE_END.has(cell.text));
  return cell.columns === 1 && cell.text !== ' ' && before.columns === 1 && before.text !== ' ';
}

/** A unit that is wider than the line is cut where the line ends. */
function cut(unit: Cell[], columns: number): Cell[][] {
  const parts: Cell[][] = [];
  let part: Cell[] = [];
  for (const cell of unit) {
    if (part.length > 0 && columnsOf(part) + cell.columns > columns) {
      parts.push(part);
      part = [];
    }
    part.push(cell);
  }
  parts.push(part);
  return parts;
}

/**
 * Where to end a full line that `unit` does not fit into: behind the last clause of its second half, so that
 * a sentence does not leave one word over; before the last character, where the unit may not come first.
 */
function breakBefore(line: readonly Cell[], unit: readonly Cell[], columns: number): number {
  const room = columns - columnsOf(unit);
  const clause = line.findLastIndex((cell) => CLAUSE_END.has(cell.text)) + 1;
  const left = columnsOf(line.slice(0, clause));
  if (clause > 0 && left * 2 >= columns && columnsOf(line.slice(clause)) <= room) return clause;
  const pulls = NOT_FIRST.has(unit[0]?.text ?? '') && line.length > 1;
  return pulls ? line.length - 1 : line.length;
}

/**
 * Breaks cells into lines of at most `columns` half-width columns (at least 4). Breaks between wide
 * characters and at spaces, keeps words of letters and digits whole where they fit, and takes the
 * character before a mark of NOT_FIRST along to the new line. Spaces at a break vanish.
 */
export function wrap(cells: readonly Cell[], columns: number): Cell[][] {
  const lines: Cell[][] = [];
  let line: Cell[] = [];
  for (const unit of units(cells).flatMap((unit) => cut(unit, columns))) {
    if (columnsOf(line) + columnsOf(unit) <= columns) {
      if (line.length > 0 || unit[0]?.text !== ' ') line.push(...unit);
      continue;
    }
    if (unit[0]?.text === ' ') {
      lines.push(line);
      line = [];
      continue;
    }
    const taken = line.splice(breakBefore(line, unit, columns));
    lines.push(line);
    line = [...taken, ...unit];
  }
  lines.push(line);
  return lines.map(trimEnd).filter((one) => one.length > 0);
}

function trimEnd(line: Cell[]): Cell[] {
  let end = line.length;
  while (end > 0 && line[end - 1]?.text === ' ') end -= 1;
  return line.slice(0, end);
}
