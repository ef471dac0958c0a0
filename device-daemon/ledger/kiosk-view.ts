import { z } from 'zod';
import type { LedgerEntry, LedgerEvent } from '../../domain/index.ts';
import { decodeEntry } from '../../domain/tlog/index.ts';
import { LedgerFault, type PrunableView } from '../../ledger/index.ts';
import { Confirmations } from './confirmations.ts';
import { Cosignings } from './cosignings.ts';

/** What can matter in an entry's bytes. */
const NAMES: ReadonlyArray<LedgerEvent['event']> = [
  'visit-outcome',
  'receipt-printed',
  'receipt-unsure',
  'cosigned',
  'blob-stored',
  'settings-changed',
];
const MARKS = NAMES.map((event) => `"event":"${event}"`);

const Snapshot = z.strictObject({ confirmations: z.unknown(), settings: z.string().nullable() });

/** What the kiosk keeps in memory of its log. */
export class KioskView implements PrunableView<LedgerEntry> {
  readonly confirmations = new Confirmations();
  readonly cosignings = new Cosignings();
  readonly #fromYear: number;
  readonly #blobs: ReadonlySet<string>;
  readonly #blobsSeen = new Set<string>();
  #settings: string | null = null;

  /** `fromYear`: whose confirmations a snapshot holds. `blobs`: names of which it is asked whether an entry has them. */
  constructor(fromYear = 0, blobs: ReadonlySet<string> = new Set()) {
    this.#fromYear = fromYear;
    this.#blobs = blobs;
  }

  /** Those of the asked blobs that an entry names. */
  get blobsSeen(): ReadonlySet<string> {
    return this.#blobsSeen;
  }

  /** Digest of the settings that were in force last; null when none were told. */
  get settings(): string | null {
    return this.#settings;
  }

  replay(bytes: Buffer, index: number, leafHash: Uint8Array): void {
    if (!MARKS.some((mark) => bytes.includes(mark))) return;
    const entry = decodeEntry(bytes);
    if (entry === undefined) throw new LedgerFault('E-LEDGER-009', `entry ${index} is no ledger entry`);
    this.note(entry, index, Buffer.from(leafHash).toString('hex'));
  }

  note(entry: LedgerEntry, index: number, leafHash: string): void {
    const { data } = entry;
    this.confirmations.note(entry, index, leafHash);
    if (data.event === 'cosigned') this.cosignings.note(data.size, Date.parse(data.time));
    if (data.event === 'blob-stored' && this.#blobs.has(data.sha256)) this.#blobsSeen.add(data.sha256);
    if (data.event === 'settings-changed') this.#settings = data.sha256;
  }

  snapshot(): unknown {
    return { confirmations: this.confirmations.snapshot(this.#fromYear), settings: this.#settings };
  }

  restore(snapshot: unknown): void {
    const { confirmations, settings } = Snapshot.parse(snapshot);
    this.confirmations.restore(confirmations);
    this.#settings = settings;
  }
}
