import type { KeyObject } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import {
  type ErrorCode,
  fail,
  type LedgerEntry,
  type LedgerEvent,
  ok,
  type Result,
} from '../../domain/index.ts';
import {
  cosignerOf,
  decodeEntry,
  type NoteSigner,
  parseVerifierKey,
  type VerifierKey,
  verifierKeyText,
} from '../../domain/tlog/index.ts';
import { type Appended, LedgerFault, LogWriter } from '../../ledger/index.ts';
import { BlobFiles, MAX_BLOB_BYTES } from './blob-files.ts';
import type { Confirmation } from './confirmations.ts';
import { CosignatureFile, type Cosigned } from './cosignature-file.ts';
import { type EntryOrigin, KioskEntries } from './kiosk-entries.ts';
import { KioskView } from './kiosk-view.ts';
import { mayGoBelow } from './retention.ts';
import { sealTo } from './seal.ts';

/** Free bytes that the log leaves: some thousand records with their signatures (X28). */
export const RESERVE_BYTES = 200 * 1024 * 1024;

export interface LedgerOptions extends EntryOrigin {
  readonly folder: string;
  /** Name of the log and of its key: the device's id. */
  readonly origin: string;
  /** Ed25519 private key of the device. */
  readonly signingKey: KeyObject;
  /** Further signers of its checkpoints, such as an SM2 key. */
  readonly alsoSigns?: readonly NoteSigner[];
  readonly software: string;
  /** The trusted county's key, which cosigns; without one nothing is ever pruned. */
  readonly county?: VerifierKey | undefined;
  /** Bytes to be left free on the disk; RESERVE_BYTES by default. */
  readonly reserveBytes?: number;
}

export type BlobKind = Extract<LedgerEvent, { event: 'blob-stored' }>['kind'];

/** What a ledger is made of. */
interface Parts {
  readonly log: LogWriter<LedgerEvent, LedgerEntry>;
  readonly entries: KioskEntries;
  readonly view: KioskView;
  readonly blobs: BlobFiles;
  readonly cosignature: CosignatureFile | undefined;
}

/** The kiosk's log: what happened on this device, who is confirmed, and what the county has seen of it. */
export class Ledger {
  readonly #options: LedgerOptions;
  readonly #parts: Parts;

  private constructor(options: LedgerOptions, parts: Parts) {
    this.#options = options;
    this.#parts = parts;
  }

  /**
   * Opens or starts the log in `folder` and appends `device-started`. Rejects with a LedgerFault when another process
   * writes it, entries are damaged, the county has seen entries that are not here, or the disk failed.
   */
  static async open(options: LedgerOptions): Promise<Ledger> {
    const entries = new KioskEntries(options);
    const blobs = new BlobFiles(options.folder);
    const untold = blobs.untold();
    const view = new KioskView(0, untold);
    const { folder, origin, signingKey, alsoSigns = [] } = options;
    const forget = (bytes: Uint8Array): void => forgetBlob(bytes, blobs);
    const log = await LogWriter.open({ folder, origin, signingKey, alsoSigns, codec: entries, view, forget });
    try {
      blobs.settle(untold, view.blobsSeen);
      // At a start the tiles of every entry of the journal are on the disk.
      const cosignature = cosignatureOf(options, log.size);
      const ledger = new Ledger(options, { log, entries, view, blobs, cosignature });
      await ledger.#start();
      return ledger;
    } catch (error) {
      await log.close();
      throw error;
    }
  }

  /** Number of durable entries. */
  get size(): number {
    return this.#parts.log.size;
  }

  /** Why the ledger takes no more entries, or null while it does. */
  get outage(): ErrorCode | null {
    return this.#parts.log.outage;
  }

  /** The largest tree that the county has cosigned; undefined before the first. */
  get cosigned(): Cosigned | undefined {
    return this.#parts.cosignature?.latest;
  }

  /** Hex digest of the settings that the log told last; null before the first. */
  get settings(): string | null {
    return this.#parts.view.settings;
  }

  /** Hex digest of the order that named the recipients last; null before the first. */
  get recipientsOrder(): string | null {
    return this.#parts.view.recipientsOrder;
  }

  /** Appends an event; resolved only when it is durable (LogWriter). */
  append(event: LedgerEvent): Promise<Appended> {
    return this.#parts.log.append(event);
  }

  /** Publishes and signs everything appended so far. */
  checkpoint(): Promise<void> {
    return this.#parts.log.checkpoint();
  }

  /** The confirmation of a person (hex person digest) in a year, from durable entries only. */
  confirmation(year: number, person: string): Confirmation | undefined {
    return this.#parts.view.confirmations.find(year, person);
  }

  /** What an entry written now would say of the wall clock: `suspect` when it ran backwards (E0). */
  clock(): LedgerEntry['clock'] {
    return this.#parts.entries.clockAfter(this.#parts.log.last);
  }

