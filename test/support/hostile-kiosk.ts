import { generateKeyPairSync } from 'node:crypto';
import type { LogSource } from '../../county-desk/pull/index.ts';
import { ok } from '../../domain/index.ts';
import {
  bundledEntry,
  decodeEntry,
  encodeEntry,
  leafHash,
  signCheckpoint,
  signNote,
  type TileName,
} from '../../domain/tlog/index.ts';
import { KioskLog, madeUpEntries } from './kiosk-log.ts';

/** Entries that the county has pulled before the kiosk lies, and how many the kiosk has then. */
export const KEPT = 300;
export const GROWN = 700;

/** One kind of lie: what the kiosk answers, and what the county must find. */
export interface Lie {
  readonly name: string;
  /** Code of the alarm, or of the failure where a bad line can do the same. */
  readonly code: string;
  readonly outcome: 'alarm' | 'failed';
  /** Record that must be named; null for the log as a whole. */
  readonly record: number | null;
  /** The lying source, made of the kiosk as it would answer truly. */
  tell(honest: KioskLog): LogSource;
}

/** A source that answers as `kiosk` but where `changes` answers otherwise. */
function but(kiosk: KioskLog, changes: Partial<LogSource>): LogSource {
  return {
    name: kiosk.name,
    checkpoint: () => kiosk.checkpoint(),
    tile: (tile) => kiosk.tile(tile),
    blob: () => kiosk.blob(),
    deliver: (file) => kiosk.deliver(file),
    close: () => kiosk.close(),
    ...changes,
  };
}

function saying(kiosk: KioskLog, note: string): LogSource {
  return but(kiosk, { checkpoint: () => Promise.resolve(ok(note)) });
}

/** Changes the bytes of one tile or bundle. */
function changing(
  kiosk: KioskLog,
  level: TileName['level'],
  index: number,
  change: (bytes: Buffer) => Uint8Array | undefined,
): LogSource {
  const tile = (name: TileName) => {
    const bytes = Buffer.from(kiosk.bytes(name));
    return Promise.resolve(ok(name.level === level && name.index === index ? change(bytes) : bytes));
  };
  return but(kiosk, { tile });
}

function flip(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}

/** The kiosk's own log with the entries from `from` on written anew, each following from the one before. */
function rewritten(kiosk: KioskLog, from: number, size: number): KioskLog {
  const other = madeUpEntries(size);
  const entries = kiosk.entries.slice(0, from);
  let prev = entries.at(-1);
  for (const bytes of other.slice(from)) {
    const entry = decodeEntry(bytes);
    if (entry === undefined) throw new Error('a made-up entry must be one');
    prev = encodeEntry({ ...entry, prev: Buffer.from(leafHash(prev ?? Buffer.alloc(0))).toString('hex') });
    entries.push(prev);
  }
  return new KioskLog(kiosk.name, entries, kiosk.key);
}

/** The kiosk's log with one entry replaced, and signed so. */
function signing(kiosk: KioskLog, at: number, entry: Buffer): KioskLog {
  const entries = [...kiosk.entries];
  entries[at] = entry;
  return new KioskLog(kiosk.name, entries, kiosk.key);
}

function entryAt(kiosk: KioskLog, at: number): Buffer {
  const entry = kiosk.entries[at];
  if (entry === undefined) throw new Error(`the kiosk has no entry ${at}`);
  return entry;
}

/** Where entry `at` begins in its bundle, at its length. */
function placeOf(kiosk: KioskLog, at: number): number {
  return kiosk.entries
    .slice(Math.floor(at / 256) * 256, at)
    .reduce((place, entry) => place + 2 + entry.length, 0);
}

const alarm = (
  name: string,
  code: string,
  record: number | null,
  tell: (honest: KioskLog) => LogSource,
): Lie => ({ name, code, record, tell, outcome: 'alarm' });

