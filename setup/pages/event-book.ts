import type { EventBookEntry, EventBookPart, EventField } from '../../config/index.ts';

/** What each type of field takes, as an auditor reads it. */
const TYPES: Readonly<Record<Exclude<EventField['type'], 'int' | 'enum'>, string>> = {
  uuid: 'UUID',
  digest: 'hex SHA-256 or HMAC-SHA-256',
  code: 'code of the error book',
  bool: 'true or false',
  instant: 'ISO 8601 instant in UTC',
  year: 'year, 2021 to 2100',
  index: 'number of entries or index of one',
  age: 'milliseconds, at most 49 days',
  operator: 'number of an operator, up to six digits, or `unknown`',
  version: 'version of a program or text',
  settings: 'names of settings',
  outcome: 'outcome of a visit',
  method: 'method (A28): `home-visit`, `station`, `online`',
  means: 'means (A29): `face`, `staff`, `other`',
  judgement: '`same`, `unsure`, `different`',
  'staff-reason': 'reason for the manual check',
  sealed: 'base64 of an age file to the county',
};

const PARTS: Readonly<Record<string, string>> = {
  visit: 'Visits',
  slip: 'Slips',
  staff: 'Staff',
  device: 'The device',
  county: 'From the county',
};

/** The event book as a page: one section a part, one entry an event, in the book's order. */
export function eventBookPage(book: readonly EventBookPart[]): string {
  const lines = [
    '# Event book',
    '',
    'Generated from `config/events/*.json` by `npm run pages`, like the schema that checks every event before it is',
    'written (`domain/ledger-event.ts`). What is not in this book cannot be logged. How an event stands in the log:',
    '[log-format.md](log-format.md).',
    '',
    'No field takes free text, and none takes a run of seven digits or more: what is personal stands in `sealed` or not',
    'in the log at all. **Signed at once** means that a checkpoint follows the event immediately; after the others it',
    'follows after 20 entries or 10 minutes, whichever comes first.',
  ];
  for (const { name, events } of book) {
    lines.push('', `## ${PARTS[name] ?? name}`);
    for (const event of events) lines.push('', ...eventLines(event));
  }
  return `${lines.join('\n')}\n`;
}

function eventLines({ event, tells, when, atOnce, fields }: EventBookEntry): string[] {
  const own = Object.entries(fields).map(
    ([name, field]) => `- \`${name}\`: ${field.means} (${wordsOf(field)})`,
  );
  return [
    `### \`${event}\``,
    '',
    `${tells}${atOnce ? ' **Signed at once.**' : ''}`,
    '',
    `Written: ${when}`,
    '',
    ...(own.length > 0 ? own : ['No fields.']),
  ];
}

function wordsOf(field: EventField): string {
  const orNull = field.nullable ? ' or null' : '';
  if (field.type === 'int') return `whole number, ${field.min} to ${field.max}${orNull}`;
  if (field.type === 'enum') return `${field.of.map((one) => `\`${one}\``).join(', ')}${orNull}`;
  return `${TYPES[field.type]}${orNull}`;
}
