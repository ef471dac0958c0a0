export * from './places.ts';
export * from './settings.ts';
export * from './texts.ts';
