import { forbidCoreDumps } from '../config/index.ts';
import { runKioskProgram } from './cli/index.ts';

forbidCoreDumps();
await runKioskProgram(process.argv);
