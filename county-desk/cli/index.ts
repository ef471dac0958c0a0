export { countyProgram } from './program.ts';
