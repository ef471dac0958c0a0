import { runKioskProgram } from './cli/index.ts';

await runKioskProgram(process.argv);
