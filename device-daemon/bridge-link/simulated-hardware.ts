import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileDurably } from '../../config/index.ts';

/** Where the simulated hardware of a running kiosk is: other programs on the same data folder need to know. */
const SimulatedHardware = z.object({
  pcscSocket: z.string(),
  printerPort: z.number().int(),
  /** Device file of the reader's serial line; absent where it did not come up. */
  readerPath: z.string().optional(),
  /** Device file of the board's line; absent where it did not come up. */
  boardPath: z.string().optional(),
});
export type SimulatedHardware = z.infer<typeof SimulatedHardware>;

const pathIn = (dataFolder: string): string => join(dataFolder, 'run', 'simulated.json');

/** Tells where the hardware is, until `forgetSimulatedHardware`. */
export function tellSimulatedHardware(dataFolder: string, hardware: SimulatedHardware): void {
  writeFileDurably(pathIn(dataFolder), `${JSON.stringify(hardware)}\n`);
}

export function forgetSimulatedHardware(dataFolder: string): void {
  rmSync(pathIn(dataFolder), { force: true });
}

/** Undefined on a device with real hardware, and while no kiosk runs. */
export function readSimulatedHardware(dataFolder: string): SimulatedHardware | undefined {
  const path = pathIn(dataFolder);
  return existsSync(path) ? SimulatedHardware.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}
