import { runControlConformance } from './run-card-reader.ts';

runControlConformance();
