import { createPublicKey, type KeyObject } from 'node:crypto';
import { constants, type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { makeFolderDurably, sweepTemporaries, syncFolder } from '../../config/index.ts';
import { type ErrorCode, type LedgerEntry, LedgerEvent } from '../../domain/index.ts';
import {
  decodeEntry,
  encodeEntry,
  type Frontier,
  leafHash,
  MAX_ENTRY_BYTES,
  NO_PREVIOUS,
  parseVerifierKey,
  verifierKeyText,
} from '../../domain/tlog/index.ts';
import type { Confirmation, Confirmations } from './confirmations.ts';
import { LedgerFault } from './fault.ts';
import { encodeFrame, MAX_FRAME_ENTRIES } from './journal-frame.ts';
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

export interface LedgerOptions {
  readonly folder: string;
  /** Name of the log and of its key: the device's id. */
  readonly origin: string;
  /** Ed25519 private key of the device. */
  readonly signingKey: KeyObject;
  /** UUID of this start of the daemon. */
  readonly boot: string;
  readonly software: string;
  /** Wall clock, milliseconds since 1970. */
  now(): number;
  /** Monotonic clock, milliseconds since the daemon started. */
  monotonic(): number;
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
  readonly #journal: FileHandle;
  readonly #unlock: () => void;
  readonly #frontier: Frontier;
  readonly #confirmations: Confirmations;
  readonly #publisher: Publisher;
  #end: number;
  #prev: string;
  #lastWall: string | undefined;
  #waiting: Waiting[] = [];
  #checkpoints: Array<{ resolve(): void; reject(error: unknown): void }> = [];
  #writing: Promise<void> | undefined;
  #stopped: LedgerFault | undefined;

  private constructor(options: LedgerOptions, journal: FileHandle, unlock: () => void, found: Replayed) {
    this.#options = options;
    this.#journal = journal;
    this.#unlock = unlock;
    this.#frontier = found.frontier;
    this.#confirmations = found.confirmations;
    this.#end = found.end;
    const size = found.frontier.size;
    this.#publisher = new Publisher(
      options.folder,
      options.origin,
      options.signingKey,
      size,
      found.bundle.length,
    );
    this.#prev = found.last === undefined ? NO_PREVIOUS : hex(leafHash(found.last));
    this.#lastWall = found.last === undefined ? undefined : decodeEntry(found.last)?.wall;
  }

  /**
   * Opens or starts the log in `folder`: takes the writer's lock, replays the journal, cuts a torn tail, and
   * appends `device-started`. Rejects with a LedgerFault when another process writes it or entries are damaged.
   */
  static async open(options: LedgerOptions): Promise<Ledger> {
    makeFolderDurably(options.folder);
    const unlock = takeWriterLock(options.folder);
    let journal: FileHandle | undefined;
    try {
      sweepTemporaries(options.folder);
      journal = await open(join(options.folder, 'journal'), constants.O_RDWR | constants.O_CREAT, 0o600);
      syncFolder(options.folder);
      const publicKey = createPublicKey(options.signingKey);
      const verifier = parseVerifierKey(verifierKeyText(options.origin, publicKey));
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
    const wall = new Date(this.#options.now()).toISOString();
    return this.#lastWall !== undefined && wall < this.#lastWall ? 'suspect' : 'good';
  }

  /** Writes out what waits, signs it, and lets go of the ledger. */
  async close(): Promise<void> {
    if (this.#stopped === undefined) await this.checkpoint();
    this.#stopped ??= new LedgerFault('E-LEDGER-008', 'the ledger is closed');
    await this.#writing;
    await this.#journal.close();
    this.#unlock();
  }

  async #start(recovered: number): Promise<void> {
    const wall = new Date(this.#options.now()).toISOString();
    const last = this.#lastWall;
    if (last !== undefined && wall < last) await this.append({ event: 'clock-suspect', wall, last });
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
        const asked = this.#waiting.length === 0 ? this.#checkpoints.splice(0) : [];
        if (asked.length > 0 || this.#publisher.due) this.#publisher.publish(this.#frontier);
        for (const one of asked) one.resolve();
      }
    } catch (error) {
      this.#stop(new LedgerFault('E-LEDGER-007', 'writing the ledger failed', error));
    }
  }

  async #commit(batch: Waiting[]): Promise<void> {
    const taken: Array<{ waiting: Waiting; entry: LedgerEntry; bytes: Buffer; hash: Buffer }> = [];
    for (const waiting of batch) {
      const before = taken.at(-1);
      const entry = this.#entry(waiting.event, taken.length, before?.entry.wall, before && hex(before.hash));
      const bytes = encodeEntry(entry);
      if (bytes.length <= MAX_ENTRY_BYTES)
        taken.push({ waiting, entry, bytes, hash: Buffer.from(leafHash(bytes)) });
      else waiting.reject(new LedgerFault('E-LEDGER-006', `the entry has ${bytes.length} bytes`));
    }
    if (taken.length === 0) return;
    try {
      await this.#write(encodeFrame(taken.map(({ bytes }) => bytes)));
    } catch (error) {
      const fault = new LedgerFault('E-LEDGER-007', 'writing the journal failed', error);
      for (const { waiting } of taken) waiting.reject(fault);
      throw fault;
    }
    for (const { waiting, entry, bytes, hash } of taken) {
      const index = this.#frontier.size;
      const important = entry.data.event === 'visit-outcome';
      this.#publisher.add(bytes, this.#frontier.push(hash), important);
      this.#confirmations.note(entry.data, index, hex(hash), entry.wall);
      this.#prev = hex(hash);
      this.#lastWall = entry.wall;
      waiting.resolve({ index, leafHash: hex(hash), origin: this.#options.origin });
    }
  }

  #entry(event: LedgerEvent, offset: number, wallBefore = this.#lastWall, prev = this.#prev): LedgerEntry {
    const wall = new Date(this.#options.now()).toISOString();
    return {
      v: 1,
      seq: this.#frontier.size + offset,
      boot: this.#options.boot,
      mono: Math.max(0, Math.round(this.#options.monotonic())),
      wall,
      clock: wallBefore !== undefined && wall < wallBefore ? 'suspect' : 'good',
      prev,
      data: event,
    };
  }

  async #write(frame: Buffer): Promise<void> {
    for (let done = 0; done < frame.length; ) {
      const { bytesWritten } = await this.#journal.write(frame, done, frame.length - done, this.#end + done);
      done += bytesWritten;
    }
    await this.#journal.datasync();
    this.#end += frame.length;
  }

  #stop(fault: LedgerFault): void {
    this.#stopped ??= fault;
    for (const one of [...this.#waiting.splice(0), ...this.#checkpoints.splice(0)]) one.reject(this.#stopped);
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
