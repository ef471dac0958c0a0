import { runCardReaderConformance } from './run-card-reader.ts';

runCardReaderConformance('pcsc-wrapped-offset');
