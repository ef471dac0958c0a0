import { LedgerEntry } from '../ledger-entry.ts';
import { canonicalPattern } from './canonical-pattern.ts';
import { clockFault, decodeEntry, type EntryClocks } from './entry-chain.ts';
import { NO_PREVIOUS } from './entry-form.ts';
import { leafHash } from './merkle.ts';

/** What of an entry says where it stands in its log. */
export interface KioskLink extends EntryClocks {
  readonly seq: number;
  readonly prev: string;
}

const PATTERN = canonicalPattern(LedgerEntry, ['boot', 'clock', 'mono', 'prev', 'seq', 'wall']);

/** The links of the kiosk's entry in these bytes; undefined unless they are exactly its canonical form. */
export function kioskLink(bytes: Uint8Array): KioskLink | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // What is not ASCII is in no group of the pattern, so a byte may stand for a character here.
  const groups = PATTERN.exec(view.toString('latin1'))?.groups;
  if (groups === undefined) return decodeEntry(bytes);
  const { boot = '', clock, mono, prev = '', seq, wall = '' } = groups;
  return {
    boot,
    clock: clock === 'good' ? 'good' : 'suspect',
    mono: Number(mono),
    prev,
    seq: Number(seq),
    wall,
  };
}

/**
 * Follows a kiosk's log as EntryChain does, but for the county, which follows thousands: it looks at the links only and
 * takes leaf hashes as hex.
 */
export class KioskChain {
  #next = 0;
  #before: { link: KioskLink | undefined; leaf: string } | undefined;

  /** `after` are the bytes of the last entry of a log that was followed before, and how many entries it had. */
  constructor(after?: { readonly size: number; readonly last: Uint8Array }) {
    if (after === undefined) return;
    this.#next = after.size;
    const leaf = Buffer.from(leafHash(after.last)).toString('hex');
    this.#before = { link: kioskLink(after.last), leaf };
  }

  /** The entry followed last; undefined before the first, or when it was none. */
  get last(): KioskLink | undefined {
    return this.#before?.link;
  }

  /** What is wrong with this entry as the next of the log, or undefined. `leaf` is its leaf hash in hex. */
  follow(bytes: Uint8Array, leaf: string): string | undefined {
    const before = this.#before;
    const seq = this.#next++;
    const link = kioskLink(bytes);
    this.#before = { link, leaf };
    if (link === undefined) return 'is no ledger entry in canonical JSON';
    if (link.seq !== seq) return `says of itself that it is entry ${link.seq}`;
    if (link.prev !== (before?.leaf ?? NO_PREVIOUS)) return 'does not name the hash of the entry before it';
    return before?.link === undefined ? undefined : clockFault(link, before.link);
  }
}
