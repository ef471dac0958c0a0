export { type DeviceMetrics, deviceMetrics, type MetricSources } from './device-metrics.ts';
export { DeviceWatch, REPORT_FRESH_MS } from './device-watch.ts';
export { DoctorReport } from './doctor-report.ts';
export type { Finding, Part } from './finding.ts';
export type { HealthEvent } from './health-debounce.ts';
export { isPortFree } from './port-free.ts';
export { type RunningKiosk, runningKiosk } from './running-kiosk.ts';
export { selfTest } from './self-test.ts';
