export { readOperator, type SimulatedOperator } from './operator.ts';
export { prepareFirstRun } from './prepare-first-run.ts';
