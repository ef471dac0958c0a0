export * from './bridge-options.ts';
export * from './durable-file.ts';
export * from './error-book.ts';
export * from './face-profile.ts';
export * from './places.ts';
export * from './reader-profile.ts';
export * from './settings.ts';
export * from './texts.ts';
