import type { DeviceLadder, LadderDevice } from '../../config/index.ts';
import type { ErrorCode, LadderCounts } from '../../domain/index.ts';

export type LadderStep = Exclude<LadderCounts['now'], 'well'>;

/** What to do after an error; `none` for one that says nothing of the device, such as "no card lies here". */
export interface Advice {
  readonly step: LadderStep | 'none';
  /** Milliseconds until the device is tried again. */
  readonly waitMs: number;
}

type Rung = Advice & { readonly step: LadderStep };

/** To whom a driver tells how its tries end, and who says what comes next. */
export interface Recovery {
  failed(code: ErrorCode): Advice;
  succeeded(): void;
}

export interface RecoveryLadderOptions {
  readonly device: LadderDevice;
  readonly ladder: DeviceLadder;
  /** A device that has been well for so many milliseconds begins at the first step again. */
  readonly wellAfterMs: number;
  /** Whether an error with this code climbs: data of the error book. */
  readonly climbs: (code: ErrorCode) => boolean;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

const NONE: Advice = { step: 'none', waitMs: 0 };

/**
 * One device's way from a retry to out of service. Pure but for its counters. A success ends the climb; only a device
 * that stays well begins again below, so that one that comes and goes is not retried at the fastest pace for ever.
 */
export class RecoveryLadder implements Recovery {
  readonly #options: RecoveryLadderOptions;
  readonly #rungs: readonly Rung[];
  #next = 0;
  #now: LadderCounts['now'] = 'well';
  #wellSince: number | undefined;
  readonly #taken = { retry: 0, flush: 0, reopen: 0, respawn: 0, 'out-of-service': 0 };

  constructor(options: RecoveryLadderOptions) {
    this.#options = options;
    this.#rungs = rungsOf(options.ladder);
  }

  failed(code: ErrorCode): Advice {
    if (!this.#options.climbs(code)) return NONE;
    const wellFor = this.#wellSince === undefined ? 0 : this.#options.now() - this.#wellSince;
    if (wellFor >= this.#options.wellAfterMs) this.#next = 0;
    this.#wellSince = undefined;
    const rung: Rung = this.#rungs[this.#next] ?? {
      step: 'out-of-service',
      waitMs: this.#options.ladder.outOfService.waitMs,
    };
    this.#next = Math.min(this.#next + 1, this.#rungs.length);
    this.#now = rung.step;
    this.#taken[rung.step]++;
    return rung;
  }

  succeeded(): void {
    if (this.#now === 'well') return;
    this.#now = 'well';
    this.#wellSince = this.#options.now();
  }

  /** The step that the device stands on, `well` since the last success. */
  get standing(): LadderCounts['now'] {
    return this.#now;
  }

  counts(): LadderCounts {
    const { retry, flush, reopen, respawn } = this.#taken;
    return { device: this.#options.device, now: this.#now, retry, flush, reopen, respawn };
  }
}

function rungsOf(ladder: DeviceLadder): readonly Rung[] {
  const tries = (step: 'retry' | 'flush' | 'reopen'): Rung[] =>
    ladder[step].waitsMs.map((waitMs) => ({ step, waitMs }));
  const { times, waitMs } = ladder.respawn;
  // A new process knows nothing of this climb: the daemon keeps the count, this one asks once.
  const respawn: Rung[] = times === 0 ? [] : [{ step: 'respawn', waitMs }];
  return [...tries('retry'), ...tries('flush'), ...tries('reopen'), ...respawn];
}
