import { setImmediate } from 'node:timers/promises';
import { makeFolderDurably, sweepTemporaries } from '../config/index.ts';
import type { ErrorCode } from '../domain/index.ts';
import {
  type EntryLink,
  type Frontier,
  parseVerifierKey,
  TILE_WIDTH,
  verifierKeyText,
} from '../domain/tlog/index.ts';
import type { EntryCodec, LogView, PrunableView } from './codec.ts';
import { type Draft, EntrySequence } from './entry-sequence.ts';
import { LedgerFault } from './fault.ts';
import { JournalFile } from './journal-file.ts';
import { MAX_FRAME_ENTRIES } from './journal-frame.ts';
import { dropUnfinishedRewrite, JournalRewrite } from './journal-rewrite.ts';
import { dropBundlesBelow } from './pruned-bundles.ts';
import { Publisher, type PublisherOptions } from './publisher.ts';
import { type Replayed, replay } from './replay.ts';
import { takeWriterLock } from './writer-lock.ts';

/** Where an appended entry stands: what the receipt's QR carries. */
export interface Appended {
  readonly index: number;
  /** Hex leaf hash (RFC 6962). */
  readonly leafHash: string;
  readonly origin: string;
}

/** `origin` names the log and its key (C2SP tlog-checkpoint). */
export interface LogWriterOptions<Event, Entry extends EntryLink> extends PublisherOptions {
  readonly codec: EntryCodec<Event, Entry>;
  readonly view?: LogView<Entry> | PrunableView<Entry>;
  /** Shown each entry that was pruned, before its bundle is deleted; after a crash perhaps twice. */
  readonly forget?: (entry: Uint8Array) => void;
  /** Milliseconds from the first entry that no checkpoint covers to the checkpoint; 10 minutes by default. */
  readonly signWithinMs?: number;
}

/** Events that wait for the writer at most; more than these mean that the disk has stopped. */
const MAX_WAITING = 1000;
const SIGN_WITHIN_MS = 600_000;
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

interface Waiting<Event> {
  readonly event: Event;
  resolve(appended: Appended): void;
  reject(error: unknown): void;
}

interface Asked {
  resolve(): void;
  reject(error: unknown): void;
}

type Taken<Event, Entry> = ReadonlyArray<{ waiting: Waiting<Event>; draft: Draft<Entry> }>;

/**
 * The one writer of a log.
 *
 * Order of an append: frame into the journal, fdatasync, acknowledgement; later bundle, tiles, checkpoint.
 * What kill -9 or a power cut leaves, instant by instant:
 * - before the frame is written: nothing; nobody was told of the entry.
 * - inside the write, or before fdatasync returns: no frame, a torn one, or a whole one. The start cuts a torn
 *   one by its CRC. A whole one stays: an entry nobody was told of may exist, one that was told is never gone.
 * - after fdatasync, before the acknowledgement: the entry stays; whoever asks after it finds it (`view`).
 * - inside bundle or tiles: the checkpoint still names the older tree, whose tiles are prefixes of what is there.
 *   The start makes tails and missing tiles again from the journal.
 * - inside the checkpoint: its old or its new text, whole (rename), never larger than the durable journal.
 * - inside a pruning: the old journal or the new one, whole (rename). Bundles that should be gone go at the start.
 */
export class LogWriter<Event, Entry extends EntryLink> {
  /** Torn frames that the start cut: 0 or 1. */
  readonly recovered: number;
  readonly #options: LogWriterOptions<Event, Entry>;
  #journal: JournalFile;
  readonly #unlock: () => void;
  readonly #frontier: Frontier;
  readonly #sequence: EntrySequence<Event, Entry>;
  readonly #publisher: Publisher;
  #waiting: Array<Waiting<Event>> = [];
  #checkpoints: Asked[] = [];
  #rewrite: (Asked & { readonly rewrite: JournalRewrite; readonly below: number }) | undefined;
  #pruning = false;
  #below: number;
  #writing: Promise<void> | undefined;
  #stopped: LedgerFault | undefined;
  #signSoon: NodeJS.Timeout | undefined;

