import type { DeviceReport, ErrorCode } from '../../domain/index.ts';
import type { BridgeLink, BridgeLinkEvent } from '../bridge-link/index.ts';
import { HealthDebounce, type HealthEvent } from './health-debounce.ts';
import { partStates } from './part-states.ts';

/** A report younger than this is not asked for again, in milliseconds. */
export const REPORT_FRESH_MS = 5000;
/** How often the devices are asked although nothing seems to have changed. */
const EVERY_MS = 60_000;
const TICK_MS = 1000;

/** The last report of the devices, for the health page; `report` is null where the bridge gave none, with the code why. */
export interface WatchedReport {
  readonly ageMs: number | null;
  readonly report: DeviceReport | null;
  readonly code: ErrorCode | null;
}

export interface DeviceWatchOptions {
  readonly bridge: Pick<BridgeLink, 'report' | 'on'>;
  /** Whether a visit is under way: then no device is asked anything but what the visit needs. */
  readonly busy: () => boolean;
  /** Writes one event to the log. */
  readonly tell: (event: HealthEvent) => void;
}

/** Events after which the devices are looked at soon. */
const NEWS: ReadonlySet<BridgeLinkEvent['event']> = new Set([
  'bridge-died',
  'ready',
  'reader-gone',
  'reader-ready',
  'printer',
  'wants-respawn',
  'well-again',
]);

/** Keeps the last report of the devices, and tells the log of parts that turned bad or good. */
export class DeviceWatch {
  readonly #options: DeviceWatchOptions;
  readonly #debounce = new HealthDebounce();
  #last:
    | { readonly at: number; readonly report: DeviceReport | null; readonly code: ErrorCode | null }
    | undefined;
  #asking = false;
  #news = true;
  #tick: NodeJS.Timeout | undefined;
  #unlisten: (() => void) | undefined;

  constructor(options: DeviceWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#unlisten = this.#options.bridge.on((event) => {
      const board = event.event === 'board' && event.happened.what === 'link';
      if (board || NEWS.has(event.event)) this.#news = true;
    });
    this.#tick = setInterval(() => this.#look(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.#tick);
    this.#unlisten?.();
  }

  /** What is known now; where it is old and nobody is here, the devices are asked for the next time. */
  latest(): WatchedReport {
    this.#news = true;
    this.#look();
    const last = this.#last;
    if (last === undefined) return { ageMs: null, report: null, code: null };
    return { ageMs: Math.round(performance.now() - last.at), report: last.report, code: last.code };
  }

  #look(): void {
    const now = performance.now();
    if (this.#options.busy()) {
      this.#debounce.hold(now);
      return;
    }
    for (const event of this.#debounce.due(now)) this.#options.tell(event);
    const age = this.#last === undefined ? Number.POSITIVE_INFINITY : now - this.#last.at;
    const wanted = this.#news || this.#debounce.unsettled;
    if (!this.#asking && (age >= EVERY_MS || (wanted && age >= REPORT_FRESH_MS))) void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    this.#news = false;
    const report = await this.#options.bridge.report();
    this.#asking = false;
    const at = performance.now();
    this.#last = report.ok
      ? { at, report: report.value, code: null }
      : { at, report: null, code: report.error.code };
    if (this.#options.busy()) return;
    this.#debounce.seen('bridge', report.ok ? null : report.error.code, at);
    if (report.ok) for (const { part, code } of partStates(report.value)) this.#debounce.seen(part, code, at);
  }
}
