import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { DeviceReport, LadderCounts } from '../../domain/index.ts';
import type { BridgeCounters } from '../bridge-link/index.ts';

/** Counters for the technician and the county; labels never hold anything personal. */
export interface DeviceMetrics {
  screenShown(screen: string): void;
  text(): Promise<string>;
}

/** What is read at the moment of a scrape. */
export interface MetricSources {
  bridge(): BridgeCounters;
  ledgerSize(): number;
  /** The last report of the devices; null while there is none. */
  report(): DeviceReport | null;
}

/** SW3 of a module that works (GA/T 467). */
const SAM_SUCCESS = 0x90;
const STEPS = ['retry', 'flush', 'reopen', 'respawn'] as const;
const STANDINGS: readonly LadderCounts['now'][] = ['well', ...STEPS, 'out-of-service'];

/** The metrics of one daemon, in a registry of its own so that two daemons in one process don't meet. */
export function deviceMetrics(sources: MetricSources): DeviceMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const screens = new Counter({
    name: 'kiosk_screens_shown_total',
    help: 'Screens pushed, by name',
    labelNames: ['screen'],
    registers: [registry],
  });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('kiosk_bridge_up', '1 while the bridge process answers', () => (sources.bridge().up ? 1 : 0));
  gauge('kiosk_bridge_deaths', 'Bridge processes that ended', () => sources.bridge().deaths);
  gauge('kiosk_bridge_late', 'Calls without an answer in time', () => sources.bridge().late);
  gauge(
    'kiosk_bridge_malformed',
    'Messages of the bridge that did not fit',
    () => sources.bridge().malformed,
  );
  gauge('kiosk_ledger_entries', 'Durable entries of the ledger', () => sources.ledgerSize());
  addDeviceGauges(registry, sources);
  return {
    screenShown: (screen) => screens.inc({ screen }),
    text: () => registry.metrics(),
  };
}

/** One row for each device of the last report; none before there is one. */
function addDeviceGauges(registry: Registry, sources: MetricSources): void {
  const rows = (
    name: string,
    help: string,
    labelNames: readonly string[],
    read: (report: DeviceReport) => [labels: Record<string, string>, value: number][],
  ) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      collect() {
        this.reset();
        const report = sources.report();
        if (report !== null) for (const [labels, value] of read(report)) this.set(labels, value);
      },
    });
  rows('kiosk_recovery_steps', 'Steps of the recovery ladder', ['device', 'step'], ({ ladders }) =>
    ladders.flatMap((counts) =>
      STEPS.map((step): [Record<string, string>, number] => [{ device: counts.device, step }, counts[step]]),
    ),
  );
  rows('kiosk_recovery_standing', '0 well, 1 retry … 5 out of service', ['device'], ({ ladders }) =>
    ladders.map(({ device, now }) => [{ device }, STANDINGS.indexOf(now)]),
  );
  rows('kiosk_reader_up', '1 while the card reader answers', ['profile'], ({ reader }) => [
    [{ profile: reader.profile }, reader.state.reader === 'ready' ? 1 : 0],
  ]);
  rows(
    'kiosk_sam_ok',
    '1 while the SAM says it works; absent where it is not shown',
    ['profile'],
    ({ reader }) =>
      reader.sam === null ? [] : [[{ profile: reader.profile }, reader.sam.status === SAM_SUCCESS ? 1 : 0]],
  );
  rows('kiosk_printer_state', '1 for the state the printer told last', ['state'], ({ printer }) => [
    [{ state: printer.status?.state ?? 'silent' }, 1],
  ]);
  rows('kiosk_board_link', '1 for the state of the control board', ['link'], ({ board }) => [
    [{ link: board.link }, 1],
  ]);
}
