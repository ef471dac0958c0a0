export * from './bridge-link.ts';
