import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileDurably } from '../../config/index.ts';

/** The operator of a simulated kiosk, PIN in clear: only there, so that a visitor can try the staff check. */
export const SimulatedOperator = z.object({ id: z.string(), pin: z.string() });
export type SimulatedOperator = z.infer<typeof SimulatedOperator>;

const pathIn = (dataFolder: string): string => join(dataFolder, 'sim', 'operator.json');

/** Number 001 and a random PIN of six digits. */
export function makeUpOperator(): SimulatedOperator {
  return { id: '001', pin: String(randomInt(1_000_000)).padStart(6, '0') };
}

/** Keeps the operator for the printed hints and the dock. */
export function keepOperator(dataFolder: string, operator: SimulatedOperator): void {
  writeFileDurably(pathIn(dataFolder), `${JSON.stringify(operator, null, 2)}\n`);
}

/** The operator that was kept, or undefined where the kiosk was not made up here. */
export function readOperator(dataFolder: string): SimulatedOperator | undefined {
  const path = pathIn(dataFolder);
  if (!existsSync(path)) return undefined;
  return SimulatedOperator.parse(JSON.parse(readFileSync(path, 'utf8')));
}
