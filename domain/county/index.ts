/**
 * Files that go between county and device, as values. Apart from domain/index.ts because they need node:crypto,
 * which a browser has not.
 */
export * from './device-id.ts';
export * from './enrolment.ts';
export * from './line.ts';
export * from './order.ts';
export * from './person-digest.ts';
export * from './roster-package.ts';
