export { type DeviceMetrics, deviceMetrics, type MetricSources } from './device-metrics.ts';
export type { Finding, Part } from './finding.ts';
export { selfTest } from './self-test.ts';
