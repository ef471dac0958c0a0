export * from './durable-file.ts';
export * from './face-profile.ts';
export * from './places.ts';
export * from './settings.ts';
export * from './texts.ts';