  private constructor(
    options: LogWriterOptions<Event, Entry>,
    journal: JournalFile,
    unlock: () => void,
    found: Replayed,
  ) {
    this.#options = options;
    this.#journal = journal;
    this.#unlock = unlock;
    this.#frontier = found.frontier;
    this.recovered = found.recovered;
    this.#below = found.below;
    this.#sequence = new EntrySequence(options.codec, found.last);
    this.#publisher = new Publisher(options, {
      size: found.frontier.size,
      bundleBytes: found.bundle.length,
      signed: found.signed,
    });
    journal.continueAt(found.end);
  }

  /**
   * Opens or starts the log in `folder`: takes the writer's lock, replays the journal and cuts a torn tail. Rejects
   * with a LedgerFault when another process writes it or entries are damaged.
   */
  static async open<Event, Entry extends EntryLink>(
    options: LogWriterOptions<Event, Entry>,
  ): Promise<LogWriter<Event, Entry>> {
    makeFolderDurably(options.folder);
    const unlock = takeWriterLock(options.folder);
    let journal: JournalFile | undefined;
    try {
      sweepTemporaries(options.folder);
      dropUnfinishedRewrite(options.folder);
      journal = await JournalFile.open(options.folder);
      const verifier = parseVerifierKey(verifierKeyText(options.origin, options.signingKey));
      if (verifier === undefined) throw new Error('a key text that was just written must parse');
      const found = replay(options.folder, journal.fd, verifier, options.view);
      dropBundlesBelow(options.folder, found.below, options.forget);
      return new LogWriter(options, journal, unlock, found);
    } catch (error) {
      await journal?.close();
      unlock();
      throw error;
    }
  }

  /** Number of durable entries. */
  get size(): number {
    return this.#frontier.size;
  }

  /** Entries at the beginning that were pruned. */
  get prunedBelow(): number {
    return this.#below;
  }

  /** Entries under the last signed checkpoint. */
  get signedSize(): number {
    return this.#publisher.signed?.size ?? 0;
  }

  /** The last durable entry; undefined in an empty log, or when nothing came after a pruning. */
  get last(): Entry | undefined {
    return this.#sequence.last;
  }

  /** Why the log takes no more entries, or null while it does. */
  get outage(): ErrorCode | null {
    return this.#stopped?.code ?? null;
  }

  /**
   * Appends an event; resolved only when it is durable. Concurrent appends share one fsync.
   * Rejects with a LedgerFault when the entry is too large, the log is closed or the disk failed.
   */
  append(event: Event): Promise<Appended> {
    return new Promise((resolve, reject) => {
      if (this.#stopped !== undefined) return reject(this.#stopped);
      if (this.#waiting.length >= MAX_WAITING)
        return reject(new LedgerFault('E-LEDGER-012', `${MAX_WAITING} entries wait for the disk`));
      // Parsed again so that nothing beside the event's own fields can reach the disk.
      this.#waiting.push({ event: this.#options.codec.parse(event), resolve, reject });
      this.#work();
    });
  }

  /** Publishes and signs everything appended so far. */
  checkpoint(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#stopped !== undefined) return reject(this.#stopped);
      this.#checkpoints.push({ resolve, reject });
      this.#work();
    });
  }

  /**
   * Takes the entries below an index off the disk, which must be a multiple of 256 under the signed checkpoint. Hash
   * tiles stay. `view` is a fresh one: it is shown what goes, and its snapshot is what a start knows of it. Appends go
   * on meanwhile, but for the moment of the change. Rejects with a LedgerFault when the disk failed; then nothing went.
   */
  async prune(below: number, view: PrunableView<Entry>): Promise<void> {
    if (this.#stopped !== undefined) throw this.#stopped;
    if (below % TILE_WIDTH !== 0 || below <= this.#below || below > this.signedSize || this.#pruning)
      throw new RangeError(`cannot prune below ${below}: ${this.#below} are gone, ${this.signedSize} signed`);
    this.#pruning = true;
    try {
      const rewrite = await JournalRewrite.begin(this.#options.folder, this.#journal, below, view);
      await this.#putInForce(rewrite, below);
      dropBundlesBelow(this.#options.folder, below, this.#options.forget);
    } catch (error) {
      throw error instanceof LedgerFault ? error : faultOf(error, 'pruning the ledger failed');
    } finally {
      this.#pruning = false;
    }
  }

  /** Writes out what waits, signs it, and lets go of the log. Rejects when that could not be written. */
  async close(): Promise<void> {
    try {
      if (this.#stopped === undefined) await this.checkpoint();
    } finally {
      this.#stopped ??= new LedgerFault('E-LEDGER-008', 'the ledger is closed');
      await this.#writing;
      clearTimeout(this.#signSoon);
      await this.#journal.close();
      this.#unlock();
    }
  }

  /** Whether there is something to write. */
  get #asked(): boolean {
    return this.#waiting.length > 0 || this.#checkpoints.length > 0 || this.#rewrite !== undefined;
  }

  #work(): void {
    this.#writing ??= this.#drain().finally(() => {
      this.#writing = undefined;
      if (this.#stopped === undefined && this.#asked) this.#work();
    });
  }

  async #drain(): Promise<void> {
    try {
      while (this.#asked) {
        // Callers of this turn of the event loop get into the same frame.
        await setImmediate();
        if (this.#waiting.length > 0) await this.#commit(this.#waiting.splice(0, MAX_FRAME_ENTRIES));
        await this.#changeJournal();
        if (this.#checkpoints.length === 0 && !this.#publisher.due) continue;
        // Those who were just told go first: a person waits behind them.
        await setImmediate();
        const everythingIn = this.#waiting.length === 0;
        if (everythingIn || this.#publisher.due) this.#publish();
        if (everythingIn) for (const asked of this.#checkpoints.splice(0)) asked.resolve();
      }
    } catch (error) {
      this.#stop(error instanceof LedgerFault ? error : faultOf(error, 'writing the ledger failed'));
    }
  }

  async #commit(batch: ReadonlyArray<Waiting<Event>>): Promise<void> {
    const taken: Array<{ waiting: Waiting<Event>; draft: Draft<Entry> }> = [];
    for (const waiting of batch) {
      try {
        taken.push({ waiting, draft: this.#sequence.draft(waiting.event, taken.at(-1)?.draft) });
      } catch (error) {
        // This one alone cannot be an entry; those beside it can.
        waiting.reject(error);
      }
    }
    if (taken.length === 0) return;
    try {
      await this.#journal.append(taken.map(({ draft }) => draft.bytes));
    } catch (error) {
      const fault = faultOf(error, 'writing the journal failed');
      for (const { waiting } of taken) waiting.reject(fault);
      throw fault;
    }
    this.#acknowledge(taken);
    this.#signSoon ??= setTimeout(
      () => this.#signNow(),
      this.#options.signWithinMs ?? SIGN_WITHIN_MS,
    ).unref();
  }

  /** Tells who waits; a broken invariant leaves nobody waiting: the entries are durable, the next start finds them. */
  #acknowledge(taken: Taken<Event, Entry>): void {
    try {
      for (const { waiting, draft } of taken) waiting.resolve(this.#accept(draft));
    } catch (error) {
      const fault = new LedgerFault('E-LEDGER-007', 'a durable entry could not be taken in', error);
      // Those who were told already take no notice.
      for (const { waiting } of taken) waiting.reject(fault);
      throw fault;
    }
  }

  /** Takes a durable entry into everything that is kept in memory. */
  #accept(draft: Draft<Entry>): Appended {
    const { entry, bytes, hash } = draft;
    const index = this.#frontier.size;
    const full = this.#frontier.push(Buffer.from(hash, 'hex'));
    this.#publisher.add(bytes, full, this.#options.codec.atOnce(entry));
    this.#options.view?.note(entry, index, hash);
    this.#sequence.accept(draft);
    return { index, leafHash: hash, origin: this.#options.origin };
  }

  async #putInForce(rewrite: JournalRewrite, below: number): Promise<void> {
    try {
      await new Promise<void>((resolve, reject) => {
        if (this.#stopped !== undefined) return reject(this.#stopped);
        this.#rewrite = { rewrite, below, resolve, reject };
        this.#work();
      });
    } catch (error) {
      await rewrite.abandon();
      throw error;
    }
  }

  /** Puts a rewritten journal in the place of the old one, while nobody writes. */
  async #changeJournal(): Promise<void> {
    if (this.#rewrite === undefined) return;
    const { rewrite, below, resolve } = this.#rewrite;
    this.#journal = await rewrite.finish();
    this.#rewrite = undefined;
    this.#below = below;
    resolve();
  }

  #publish(): void {
    clearTimeout(this.#signSoon);
    this.#signSoon = undefined;
    this.#publisher.publish(this.#frontier);
  }

  /** The time since the first entry without a checkpoint is over. A disk that fails here is told by `outage`. */
  #signNow(): void {
    this.checkpoint().catch(() => undefined);
  }

  #stop(fault: LedgerFault): void {
    this.#stopped ??= fault;
    clearTimeout(this.#signSoon);
    for (const one of [...this.#waiting.splice(0), ...this.#checkpoints.splice(0)]) one.reject(this.#stopped);
    this.#rewrite?.reject(this.#stopped);
    this.#rewrite = undefined;
  }
}

/** What a failed write comes to: a full disk is told from a broken one. */
function faultOf(error: unknown, what: string): LedgerFault {
  const full = error instanceof Error && 'code' in error && FULL.has(String(error.code));
  return new LedgerFault(full ? 'E-LEDGER-021' : 'E-LEDGER-007', what, error);
}