const failure = (name: string, code: string, tell: (honest: KioskLog) => LogSource): Lie => ({
  name,
  code,
  record: null,
  tell,
  outcome: 'failed',
});

const STRANGER = generateKeyPairSync('ed25519').privateKey;
const NO_ROOT = Buffer.alloc(32, 7);

export const LIES: readonly Lie[] = [
  alarm(
    'signed with a key that nobody enrolled',
    'E-COUNTY-041',
    null,
    (kiosk) => new KioskLog(kiosk.name, kiosk.entries, STRANGER),
  ),
  alarm('a bit of the signed root flipped', 'E-COUNTY-041', null, (kiosk) => {
    const note = kiosk.note();
    const at = note.indexOf('\n', note.indexOf('\n') + 1) + 3;
    return saying(kiosk, note.slice(0, at) + (note[at] === 'A' ? 'B' : 'A') + note.slice(at + 1));
  }),
  alarm(
    "another kiosk's log, with that one's key",
    'E-COUNTY-042',
    null,
    () => new KioskLog('kiosk-990000-99', madeUpEntries(GROWN)),
  ),
  alarm('its own key under the name of another log', 'E-COUNTY-042', null, (kiosk) => {
    const text = kiosk.note().split('\n').slice(1, 3).join('\n');
    return saying(kiosk, signNote(`kiosk-990000-99\n${text}\n`, kiosk.name, kiosk.key));
  }),
  alarm('a fork: another tree of the size that was kept', 'E-COUNTY-043', null, (kiosk) =>
    rewritten(kiosk, 120, KEPT),
  ),
  alarm('a smaller tree that was never the beginning of the kept one', 'E-COUNTY-043', null, (kiosk) =>
    rewritten(kiosk, 120, 200),
  ),
  alarm('a roll-back: the last ten entries are gone', 'E-COUNTY-044', KEPT - 10, (kiosk) =>
    saying(kiosk, kiosk.note(KEPT - 10)),
  ),
  alarm('an empty log where there was one', 'E-COUNTY-044', 0, (kiosk) => saying(kiosk, kiosk.note(0))),
  alarm('an entry of a full bundle rewritten, and all after it', 'E-COUNTY-045', 120, (kiosk) =>
    rewritten(kiosk, 120, GROWN),
  ),
  alarm('an entry of the growing bundle rewritten, and all after it', 'E-COUNTY-045', 280, (kiosk) =>
    rewritten(kiosk, 280, GROWN),
  ),
  alarm('a copy of the device goes on from the same place', 'E-COUNTY-045', KEPT - 5, (kiosk) =>
    rewritten(kiosk, KEPT - 5, KEPT + 1),
  ),
  alarm('a signed root that no entries give', 'E-COUNTY-045', KEPT, (kiosk) =>
    saying(kiosk, signCheckpoint({ origin: kiosk.name, size: GROWN, root: NO_ROOT }, kiosk.key)),
  ),
  alarm('a bit of a tile flipped', 'E-COUNTY-046', 600, (kiosk) =>
    changing(kiosk, 0, 2, (bytes) => flip(bytes, (600 - 512) * 32 + 5)),
  ),
  alarm('a bit of an entry flipped', 'E-COUNTY-047', 601, (kiosk) =>
    changing(kiosk, 'entries', 2, (bytes) => flip(bytes, placeOf(kiosk, 601) + 40)),
  ),
  alarm("a bit of an entry's length flipped", 'E-COUNTY-047', 602, (kiosk) =>
    changing(kiosk, 'entries', 2, (bytes) => flip(bytes, placeOf(kiosk, 602) + 1)),
  ),
  alarm('a bundle that ends inside an entry', 'E-COUNTY-047', GROWN - 1, (kiosk) =>
    changing(kiosk, 'entries', 2, (bytes) => bytes.subarray(0, -3)),
  ),
  alarm('a bundle with something behind its last entry', 'E-COUNTY-047', GROWN - 1, (kiosk) =>
    changing(kiosk, 'entries', 2, (bytes) => Buffer.concat([bytes, Buffer.of(0)])),
  ),
  alarm('two entries of a bundle swapped', 'E-COUNTY-048', 520, (kiosk) =>
    changing(kiosk, 'entries', 2, () => {
      const entries = kiosk.entries.slice(512);
      entries.splice(8, 2, entryAt(kiosk, 521), entryAt(kiosk, 520));
      return Buffer.concat(entries.map((entry) => bundledEntry(entry)));
    }),
  ),
  alarm('an old bundle for a new index', 'E-COUNTY-048', 512, (kiosk) =>
    changing(kiosk, 'entries', 2, () => kiosk.bytes({ level: 'entries', index: 0, width: GROWN - 512 })),
  ),
  alarm('an old entry signed once more', 'E-COUNTY-048', 650, (kiosk) =>
    signing(kiosk, 650, entryAt(kiosk, 20)),
  ),
  alarm('an entry that does not name the one before it', 'E-COUNTY-049', 640, (kiosk) => {
    const entry = decodeEntry(entryAt(kiosk, 640));
    if (entry === undefined) throw new Error('an entry');
    return signing(kiosk, 640, encodeEntry({ ...entry, prev: 'ab'.repeat(32) }));
  }),
  alarm('an entry that is no entry', 'E-COUNTY-049', 660, (kiosk) =>
    signing(kiosk, 660, Buffer.from('{"seq":660}')),
  ),
  alarm('an entry with spaces in its JSON', 'E-COUNTY-049', 661, (kiosk) =>
    signing(kiosk, 661, Buffer.from(JSON.stringify(decodeEntry(entryAt(kiosk, 661)), null, 1))),
  ),
  alarm('a field that no entry has', 'E-COUNTY-049', 662, (kiosk) =>
    signing(
      kiosk,
      662,
      Buffer.from(entryAt(kiosk, 662).toString('utf8').replace('"wall":', '"w":0,"wall":')),
    ),
  ),
  alarm('a size beyond all numbers', 'E-COUNTY-050', null, (kiosk) =>
    saying(
      kiosk,
      signNote(`${kiosk.name}\n${2n ** 60n}\n${NO_ROOT.toString('base64')}\n`, kiosk.name, kiosk.key),
    ),
  ),
  alarm('a size that no kiosk reaches', 'E-COUNTY-050', null, (kiosk) =>
    saying(kiosk, signCheckpoint({ origin: kiosk.name, size: 2 ** 40, root: NO_ROOT }, kiosk.key)),
  ),
  alarm('a bundle larger than any can be', 'E-COUNTY-052', 512, (kiosk) =>
    changing(kiosk, 'entries', 2, () => Buffer.alloc((GROWN - 512) * 65_537 + 1)),
  ),
  alarm('a tile with more hashes than were asked for', 'E-COUNTY-052', 512, (kiosk) =>
    changing(kiosk, 0, 2, (bytes) => Buffer.concat([bytes, bytes])),
  ),
  alarm('a checkpoint without end', 'E-COUNTY-052', null, (kiosk) => saying(kiosk, 'x'.repeat(1_000_000))),
  failure('a bundle that was signed and is not given', 'E-COUNTY-051', (kiosk) =>
    changing(kiosk, 'entries', 2, () => undefined),
  ),
  failure('a tile that is cut short', 'E-COUNTY-051', (kiosk) =>
    changing(kiosk, 0, 2, (bytes) => bytes.subarray(0, 100)),
  ),
  failure('no checkpoint', 'E-COUNTY-040', (kiosk) =>
    but(kiosk, { checkpoint: () => Promise.resolve(ok(undefined)) }),
  ),
  failure('an answer that never comes', 'E-COUNTY-053', (kiosk) =>
    but(kiosk, { tile: () => new Promise(() => undefined) }),
  ),
];
