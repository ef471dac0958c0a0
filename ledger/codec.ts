import type { EntryForm, EntryLink, Hash } from '../domain/tlog/index.ts';

/** How the events of one kind of log become its entries. */
export interface EntryCodec<Event, Entry extends EntryLink> extends EntryForm<Entry> {
  /** The event with its own fields and nothing beside them. Throws when it is none. */
  parse(event: Event): Event;
  /** The entry of an event at this place; `before` is the entry before it, where that is there. */
  make(event: Event, link: EntryLink, before: Entry | undefined): Entry;
  /** Whether the checkpoint over it is signed at once rather than after 20 entries or 10 minutes. */
  atOnce(entry: Entry): boolean;
}

/** Something that is kept in memory from the entries, such as who is confirmed. */
export interface LogView<Entry> {
  /** At a start: an entry of the journal, in order. */
  replay(bytes: Buffer, index: number, leafHash: Hash): void;
  /** An entry that has become durable, before whoever appended it is told. `leafHash` is in hex. */
  note(entry: Entry, index: number, leafHash: string): void;
}

/** A view that can do without entries that were pruned. */
export interface PrunableView<Entry> extends LogView<Entry> {
  /** What must be known of the entries shown so far when they are gone, as JSON. */
  snapshot(): unknown;
  /** Takes what `snapshot` gave, before any entry is shown. Throws on anything else. */
  restore(snapshot: unknown): void;
}
