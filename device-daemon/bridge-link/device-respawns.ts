import { type LadderDevice, type RecoveryLadderData, readRecoveryLadder } from '../../config/index.ts';
import type { DeviceReport, ErrorCode, LadderCounts } from '../../domain/index.ts';
import { RespawnBudget } from './respawn-budget.ts';

/** How often it is looked whether a visit is over that a respawn for printer or board waits for, in milliseconds. */
const LOOK_AGAIN_MS = 1000;

export interface RespawnOptions {
  /** Ends the bridge, so that another one is started. */
  readonly respawn: (device: LadderDevice) => void;
  /** Whether somebody is here: then only the card reader may cost a bridge. */
  readonly busy: () => boolean;
  readonly log: (line: string) => void;
  readonly data?: RecoveryLadderData['devices'];
  readonly now?: () => number;
}

/**
 * The last two steps of the ladder, kept by the daemon since a bridge forgets: a respawn as long as the budget has
 * one, else the device is out of service until it works again or the budget has a respawn again. Either way it comes
 * back without a technician.
 */
export class DeviceRespawns {
  readonly #options: RespawnOptions;
  readonly #budget: RespawnBudget;
  readonly #wanted = new Map<LadderDevice, ErrorCode>();
  readonly #out = new Map<LadderDevice, ErrorCode>();
  readonly #timers = new Map<LadderDevice, NodeJS.Timeout>();

  constructor(options: RespawnOptions) {
    this.#options = options;
    const { data = readRecoveryLadder().devices, now = () => performance.now() } = options;
    this.#budget = new RespawnBudget(data, now);
  }

  /** The bridge has done what it could for this device. */
  wanted(device: LadderDevice, code: ErrorCode): void {
    this.#wanted.set(device, code);
    this.#try(device);
  }

  /** A bridge is being ended for this device already, whatever the budget says. */
  spent(device: LadderDevice, code: ErrorCode): void {
    const grant = this.#budget.take(device);
    if (!grant.granted) this.#outOfService(device, code, grant.freeInMs);
  }

  /** The device works. */
  well(device: LadderDevice): void {
    this.#wanted.delete(device);
    this.#out.delete(device);
    clearTimeout(this.#timers.get(device));
  }

  /** The bridge is gone: what its devices wanted they have. */
  bridgeDied(): void {
    this.#wanted.clear();
  }

  /** With which error the device came to the end of its ladder, null while it is in service. */
  outOfService(device: LadderDevice): ErrorCode | null {
    return this.#out.get(device) ?? null;
  }

  total(device: LadderDevice): number {
    return this.#budget.total(device);
  }

  /** The bridge's report with what the bridge cannot know: respawns, and who is out of service for having used them. */
  inReport(report: DeviceReport): DeviceReport {
    const ladders = report.ladders.map((counts): LadderCounts => {
      const { device } = counts;
      const now = this.#out.has(device) ? 'out-of-service' : counts.now;
      return { ...counts, now, respawn: this.#budget.total(device) };
    });
    return { ...report, ladders };
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  #try(device: LadderDevice): void {
    const code = this.#wanted.get(device);
    if (code === undefined) {
      // Another bridge runs since, and nobody knows whether it can do better: the device is in service on trial.
      this.well(device);
    } else if (device !== 'reader' && this.#options.busy()) {
      this.#later(device, LOOK_AGAIN_MS);
    } else {
      const grant = this.#budget.take(device);
      if (grant.granted) this.#respawn(device, code);
      else this.#outOfService(device, code, grant.freeInMs);
    }
  }

  #respawn(device: LadderDevice, code: ErrorCode): void {
    this.well(device);
    this.#options.log(`bridge: another one for the ${device} (${code})`);
    this.#options.respawn(device);
  }

  #outOfService(device: LadderDevice, code: ErrorCode, freeInMs: number): void {
    if (!this.#out.has(device)) this.#options.log(`bridge: ${device} out of service (${code})`);
    this.#out.set(device, code);
    this.#later(device, freeInMs);
  }

  #later(device: LadderDevice, ms: number): void {
    clearTimeout(this.#timers.get(device));
    this.#timers.set(
      device,
      setTimeout(() => this.#try(device), ms),
    );
  }
}