  /**
   * Whether no visit may begin because the disk has less than its reserve left: E-LEDGER-025, or null. Visits that have
   * begun are written into the reserve.
   */
  async full(): Promise<ErrorCode | null> {
    const { bavail, bsize } = await statfs(this.#options.folder);
    return bavail * bsize < (this.#options.reserveBytes ?? RESERVE_BYTES) ? 'E-LEDGER-025' : null;
  }

  /**
   * Seals bytes to the recipients, keeps them durably under the SHA-256 of what was sealed and then tells the log; gives
   * that name. The plaintext is the caller's to overwrite. Errors: E-LEDGER-024 (too large), E-LEDGER-025 (disk full),
   * those of an append.
   */
  async putBlob(
    bytes: Uint8Array,
    kind: BlobKind,
    visit: string,
    recipients: readonly string[],
  ): Promise<Result<{ readonly sha256: string; readonly bytes: number }>> {
    if (bytes.length > MAX_BLOB_BYTES) return fail('E-LEDGER-024', `${bytes.length} bytes`);
    const full = await this.full();
    if (full !== null) return fail(full);
    const sealed = await sealTo(bytes, recipients);
    try {
      const sha256 = this.#parts.blobs.keep(sealed);
      await this.append({ event: 'blob-stored', sha256, bytes: sealed.length, kind, visit });
      this.#parts.blobs.told(sha256);
      return ok({ sha256, bytes: sealed.length });
    } catch (error) {
      return fail(error instanceof LedgerFault ? error.code : 'E-LEDGER-007', kind);
    }
  }

  /** The sealed bytes of a blob by the hex SHA-256 of them; undefined when there are none. */
  blob(sha256: string): Buffer | undefined {
    return this.#parts.blobs.read(sha256);
  }

  /**
   * Takes a checkpoint of this log that the county has cosigned (C2SP tlog-cosignature), the text of a signed file from
   * it. Gives what is kept then. Errors: E-LEDGER-022 (not by this log and the trusted county), E-LEDGER-023 (of a tree
   * that this log never signed), those of an append.
   */
  async takeCosignature(note: string): Promise<Result<Cosigned>> {
    const { cosignature, view, log } = this.#parts;
    if (cosignature === undefined) return fail('E-LEDGER-022', 'no county is trusted');
    const taken = cosignature.take(note, log.signedSize);
    if (!taken.ok) return taken;
    const { size, time, news } = taken.value;
    if (news && view.cosignings.worthTelling(time * 1000)) {
      const told = await this.#tell({ event: 'cosigned', size, time: new Date(time * 1000).toISOString() });
      if (!told.ok) return told;
    }
    return ok({ size, time });
  }

  /**
   * Takes entries off the disk that the county has cosigned and that are older than `months` by its clock, in whole
   * bundles, with their blobs; hash tiles stay. `now` is in milliseconds since 1970. Gives below which index nothing is
   * left. Errors: E-LEDGER-007, E-LEDGER-021 (disk); then nothing went, or the next start goes on.
   */
  async prune(now: number, months: number): Promise<Result<number>> {
    const { log, view } = this.#parts;
    const below = mayGoBelow(this.cosigned, view.cosignings, now, months);
    if (below <= log.prunedBelow) return ok(log.prunedBelow);
    const told = await this.#tell({ event: 'pruned', below });
    if (!told.ok) return told;
    try {
      await log.checkpoint();
      await log.prune(below, new KioskView(new Date(now).getUTCFullYear() - 1));
      return ok(below);
    } catch (error) {
      if (error instanceof LedgerFault) return fail(error.code);
      throw error;
    }
  }

  /** Writes out what waits, signs it, and lets go of the ledger. Rejects when that could not be written. */
  async close(): Promise<void> {
    await this.#parts.log.close();
  }

  async #tell(event: LedgerEvent): Promise<Result<void>> {
    try {
      await this.append(event);
      return ok(undefined);
    } catch (error) {
      if (error instanceof LedgerFault) return fail(error.code);
      throw error;
    }
  }

  async #start(): Promise<void> {
    const { log, entries } = this.#parts;
    if (log.last !== undefined && this.clock() === 'suspect')
      await this.append({ event: 'clock-suspect', wall: entries.wall(), last: log.last.wall });
    const { software } = this.#options;
    await this.append({ event: 'device-started', software, recovered: log.recovered });
    await this.checkpoint();
  }
}

function cosignatureOf(options: LedgerOptions, size: number): CosignatureFile | undefined {
  const { folder, origin, signingKey, county } = options;
  const log = parseVerifierKey(verifierKeyText(origin, signingKey));
  if (log === undefined) throw new Error('a key text that was just written must parse');
  return county === undefined
    ? undefined
    : new CosignatureFile({ folder, log, county: cosignerOf(county) }, size);
}

/** The blob of a pruned entry goes with it. */
function forgetBlob(bytes: Uint8Array, blobs: BlobFiles): void {
  const event = decodeEntry(bytes)?.data;
  if (event?.event === 'blob-stored') blobs.drop(event.sha256);
}
