import type { LadderDevice, RecoveryLadderData } from '../../config/index.ts';

/** What came of asking for a respawn; a refusal tells in how many milliseconds one is free again. */
export type Grant = { readonly granted: true } | { readonly granted: false; readonly freeInMs: number };

/** How many new bridges each device may cost: so many in any stretch of time, after config/recovery-ladder.json. */
export class RespawnBudget {
  readonly #devices: RecoveryLadderData['devices'];
  readonly #now: () => number;
  /** Times of the latest respawns, at most as many as are allowed in one stretch. */
  readonly #taken: Record<LadderDevice, number[]> = { reader: [], printer: [], board: [] };
  readonly #total: Record<LadderDevice, number> = { reader: 0, printer: 0, board: 0 };

  /** `now` in milliseconds of a clock that never goes back. */
  constructor(devices: RecoveryLadderData['devices'], now: () => number) {
    this.#devices = devices;
    this.#now = now;
  }

  /** Takes one respawn for this device, if one is left. */
  take(device: LadderDevice): Grant {
    const { times, withinMs } = this.#devices[device].respawn;
    const now = this.#now();
    const recent = this.#taken[device].filter((at) => now - at < withinMs);
    this.#taken[device] = recent;
    const [oldest] = recent;
    if (times === 0) return { granted: false, freeInMs: withinMs };
    if (recent.length >= times && oldest !== undefined)
      return { granted: false, freeInMs: oldest + withinMs - now };
    recent.push(now);
    this.#total[device]++;
    return { granted: true };
  }

  /** Respawns since the daemon started. */
  total(device: LadderDevice): number {
    return this.#total[device];
  }
}
