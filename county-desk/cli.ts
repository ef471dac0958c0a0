import { forbidCoreDumps } from '../config/index.ts';
import { countyProgram } from './cli/index.ts';

forbidCoreDumps();
await countyProgram().parseAsync();
