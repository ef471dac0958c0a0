import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { loadDeviceKeys } from '../../../device-daemon/identity/index.ts';
import { verifyLedger } from '../../../device-daemon/ledger/index.ts';
import { type ConfirmationRecord, isConfirmed } from '../../../domain/index.ts';
import { decodeEntry, leafHash } from '../../../domain/tlog/index.ts';
import { readFrames } from '../../../ledger/journal-frame.ts';
import { openSealed } from '../../e2e/visit-evidence.ts';
import type { RunningKiosk } from '../../support/running-kiosk.ts';

/** What the log of a kiosk without power says. Every fault is a sentence. */
export interface LogState {
  readonly unsound: readonly string[];
  /** Entries that were there after an earlier kill and are not now. */
  readonly lost: readonly string[];
  readonly half: readonly string[];
  readonly torn: boolean;
}

/** Reads the log after each kill, and remembers what it held: nothing that was there may ever change. */
export class LogEvidence {
  /** Hex leaf hashes of all entries seen so far. */
  readonly #hashes: string[] = [];
  readonly #records: ConfirmationRecord[] = [];

  get records(): number {
    return this.#records.length;
  }

  /** How often the log confirms this ID number. */
  confirmations(idNumber: string): number {
    return this.#records.filter((one) => one.idNumber === idNumber && isConfirmed(one.outcome)).length;
  }

  async look(kiosk: RunningKiosk): Promise<LogState> {
    const keys = await loadDeviceKeys(kiosk.data);
    if (!keys.ok) return { unsound: [keys.error.code], lost: [], half: [], torn: false };
    const folder = join(kiosk.data, 'ledger');
    const report = await verifyLedger(folder, keys.value.ledgerVkey);
    const unsound = report.findings.map(({ code, file, what }) => `${code} (${file}): ${what}`);
    const entries = journalEntries(join(folder, 'journal'));
    const lost: string[] = [];
    const half: string[] = [];
    for (const [index, bytes] of entries.entries()) {
      const hash = Buffer.from(leafHash(bytes)).toString('hex');
      const before = this.#hashes[index];
      if (before !== undefined) {
        if (before !== hash) lost.push(`entry ${index} is another one now`);
        continue;
      }
      this.#hashes[index] = hash;
      const entry = decodeEntry(bytes);
      if (entry === undefined) half.push(`entry ${index} does not parse`);
      else if (entry.data.event === 'visit-outcome' && entry.data.sealed !== null)
        await this.#open(kiosk, index, entry.data.sealed, half);
    }
    for (let index = entries.length; index < this.#hashes.length; index++)
      lost.push(`entry ${index} is gone`);
    return { unsound, lost, half, torn: report.tornBytes > 0 };
  }

  async #open(kiosk: RunningKiosk, index: number, sealed: string, half: string[]): Promise<void> {
    try {
      this.#records.push(await openSealed(kiosk, sealed));
    } catch {
      half.push(`the record of entry ${index} does not open or is not whole`);
    }
  }
}

function journalEntries(path: string): Uint8Array[] {
  const fd = openSync(path, 'r');
  try {
    return [...readFrames(fd, 0)].flatMap(({ entries }) => [...entries]);
  } finally {
    closeSync(fd);
  }
}
