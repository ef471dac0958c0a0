import { forbidCoreDumps, forbidTelemetry } from '../config/index.ts';
import { runKioskProgram } from './cli/index.ts';

forbidCoreDumps();
forbidTelemetry();
await runKioskProgram(process.argv);
