import { runSerialConformance } from './run-card-reader.ts';

runSerialConformance('find-repeats', { find: 'repeats', baud: 38_400 });
runSerialConformance('find-once', { find: 'once', baud: null });
runSerialConformance('new-card-only', { find: 'once', baud: null });
