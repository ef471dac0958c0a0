import type { EventBookEntry, EventBookPart, EventField } from '../../config/index.ts';

/** domain/ledger-event.ts: the event book as schema and types, before it is formatted. */
export function eventTypes(book: readonly EventBookPart[]): string {
  const events = book.flatMap((part) => part.events);
  return `// Generated from config/events/*.json by \`npm run pages\`: what is not in the book cannot be logged.
import { z } from 'zod';
import * as field from './event-fields.ts';

/** What may be written to the kiosk's log: nothing that is personal outside \`sealed\`. */
export const LedgerEvent = z.discriminatedUnion('event', [
${events.map(schemaOf).join('\n')}
]);
export type LedgerEvent = z.infer<typeof LedgerEvent>;

/** Events whose checkpoint is signed at once rather than after 20 entries or 10 minutes. */
export const SIGNED_AT_ONCE: ReadonlySet<LedgerEvent['event']> = new Set([
${events
  .filter(({ atOnce }) => atOnce)
  .map(({ event }) => `'${event}',`)
  .join('\n')}
]);
`;
}

function schemaOf({ event, tells, fields }: EventBookEntry): string {
  const own = Object.entries(fields).map(([name, of]) => `/** ${of.means} */\n${name}: ${fieldOf(of)},`);
  return `/** ${tells} */\nz.object({\nevent: z.literal('${event}'),\n${own.join('\n')}\n}),`;
}

function fieldOf(field: EventField): string {
  const nullable = field.nullable ? '.nullable()' : '';
  return `${typeOf(field)}${nullable}`;
}

function typeOf(field: EventField): string {
  if (field.type === 'int') return `z.number().int().min(${field.min}).max(${field.max})`;
  if (field.type === 'enum') return `z.enum([${field.of.map((one) => `'${one}'`).join(', ')}])`;
  return `field.${field.type === 'staff-reason' ? 'staffReason' : field.type}`;
}
