import { forbidCoreDumps } from '../config/index.ts';
import { countyProgram } from './program.ts';

forbidCoreDumps();
await countyProgram().parseAsync();
