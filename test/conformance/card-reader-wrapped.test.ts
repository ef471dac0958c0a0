import { runPcscConformance } from './run-card-reader.ts';

runPcscConformance('pcsc-wrapped');
