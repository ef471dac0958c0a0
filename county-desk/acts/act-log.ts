import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import canonicalize from 'canonicalize';
import { parseVerifierKey } from '../../domain/tlog/index.ts';
import { LedgerFault, LogWriter } from '../../ledger/index.ts';
import type { CountyKeys } from '../enrolment/index.ts';
import type { CountyStore } from '../store/index.ts';
import type { CountyEntry } from './act.ts';
import { countyCodec, type Deed } from './county-entries.ts';
import { actsFolder, readActs } from './read-acts.ts';

/** The county's own ledger, as those see it who write into it. */
export interface ActLog {
  /**
   * Writes down an act; resolved when it is durable and in the store. `by` is the officer's account, `tool`, or
   * `cli:NAME`. Rejects with a LedgerFault: E-COUNTY-076 when another program does not let go of the ledger.
   */
  append(by: string, act: Deed['data']): Promise<CountyEntry>;
  /** The same for many acts, which share their fsyncs. They stand in the ledger one after another. */
  appendAll(by: string, acts: readonly Deed['data'][]): Promise<readonly CountyEntry[]>;
  close(): Promise<void>;
}

export interface ActLogOptions {
  /** The county's folder; the ledger lies in `acts/` inside. */
  readonly folder: string;
  readonly keys: CountyKeys;
  readonly store: CountyStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds to wait for another program that writes; 10 seconds by default. */
  readonly waitMs?: number;
}

const WAIT_MS = 10_000;
/** How often a waiting program tries, and how long one that let go leaves the ledger alone. */
const TRY_MS = 50;
const LEAVE_MS = 200;
const LOOK_MS = 100;
/** Acts that are written as one batch. */
const BATCH = 500;

/**
 * Several programs write the county's ledger, one at a time: each holds the writer's lock until another one asks for
 * it by the file `wanted`. Whoever gets it first brings the store up to the ledger; the store follows under the
 * same lock, so it never misses an act and never has one that the ledger has not.
 */
export class CountyActLog implements ActLog {
  readonly #options: ActLogOptions;
  readonly #origin: string;
  readonly #wanted: string;
  #writer: LogWriter<Deed, CountyEntry> | undefined;
  #written: CountyEntry[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  #watch: NodeJS.Timeout | undefined;
  #leftAt = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(options: ActLogOptions) {
    const key = parseVerifierKey(options.keys.verifierKey);
    if (key === undefined) throw new Error("the county's verifier key must parse");
    this.#options = options;
    this.#origin = key.name;
    this.#wanted = join(actsFolder(options.folder), 'wanted');
  }

  async append(by: string, act: Deed['data']): Promise<CountyEntry> {
    const [entry] = await this.appendAll(by, [act]);
    if (entry === undefined) throw new Error('an act that was written has an entry');
    return entry;
  }

  appendAll(by: string, acts: readonly Deed['data'][]): Promise<readonly CountyEntry[]> {
    return this.#inTurn(async () => {
      if (this.#closed) throw new LedgerFault('E-LEDGER-008', "the county's ledger is closed");
      const writer = await this.#hold();
      const entries: CountyEntry[] = [];
      for (let at = 0; at < acts.length; at += BATCH)
        entries.push(...(await this.#write(writer, by, acts.slice(at, at + BATCH))));
      return entries;
    });
  }

  /** Brings the store up to the ledger, as every first append does. For a rebuild and for a start. */
  catchUp(): Promise<void> {
    return this.#inTurn(async () => {
      const writer = await this.#hold();
      // What is held may have been brought up long ago, and the store emptied since.
      await writer.checkpoint();
      await this.#bringUp(writer);
    });
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      this.#closed = true;
      await this.#letGo();
    });
  }

  async #write(
    writer: LogWriter<Deed, CountyEntry>,
    by: string,
    acts: readonly Deed['data'][],
  ): Promise<CountyEntry[]> {
    this.#written = [];
    // One that is refused leaves those beside it: all must have come to their end before the store follows.
    const appended = await Promise.allSettled(acts.map((data) => writer.append({ by, data })));
    await this.#follow();
    const refused = appended.find((one) => one.status === 'rejected');
    if (refused?.status === 'rejected') throw refused.reason;
    return this.#written;
  }

  /** The store takes what became durable, also when an act of the batch was refused. */
  async #follow(): Promise<void> {
    try {
      await this.#options.store.takeActs(this.#written);
    } catch (error) {
      // The next holder brings the store up to the ledger.
      await this.#letGo();
      throw error;
    }
  }

  async #hold(): Promise<LogWriter<Deed, CountyEntry>> {
    if (this.#writer !== undefined) return this.#writer;
    const writer = await this.#open();
    this.#writer = writer;
    rmSync(this.#wanted, { force: true });
    await this.#bringUp(writer);
    this.#watch = setInterval(() => this.#lookWhetherWanted(), LOOK_MS).unref();
    return writer;
  }

  async #bringUp(writer: LogWriter<Deed, CountyEntry>): Promise<void> {
    const { folder, store } = this.#options;
    try {
      const held = await store.actCount();
      await this.#mustBeOneLedger(held, writer.size);
      for (const batch of readActs(folder, held, writer.size)) await store.takeActs(batch);
    } catch (error) {
      await this.#letGo();
      throw error;
    }
  }

  /**
   * The store must hold a part of this very ledger. One that was put back from an older backup would give numbers anew that
   * the store has: it would pass the new acts over, and nobody would know.
   */
  async #mustBeOneLedger(held: number, size: number): Promise<void> {
    if (held > size)
      throw new LedgerFault('E-COUNTY-085', `the ledger has ${size} acts, the store holds ${held}`);
    if (held === 0) return;
    const [last] = await this.#options.store.acts(held - 1, 1);
    const [bundle] = readActs(this.#options.folder, held - 1, held);
    if (canonicalize(last) !== canonicalize(bundle?.at(-1)))
      throw new LedgerFault('E-COUNTY-085', `act ${held - 1} of the ledger is another one in the store`);
  }

  async #open(): Promise<LogWriter<Deed, CountyEntry>> {
    const { folder, keys, now, waitMs = WAIT_MS } = this.#options;
    const until = Date.now() + waitMs;
    await sleep(Math.max(0, this.#leftAt + LEAVE_MS - Date.now()));
    for (;;) {
      try {
        return await LogWriter.open({
          folder: actsFolder(folder),
          origin: this.#origin,
          signingKey: keys.signingKey,
          codec: countyCodec(now),
          view: {
            replay: () => undefined,
            note: (entry) => {
              this.#written.push(entry);
            },
          },
        });
      } catch (error) {
        if (!(error instanceof LedgerFault) || error.code !== 'E-LEDGER-005') throw error;
        if (Date.now() >= until)
          throw new LedgerFault('E-COUNTY-076', "another program holds the county's ledger", error);
        writeFileSync(this.#wanted, '', { mode: 0o600 });
        await sleep(TRY_MS);
      }
    }
  }

  #lookWhetherWanted(): void {
    if (!existsSync(this.#wanted)) return;
    clearInterval(this.#watch);
    // What fails here is told by the next append.
    this.#inTurn(() => this.#letGo()).catch(() => undefined);
  }

  async #letGo(): Promise<void> {
    clearInterval(this.#watch);
    const writer = this.#writer;
    this.#writer = undefined;
    if (writer === undefined) return;
    this.#leftAt = Date.now();
    await writer.close();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#turn.then(work);
    this.#turn = run.catch(() => undefined);
    return run;
  }
}
