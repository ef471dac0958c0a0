import type { KeyObject } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { makeFolderDurably, sweepTemporaries } from '../../config/index.ts';
import { type ErrorCode, type LedgerEntry, LedgerEvent } from '../../domain/index.ts';
import { type Frontier, parseVerifierKey, verifierKeyText } from '../../domain/tlog/index.ts';
import type { Confirmation, Confirmations } from './confirmations.ts';
import { type Draft, type EntryOrigin, EntrySequence } from './entry-sequence.ts';
import { LedgerFault } from './fault.ts';
import { JournalFile } from './journal-file.ts';
import { MAX_FRAME_ENTRIES } from './journal-frame.ts';
import { Publisher } from './publisher.ts';
import { type Replayed, replay } from './replay.ts';
import { takeWriterLock } from './writer-lock.ts';

/** Where an appended entry stands: what the receipt's QR carries. */
export interface Appended {
  readonly index: number;
  /** Hex leaf hash (RFC 6962). */
  readonly leafHash: string;
  readonly origin: string;
}

export interface LedgerOptions extends EntryOrigin {
  readonly folder: string;
  /** Name of the log and of its key: the device's id. */
  readonly origin: string;
  /** Ed25519 private key of the device. */
  readonly signingKey: KeyObject;
  readonly software: string;
}

/** Events that wait for the writer at most; more than these mean that the disk has stopped. */
const MAX_WAITING = 1000;

interface Waiting {
  readonly event: LedgerEvent;
  resolve(appended: Appended): void;
  reject(error: unknown): void;
}

/**
 * The one writer of a kiosk's log.
 *
 * Order of an append: frame into the journal, fdatasync, acknowledgement; later bundle, tiles, checkpoint.
 * What kill -9 or a power cut leaves, instant by instant:
 * - before the frame is written: nothing; nobody was told of the entry.
 * - inside the write, or before fdatasync returns: no frame, a torn one, or a whole one. The start cuts a torn
 *   one by its CRC. A whole one stays: an entry nobody was told of may exist, one that was told is never gone.
 * - after fdatasync, before the acknowledgement: the entry stays; a visit asks `confirmation()` and finds it.
 * - inside bundle or tiles: the checkpoint still names the older tree, whose tiles are prefixes of what is there.
 *   The start makes tails and missing tiles again from the journal.
 * - inside the checkpoint: its old or its new text, whole (rename), never larger than the durable journal.
 */
export class Ledger {
  readonly #options: LedgerOptions;
  readonly #journal: JournalFile;
  readonly #unlock: () => void;
  readonly #frontier: Frontier;
  readonly #confirmations: Confirmations;
  readonly #sequence: EntrySequence;
  readonly #publisher: Publisher;
  #waiting: Waiting[] = [];
  #checkpoints: Array<{ resolve(): void; reject(error: unknown): void }> = [];
  #writing: Promise<void> | undefined;
  #stopped: LedgerFault | undefined;

  private constructor(options: LedgerOptions, journal: JournalFile, unlock: () => void, found: Replayed) {
    const { folder, origin, signingKey } = options;
    this.#options = options;
    this.#journal = journal;
    this.#unlock = unlock;
    this.#frontier = found.frontier;
    this.#confirmations = found.confirmations;
    this.#sequence = new EntrySequence(options, found.last);
    this.#publisher = new Publisher(folder, origin, signingKey, found.frontier.size, found.bundle.length);
    journal.continueAt(found.end);
  }

