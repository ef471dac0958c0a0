import type { EntryForm, EntryLink } from '../domain/tlog/index.ts';

/** How the events of one kind of log become its entries. */
export interface EntryCodec<Event, Entry extends EntryLink> extends EntryForm<Entry> {
  /** The event with its own fields and nothing beside them. Throws when it is none. */
  parse(event: Event): Event;
  /** The entry of an event at this place; `before` is the entry before it, undefined for the first. */
  make(event: Event, link: EntryLink, before: Entry | undefined): Entry;
  /** Whether the checkpoint over it is signed at once rather than after 20 entries or 10 minutes. */
  atOnce(entry: Entry): boolean;
}

/** Something that is kept in memory from the entries, such as who is confirmed. */
export interface LogView<Entry> {
  /** At a start: an entry of the journal, in order. */
  replay(bytes: Buffer, index: number, leafHash: Uint8Array): void;
  /** An entry that has become durable, before whoever appended it is told. `leafHash` is in hex. */
  note(entry: Entry, index: number, leafHash: string): void;
}
