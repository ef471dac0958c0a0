import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileDurably } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import { openCosigned, sameHash, type VerifierKey } from '../../domain/tlog/index.ts';
import { LedgerFault, rootOfFirst } from '../../ledger/index.ts';

/** What the county's last cosignature says. */
export interface Cosigned {
  readonly size: number;
  /** Seconds since 1970, by the county's clock. */
  readonly time: number;
}

export interface CosignatureFileOptions {
  /** The log's folder. */
  readonly folder: string;
  readonly log: VerifierKey;
  /** The county that cosigns: its key under the signature type of cosignatures (`cosignerOf`). */
  readonly county: VerifierKey;
}

/** The county's last cosignature, in `<ledger>/cosignature`: a checkpoint of this log with the county's line. */
export class CosignatureFile {
  readonly #options: CosignatureFileOptions;
  #latest: Cosigned | undefined;

  /**
   * Reads the file where there is one. Throws E-LEDGER-023 when the county has seen more than the `size` entries that
   * are here, or others: entries are lost. One by a county that is trusted no more counts for nothing.
   */
  constructor(options: CosignatureFileOptions, size: number) {
    this.#options = options;
    const path = pathIn(options.folder);
    if (!existsSync(path)) return;
    const opened = openCosigned(readFileSync(path, 'utf8'), options.log, options.county);
    if (opened === undefined) return;
    const { checkpoint, time } = opened;
    const root = rootOfFirst(options.folder, checkpoint.size, size);
    if (root === undefined || !sameHash(root, checkpoint.root))
      throw new LedgerFault(
        'E-LEDGER-023',
        `the county has seen ${checkpoint.size} entries, ${size} are here`,
      );
    this.#latest = { size: checkpoint.size, time };
  }

  /** The largest tree that the county has cosigned. */
  get latest(): Cosigned | undefined {
    return this.#latest;
  }

  /**
   * Keeps a cosigned checkpoint durably when it says more than the one that is kept; gives what is kept then, and whether
   * this one was news. Errors: E-LEDGER-022 (not by this log and this county), E-LEDGER-023 (of a tree that this log
   * never signed).
   */
  take(note: string, signed: number): Result<Cosigned & { readonly news: boolean }> {
    const { folder, log, county } = this.#options;
    const opened = openCosigned(note, log, county);
    if (opened === undefined) return fail('E-LEDGER-022');
    const { checkpoint, time } = opened;
    const root = rootOfFirst(folder, checkpoint.size, signed);
    if (root === undefined || !sameHash(root, checkpoint.root))
      return fail('E-LEDGER-023', `cosigned ${checkpoint.size} entries, ${signed} are signed here`);
    const kept = this.#latest;
    if (kept !== undefined && (checkpoint.size < kept.size || time <= kept.time))
      return ok({ ...kept, news: false });
    writeFileDurably(pathIn(folder), note, 0o644);
    this.#latest = { size: checkpoint.size, time };
    return ok({ ...this.#latest, news: true });
  }
}

function pathIn(folder: string): string {
  return join(folder, 'cosignature');
}
