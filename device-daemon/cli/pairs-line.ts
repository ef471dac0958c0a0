/** Two image paths of a line of a pairs file. */
export interface PathPair {
  readonly card: string;
  readonly live: string;
}

/** One field: in double quotes with `""` for a quote in it, or anything without comma and quote. */
const FIELD = String.raw`\s*(?:"((?:[^"]|"")*)"|([^",]*))\s*`;
const LINE = new RegExp(`^${FIELD},${FIELD}$`);

/** The two paths of a line `card,live` (RFC 4180, one line a record); undefined when it is not that. */
export function pairOf(line: string): PathPair | undefined {
  // Most lines are plain, and there may be millions.
  const comma = line.indexOf(',');
  if (!line.includes('"')) {
    if (comma < 0 || line.indexOf(',', comma + 1) >= 0) return undefined;
    return pair(line.slice(0, comma), line.slice(comma + 1));
  }
  const found = LINE.exec(line);
  if (found === null) return undefined;
  const field = (quoted: string | undefined, plain: string | undefined): string =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"');
  return pair(field(found[1], found[2]), field(found[3], found[4]));
}

function pair(card: string, live: string): PathPair | undefined {
  const both = { card: card.trim(), live: live.trim() };
  return both.card === '' || both.live === '' || both.card.includes('\0') || both.live.includes('\0')
    ? undefined
    : both;
}
