export { type DeviceMetrics, deviceMetrics, type MetricSources } from './device-metrics.ts';
export { DeviceWatch, REPORT_FRESH_MS } from './device-watch.ts';
export type { Finding, Part } from './finding.ts';
export type { HealthEvent } from './health-debounce.ts';
export { selfTest } from './self-test.ts';
