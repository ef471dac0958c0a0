import { rmSync } from 'node:fs';
import { constants, type FileHandle, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { syncFolder } from '../config/index.ts';
import { type Frontier, leafHash } from '../domain/tlog/index.ts';
import type { PrunableView } from './codec.ts';
import { LedgerFault } from './fault.ts';
import { JournalFile, writeWhole } from './journal-file.ts';
import { encodeBaseFrame, encodeFrame, readFrames, readStart } from './journal-frame.ts';

/** Frames after which others may go on. */
const FRAMES_A_TURN = 64;

/** Where the new journal is made; a start removes what a crash left of one. */
function pathOfNext(folder: string): string {
  return join(folder, 'journal.next');
}

/** Removes what a crash left of a rewriting that was not finished. */
export function dropUnfinishedRewrite(folder: string): void {
  rmSync(pathOfNext(folder), { force: true });
}

/**
 * Writes a journal anew without the entries below an index: a base frame that says what must be known of them, then
 * every other entry. The old journal stays in force until the new one takes its name, whole and durable.
 */
export class JournalRewrite {
  readonly #folder: string;
  readonly #old: JournalFile;
  readonly #next: FileHandle;
  readonly #below: number;
  readonly #frontier: Frontier;
  readonly #view: PrunableView<never>;
  #last: string;
  /** Byte of the old journal up to which it was read. */
  #read: number;
  /** Length of the new one; 0 until its base is written. */
  #written = 0;
  #inForce = false;

  private constructor(
    folder: string,
    old: JournalFile,
    next: FileHandle,
    below: number,
    view: PrunableView<never>,
  ) {
    const start = readStart(old.fd);
    if (start === undefined) throw new LedgerFault('E-LEDGER-002', 'journal damaged at its beginning');
    if (start.base.below > 0) view.restore(start.base.view);
    this.#folder = folder;
    this.#old = old;
    this.#next = next;
    this.#below = below;
    this.#view = view;
    this.#frontier = start.base.frontier;
    this.#last = start.base.last;
    this.#read = start.at;
  }

  /** Begins with all that is durable now. `view` has been shown nothing yet. */
  static async begin(
    folder: string,
    old: JournalFile,
    below: number,
    view: PrunableView<never>,
  ): Promise<JournalRewrite> {
    dropUnfinishedRewrite(folder);
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL;
    const next = await open(pathOfNext(folder), flags, 0o600);
    try {
      const rewrite = new JournalRewrite(folder, old, next, below, view);
      await rewrite.#follow();
      return rewrite;
    } catch (error) {
      await next.close();
      dropUnfinishedRewrite(folder);
      throw error;
    }
  }

  /** Takes what was appended since, while nothing else is; gives the new journal once it is in force. */
  async finish(): Promise<JournalFile> {
    await this.#follow();
    await this.#next.sync();
    await rename(pathOfNext(this.#folder), join(this.#folder, 'journal'));
    this.#inForce = true;
    syncFolder(this.#folder);
    const journal = new JournalFile(this.#next);
    journal.continueAt(this.#written);
    await this.#old.close();
    return journal;
  }

  /** Gives up a rewriting, unless it has taken the journal's name. */
  async abandon(): Promise<void> {
    if (this.#inForce) return;
    await this.#next.close();
    dropUnfinishedRewrite(this.#folder);
  }

  async #follow(): Promise<void> {
    let turn = 0;
    for (const frame of readFrames(this.#old.fd, this.#read)) {
      if (frame.end > this.#old.end) break;
      await this.#take(frame.entries);
      this.#read = frame.end;
      if (++turn % FRAMES_A_TURN === 0) await setImmediate();
    }
    if (this.#read !== this.#old.end || this.#written === 0)
      throw new LedgerFault('E-LEDGER-002', `journal damaged at byte ${this.#read}`);
  }

  async #take(entries: readonly Uint8Array[]): Promise<void> {
    const kept: Uint8Array[] = [];
    for (const bytes of entries) {
      if (this.#frontier.size >= this.#below) {
        kept.push(bytes);
        continue;
      }
      const leaf = leafHash(bytes);
      this.#view.replay(Buffer.from(bytes), this.#frontier.size, leaf);
      this.#frontier.push(leaf);
      this.#last = Buffer.from(leaf).toString('hex');
      if (this.#frontier.size === this.#below) await this.#writeBase();
    }
    if (kept.length > 0) await this.#write(encodeFrame(kept));
  }

  async #writeBase(): Promise<void> {
    const view = this.#view.snapshot();
    await this.#write(
      encodeBaseFrame({ below: this.#below, frontier: this.#frontier, last: this.#last, view }),
    );
  }

  async #write(bytes: Buffer): Promise<void> {
    await writeWhole(this.#next, bytes, this.#written);
    this.#written += bytes.length;
  }
}