  /**
   * Opens or starts the log in `folder`: takes the writer's lock, replays the journal, cuts a torn tail, and
   * appends `device-started`. Rejects with a LedgerFault when another process writes it or entries are damaged.
   */
  static async open(options: LedgerOptions): Promise<Ledger> {
    makeFolderDurably(options.folder);
    const unlock = takeWriterLock(options.folder);
    let journal: JournalFile | undefined;
    try {
      sweepTemporaries(options.folder);
      journal = await JournalFile.open(options.folder);
      const verifier = parseVerifierKey(verifierKeyText(options.origin, options.signingKey));
      if (verifier === undefined) throw new Error('a key text that was just written must parse');
      const found = replay(options.folder, journal.fd, verifier);
      const ledger = new Ledger(options, journal, unlock, found);
      await ledger.#start(found.recovered);
      return ledger;
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

  /**
   * Appends an event; resolved only when it is durable. Concurrent appends share one fsync.
   * Rejects with a LedgerFault when the entry is too large, the ledger is closed or the disk failed.
   */
  append(event: LedgerEvent): Promise<Appended> {
    return new Promise((resolve, reject) => {
      if (this.#stopped !== undefined) return reject(this.#stopped);
      if (this.#waiting.length >= MAX_WAITING)
        return reject(new LedgerFault('E-LEDGER-012', `${MAX_WAITING} entries wait for the disk`));
      // Parsed again so that nothing beside the event's own fields can reach the disk.
      this.#waiting.push({ event: LedgerEvent.parse(event), resolve, reject });
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

  /** The confirmation of a person (hex person digest) in a year, from durable entries only. */
  confirmation(year: number, person: string): Confirmation | undefined {
    return this.#confirmations.find(year, person);
  }

  /** Why the ledger takes no more entries, or null while it does. */
  get outage(): ErrorCode | null {
    return this.#stopped?.code ?? null;
  }

  /** What an entry written now would say of the wall clock: `suspect` when it ran backwards (E0). */
  clock(): LedgerEntry['clock'] {
    return this.#sequence.clock();
  }

  /** Writes out what waits, signs it, and lets go of the ledger. Rejects when that could not be written. */
  async close(): Promise<void> {
    try {
      if (this.#stopped === undefined) await this.checkpoint();
    } finally {
      this.#stopped ??= new LedgerFault('E-LEDGER-008', 'the ledger is closed');
      await this.#writing;
      await this.#journal.close();
      this.#unlock();
    }
  }

  async #start(recovered: number): Promise<void> {
    const last = this.#sequence.lastWall;
    if (last !== undefined && this.clock() === 'suspect')
      await this.append({ event: 'clock-suspect', wall: this.#sequence.wall(), last });
    await this.append({ event: 'device-started', software: this.#options.software, recovered });
    await this.checkpoint();
  }

  #work(): void {
    this.#writing ??= this.#drain().finally(() => {
      this.#writing = undefined;
      if (this.#stopped === undefined && this.#waiting.length + this.#checkpoints.length > 0) this.#work();
    });
  }

  async #drain(): Promise<void> {
    try {
      while (this.#waiting.length > 0 || this.#checkpoints.length > 0) {
        // Callers of this turn of the event loop get into the same frame.
        await setImmediate();
        if (this.#waiting.length > 0) await this.#commit(this.#waiting.splice(0, MAX_FRAME_ENTRIES));
        if (this.#checkpoints.length === 0 && !this.#publisher.due) continue;
        // Those who were just told go first: a person waits behind them.
        await setImmediate();
        const everythingIn = this.#waiting.length === 0;
        if (everythingIn || this.#publisher.due) this.#publisher.publish(this.#frontier);
        if (everythingIn) for (const asked of this.#checkpoints.splice(0)) asked.resolve();
      }
    } catch (error) {
      this.#stop(new LedgerFault('E-LEDGER-007', 'writing the ledger failed', error));
    }
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    const taken: Array<{ waiting: Waiting; draft: Draft }> = [];
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
      const fault = new LedgerFault('E-LEDGER-007', 'writing the journal failed', error);
      for (const { waiting } of taken) waiting.reject(fault);
      throw fault;
    }
    this.#acknowledge(taken);
  }

  /** Tells who waits; a broken invariant leaves nobody waiting: the entries are durable, the next start finds them. */
  #acknowledge(taken: ReadonlyArray<{ waiting: Waiting; draft: Draft }>): void {
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
  #accept(draft: Draft): Appended {
    const { entry, bytes, hash } = draft;
    const index = this.#frontier.size;
    const full = this.#frontier.push(Buffer.from(hash, 'hex'));
    this.#publisher.add(bytes, full, entry.data.event === 'visit-outcome');
    this.#confirmations.note(entry.data, index, hash, entry.wall);
    this.#sequence.accept(draft);
    return { index, leafHash: hash, origin: this.#options.origin };
  }

  #stop(fault: LedgerFault): void {
    this.#stopped ??= fault;
    for (const one of [...this.#waiting.splice(0), ...this.#checkpoints.splice(0)]) one.reject(this.#stopped);
  }
}
