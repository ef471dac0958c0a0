import { fail, ok, type Result } from '../../domain/index.ts';
import { HASH_BYTES, MAX_ENTRY_BYTES, type TileName, tilePath } from '../../domain/tlog/index.ts';
import { failed, lie, type Trouble } from './finding.ts';
import type { LogSource, SignedFile } from './log-source.ts';

/** What a kiosk may cost the county. */
export interface PullLimits {
  /** Milliseconds for one read. A partial bundle of 16 MB over a line of 5 Mbit/s takes 27 s. */
  readonly readMs: number;
  /** Milliseconds for the whole pull of one kiosk; what was proven until then is kept for the next. */
  readonly pullMs: number;
  /** Entries that one pull may bring: 2^22 are more than five years of 2,000 a day. */
  readonly newEntries: number;
}

export const PULL_LIMITS: PullLimits = { readMs: 60_000, pullMs: 30 * 60_000, newEntries: 2 ** 22 };

const CHECKPOINT_BYTES = 65_536;

/** Reads of one kiosk within limits of time and size: nothing it answers, or fails to, holds up the others. */
export class BoundedReads {
  readonly #source: LogSource;
  readonly #limits: PullLimits;
  readonly #deadline: number;

  constructor(source: LogSource, limits: PullLimits) {
    this.#source = source;
    this.#limits = limits;
    this.#deadline = performance.now() + limits.pullMs;
  }

  /** The checkpoint's text. Troubles: what the source fails with, E-COUNTY-040 (none), E-COUNTY-052, E-COUNTY-053. */
  async checkpoint(): Promise<Result<string, Trouble>> {
    const read = await this.#inTime(() => this.#source.checkpoint(), 'checkpoint');
    if (!read.ok) return failed(read.error);
    if (read.value === undefined) return failed({ code: 'E-COUNTY-040', detail: this.#source.name });
    if (read.value.length > CHECKPOINT_BYTES)
      return lie('E-COUNTY-052', null, `the checkpoint has ${read.value.length} characters`, []);
    return ok(read.value);
  }

  /** A tile of hashes, exactly `width` of them. Troubles: as `bundle`. */
  async hashes(tile: TileName): Promise<Result<Uint8Array, Trouble>> {
    const read = await this.#tile(tile);
    if (!read.ok) return read;
    const wanted = tile.width * HASH_BYTES;
    const first = tile.level === 0 ? tile.index * 256 : null;
    if (read.value.length === wanted) return read;
    const what = `${tilePath(tile)} has ${read.value.length} bytes instead of ${wanted}`;
    return read.value.length > wanted
      ? lie('E-COUNTY-052', first, what, [])
      : failed({ code: 'E-COUNTY-051', detail: what });
  }

  /**
   * A bundle, of any content. Troubles: what the source fails with, E-COUNTY-051 (the kiosk signed it and does not
   * give it), E-COUNTY-052 (larger than any bundle can be), E-COUNTY-053 (too slow).
   */
  async bundle(name: TileName): Promise<Result<Uint8Array, Trouble>> {
    const read = await this.#tile(name);
    if (!read.ok) return read;
    const most = name.width * (2 + MAX_ENTRY_BYTES);
    if (read.value.length <= most) return read;
    const what = `${tilePath(name)} has ${read.value.length} bytes, ${most} are possible`;
    return lie('E-COUNTY-052', name.index * 256, what, []);
  }

  /** Hands a signed file to the kiosk. */
  deliver(file: SignedFile): Promise<Result<void>> {
    return this.#inTime(() => this.#source.deliver(file), file.kind);
  }

  async #tile(tile: TileName): Promise<Result<Uint8Array, Trouble>> {
    const read = await this.#inTime(() => this.#source.tile(tile), tilePath(tile));
    if (!read.ok) return failed(read.error);
    return read.value === undefined
      ? failed({ code: 'E-COUNTY-051', detail: `${tilePath(tile)} of ${this.#source.name}` })
      : ok(read.value);
  }

  async #inTime<T>(read: () => Promise<Result<T>>, what: string): Promise<Result<T>> {
    const left = Math.min(this.#limits.readMs, this.#deadline - performance.now());
    const slow = fail('E-COUNTY-053', `${what} of ${this.#source.name}`);
    if (left <= 0) return slow;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Result<T>>((resolve) => {
      timer = setTimeout(resolve, left, slow);
    });
    try {
      return await Promise.race([read(), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
