import type { LedgerEntry } from '../../domain/index.ts';
import type { CountyEntry } from '../acts/index.ts';
import type { PersonFacts, RosterFacts } from '../persons/index.ts';

/** A tree head of a kiosk that the county has verified. */
export interface VerifiedHead {
  readonly kiosk: string;
  readonly size: number;
  /** Hex root. */
  readonly root: string;
  /** ISO time at which the county verified it. */
  readonly at: string;
}

/** A verified entry of a kiosk's log, without its sealed part. */
export interface EntryRow {
  readonly seq: number;
  /** Hex leaf hash. */
  readonly leaf: string;
  readonly entry: LedgerEntry;
}

/** A row of the county's roster: facts in the clear, who it is sealed to the county. */
export interface RosterEntry extends RosterFacts {
  readonly person: string;
  /** Base64 of an age file to the county's recipients: the RosterRow in canonical JSON. */
  readonly sealed: string;
}

/** What the county holds of a kiosk's log. */
export interface KioskLog {
  readonly kiosk: string;
  readonly size: number;
  /** Hex root. */
  readonly root: string;
  /** ISO time of its last entry up to the instant that was asked for; null when there is none. */
  readonly lastEntryAt: string | null;
}

/** A kiosk that one puller alone may pull now. */
export interface Lease {
  readonly kiosk: string;
  /** ISO time until which nobody else takes it. */
  readonly until: string;
}

/**
 * What the county works with: a view that `county rebuild` makes anew from the kept bundles, the rosters and the
 * county's own ledger, byte for byte the same. SQLite in the county's folder, or PostgreSQL by COUNTY_DATABASE_URL.
 */
export interface CountyStore {
  /**
   * Takes the entries that follow what is held of a kiosk, with the head that proves them, in one transaction. Taking
   * the same again changes nothing. Throws when they do not follow or the head is smaller than the one held.
   */
  takeEntries(head: VerifiedHead, rows: Iterable<EntryRow>): Promise<void>;
  /** The last head of a kiosk. */
  head(kiosk: string): Promise<VerifiedHead | undefined>;
  heads(): Promise<readonly VerifiedHead[]>;
  /** Rows held of a kiosk: must equal the size of its head, which `county rebuild` and a daily check compare. */
  entryCount(kiosk: string): Promise<number>;
  /** What is held of every kiosk, and when it last wrote an entry up to the instant: a silent one is seen by it (A52). */
  kiosks(asOf: string): Promise<readonly KioskLog[]>;
  /**
   * Takes a newer version of the county's roster, in force from `takenAt` (ISO) on. Earlier versions stay, without
   * their sealed rows: figures of an earlier instant go by the roster of that instant. Taking a version again changes
   * nothing; an older one than the newest is refused.
   */
  takeRoster(version: number, takenAt: string, rows: Iterable<RosterEntry>): Promise<void>;
  /** Newest version of the roster; 0 before the first. */
  rosterVersion(): Promise<number>;
  /** Takes acts of the county's own ledger, in its order. */
  takeActs(acts: Iterable<CountyEntry>): Promise<void>;
  /** Entries of the county's own ledger that the store holds, in order, from an index on. */
  acts(from: number, most: number): Promise<readonly CountyEntry[]>;
  /** All that was done about a person, of any year, with who did it when. */
  actsOf(digest: string): Promise<readonly CountyEntry[]>;
  /** Number of acts held. */
  actCount(): Promise<number>;
  /** Makes kiosks known to `lease`; a new one is due at once, a known one stays as it is. */
  enlist(kiosks: Iterable<string>): Promise<void>;
  /** Leases up to `most` kiosks that are due, so that several pullers never pull one at once (SKIP LOCKED). */
  lease(holder: string, most: number, now: string, seconds: number): Promise<readonly Lease[]>;
  /** Gives a lease back and says when the kiosk is due again. */
  release(holder: string, kiosk: string, dueAt: string): Promise<void>;
  /**
   * Every person of the roster or of a visit in that year as known at the instant, ordered by digest; streamed, so that
   * memory does not grow with their number.
   */
  persons(year: number, asOf: string): AsyncIterable<PersonFacts>;
  person(digest: string, year: number, asOf: string): Promise<PersonFacts | undefined>;
  /** Entries of a kiosk in order, from an index on. */
  entries(kiosk: string, from: number, most: number): Promise<readonly EntryRow[]>;
  /** The sealed roster row of a person, for the one step that names people. */
  sealedRow(digest: string): Promise<string | undefined>;
  /** Empties the view but for the leases: for a rebuild, which fills it anew. */
  clear(): Promise<void>;
  close(): Promise<void>;
}
