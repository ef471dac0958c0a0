export * from './card-commands.ts';
export * from './control.ts';
export * from './portrait.ts';
export * from './printer/index.ts';
export * from './sam-faults.ts';
export * from './sam-module.ts';
export * from './start-reader.ts';
