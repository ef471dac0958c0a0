import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { configFolder } from './places.ts';

const ABOUT = { means: z.string().min(4), nullable: z.boolean().default(false) };

/** Types of a field that say all by themselves; domain/event-fields.ts has what each takes. */
export const PlainFieldType = z.enum([
  'uuid',
  'digest',
  'code',
  'bool',
  'instant',
  'year',
  'index',
  'age',
  'operator',
  'version',
  'settings',
  'outcome',
  'method',
  'means',
  'judgement',
  'staff-reason',
  'sealed',
]);

/** A field of an event. The list of types is closed: none of them takes free text. */
export const EventField = z.discriminatedUnion('type', [
  z.strictObject({ ...ABOUT, type: PlainFieldType }),
  z.strictObject({
    ...ABOUT,
    type: z.literal('int'),
    min: z.number().int().nonnegative(),
    max: z.number().int().max(0xffff_ffff),
  }),
  z.strictObject({
    ...ABOUT,
    type: z.literal('enum'),
    of: z.array(z.string().regex(/^[a-z]+(-[a-z]+)*$/)).min(1),
  }),
]);
export type EventField = z.infer<typeof EventField>;

/** One event that the kiosk's log may hold. */
export const EventBookEntry = z.strictObject({
  event: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  tells: z.string().min(10),
  /** When it is written. */
  when: z.string().min(5),
  /** Whether the checkpoint over it is signed at once. */
  atOnce: z.boolean(),
  fields: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), EventField),
});
export type EventBookEntry = z.infer<typeof EventBookEntry>;

/** The events of one file of the book, which is one subject. */
export interface EventBookPart {
  /** Name of the file without `.json`. */
  readonly name: string;
  readonly events: readonly EventBookEntry[];
}

/** Reads the event book from config/events/*.json. Throws on a malformed file or an event told twice. */
export function readEventBook(folder = join(configFolder(), 'events')): readonly EventBookPart[] {
  const seen = new Set<string>();
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const events = z.array(EventBookEntry).parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
      for (const { event } of events) {
        if (seen.has(event)) throw new Error(`event book: ${event} stands twice (${file})`);
        seen.add(event);
      }
      return { name: file.slice(0, -'.json'.length), events };
    });
}
