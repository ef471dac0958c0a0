import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageFolder } from '../../config/index.ts';

/** Longest run of one command, in milliseconds. */
const LIMIT_MS = 60_000;

/**
 * Runs the county's own tool, `county ARGS…`, on the county folder. It is a program of somebody else: the kiosk
 * never imports it. Throws with its words when it ends badly.
 */
export async function runCounty(countyFolder: string, args: readonly string[]): Promise<void> {
  const program = join(packageFolder(), 'build', 'county-desk', 'cli.js');
  try {
    await promisify(execFile)(process.execPath, [program, ...args], {
      env: { ...process.env, COUNTY_DATA: countyFolder },
      timeout: LIMIT_MS,
    });
  } catch (error) {
    const words = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new Error(`county ${args.slice(0, 2).join(' ')}: ${words}`);
  }
}
