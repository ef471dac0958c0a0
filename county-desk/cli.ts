import { countyProgram } from './program.ts';

await countyProgram().parseAsync();
