/**
 * Files that go between county and device, as values. Apart from domain/index.ts because they need node:crypto,
 * which a browser has not.
 */
export * from './enrolment.ts';
export * from './person-digest.ts';
export * from './roster-package.ts';
