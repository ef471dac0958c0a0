import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** Counters for the technician and the county; labels never hold anything personal. */
export interface DeviceMetrics {
  screenShown(screen: string): void;
  text(): Promise<string>;
}

/** What is read at the moment of a scrape. */
export interface MetricSources {
  bridge(): {
    readonly up: boolean;
    readonly deaths: number;
    readonly late: number;
    readonly malformed: number;
  };
  ledgerSize(): number;
}

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
  return {
    screenShown: (screen) => screens.inc({ screen }),
    text: () => registry.metrics(),
  };
}
