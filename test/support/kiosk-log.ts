import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import type { LogSource, SignedFile } from '../../county-desk/pull/index.ts';
import { type LedgerEntry, type LedgerEvent, ok, type Result } from '../../domain/index.ts';
import {
  bundledEntry,
  encodeEntry,
  Frontier,
  type Hash,
  leafHash,
  NO_PREVIOUS,
  rangeHash,
  readerOf,
  signCheckpoint,
  type TileName,
  verifierKeyText,
} from '../../domain/tlog/index.ts';
import { PERSON, visitOutcome } from './ledger-fixture.ts';

/** Entries of a made-up kiosk that follow one another as a ledger writes them, one a minute. */
export function madeUpEntries(
  count: number,
  event: (index: number) => LedgerEvent = () => visitOutcome(PERSON),
): Buffer[] {
  const boot = randomUUID();
  const entries: Buffer[] = [];
  let prev = NO_PREVIOUS;
  for (let seq = 0; seq < count; seq++) {
    const entry: LedgerEntry = {
      v: 1,
      seq,
      boot,
      mono: seq * 60_000,
      wall: new Date(Date.UTC(2026, 5, 1, 0, seq)).toISOString(),
      clock: 'good',
      prev,
      data: event(seq),
    };
    const bytes = encodeEntry(entry);
    prev = Buffer.from(leafHash(bytes)).toString('hex');
    entries.push(bytes);
  }
  return entries;
}

/** A kiosk's published log in memory, as a source that the county pulls from; a test may change any answer. */
export class KioskLog implements LogSource {
  readonly name: string;
  readonly key: KeyObject;
  entries: Buffer[];
  leaves: Hash[];
  /** What the county handed over, the last last. */
  readonly delivered: SignedFile[] = [];
  /** What was asked for, in order. */
  readonly asked: string[] = [];

  constructor(name: string, entries: Buffer[], key: KeyObject = generateKeyPairSync('ed25519').privateKey) {
    this.name = name;
    this.key = key;
    this.entries = entries;
    this.leaves = entries.map(leafHash);
  }

  /** Verifier key string. */
  get vkey(): string {
    return verifierKeyText(this.name, this.key);
  }

  /** The signed note of the first `size` entries. */
  note(size = this.entries.length, origin = this.name): string {
    const frontier = new Frontier();
    for (const leaf of this.leaves.slice(0, size)) frontier.push(leaf);
    return signCheckpoint({ origin, size, root: frontier.root() }, this.key);
  }

  /** The bytes of a tile of hashes or a bundle. */
  bytes({ level, index, width }: TileName): Uint8Array {
    const first = index * 256;
    if (level === 'entries')
      return Buffer.concat(this.entries.slice(first, first + width).map((entry) => bundledEntry(entry)));
    const span = 256 ** level;
    const read = readerOf(this.leaves);
    return Buffer.concat(
      Array.from({ length: width }, (_, i) => rangeHash((first + i) * span, (first + i + 1) * span, read)),
    );
  }

  checkpoint(): Promise<Result<string | undefined>> {
    return Promise.resolve(ok(this.note()));
  }

  tile(tile: TileName): Promise<Result<Uint8Array | undefined>> {
    this.asked.push(`${tile.level}/${tile.index}/${tile.width}`);
    return Promise.resolve(ok(this.bytes(tile)));
  }

  blob(): Promise<Result<Uint8Array | undefined>> {
    return Promise.resolve(ok(undefined));
  }

  deliver(file: SignedFile): Promise<Result<void>> {
    this.delivered.push(file);
    return Promise.resolve(ok(undefined));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
