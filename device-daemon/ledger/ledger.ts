import type { KeyObject } from 'node:crypto';
import type { ErrorCode, LedgerEntry, LedgerEvent } from '../../domain/index.ts';
import { type Appended, LogWriter } from '../../ledger/index.ts';
import { type Confirmation, Confirmations } from './confirmations.ts';
import { type EntryOrigin, KioskEntries } from './kiosk-entries.ts';

export interface LedgerOptions extends EntryOrigin {
  readonly folder: string;
  /** Name of the log and of its key: the device's id. */
  readonly origin: string;
  /** Ed25519 private key of the device. */
  readonly signingKey: KeyObject;
  readonly software: string;
}

/** The kiosk's log: what happened on this device, and who is confirmed. */
export class Ledger {
  readonly #log: LogWriter<LedgerEvent, LedgerEntry>;
  readonly #entries: KioskEntries;
  readonly #confirmations: Confirmations;

  private constructor(
    log: LogWriter<LedgerEvent, LedgerEntry>,
    entries: KioskEntries,
    confirmations: Confirmations,
  ) {
    this.#log = log;
    this.#entries = entries;
    this.#confirmations = confirmations;
  }

  /**
   * Opens or starts the log in `folder` and appends `device-started`. Rejects with a LedgerFault when another process
   * writes it, entries are damaged, or the disk failed.
   */
  static async open(options: LedgerOptions): Promise<Ledger> {
    const { folder, origin, signingKey } = options;
    const entries = new KioskEntries(options);
    const confirmations = new Confirmations();
    const log = await LogWriter.open({ folder, origin, signingKey, codec: entries, view: confirmations });
    const ledger = new Ledger(log, entries, confirmations);
    try {
      await ledger.#start(options.software);
      return ledger;
    } catch (error) {
      await log.close();
      throw error;
    }
  }

  /** Number of durable entries. */
  get size(): number {
    return this.#log.size;
  }

  /** Why the ledger takes no more entries, or null while it does. */
  get outage(): ErrorCode | null {
    return this.#log.outage;
  }

  /** Appends an event; resolved only when it is durable (LogWriter). */
  append(event: LedgerEvent): Promise<Appended> {
    return this.#log.append(event);
  }

  /** Publishes and signs everything appended so far. */
  checkpoint(): Promise<void> {
    return this.#log.checkpoint();
  }

  /** The confirmation of a person (hex person digest) in a year, from durable entries only. */
  confirmation(year: number, person: string): Confirmation | undefined {
    return this.#confirmations.find(year, person);
  }

  /** What an entry written now would say of the wall clock: `suspect` when it ran backwards (E0). */
  clock(): LedgerEntry['clock'] {
    return this.#entries.clockAfter(this.#log.last);
  }

  /** Writes out what waits, signs it, and lets go of the ledger. Rejects when that could not be written. */
  async close(): Promise<void> {
    await this.#log.close();
  }

  async #start(software: string): Promise<void> {
    const { last } = this.#log;
    if (last !== undefined && this.clock() === 'suspect')
      await this.append({ event: 'clock-suspect', wall: this.#entries.wall(), last: last.wall });
    await this.append({ event: 'device-started', software, recovered: this.#log.recovered });
    await this.checkpoint();
  }
}
