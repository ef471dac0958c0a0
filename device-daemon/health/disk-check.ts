import { closeSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { bad, type Finding, good } from './finding.ts';

/** Free bytes below which a technician should act: some thousand records with signatures, and logs. */
const LEAST_FREE_BYTES = 500_000_000;
/** As much as a record with its signature. */
const TRIAL_BYTES = 65_536;
/** A person waits for this at 办好了, in milliseconds. */
const SLOW_MS = 1000;

export interface DiskLimits {
  readonly leastFreeBytes?: number;
  readonly slowMs?: number;
}

/** Free space where the data folder is, and the time to write and fsync a file there, which is removed again. */
export function checkDisk(dataFolder: string, limits: DiskLimits = {}): Finding {
  const { leastFreeBytes = LEAST_FREE_BYTES, slowMs = SLOW_MS } = limits;
  const trial = join(dataFolder, `.doctor-${process.pid}`);
  let took: number;
  let free: number;
  try {
    took = trialWriteMs(trial);
    const { bavail, bsize } = statfsSync(dataFolder);
    free = bavail * bsize;
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return bad('disk', { code: 'E-HEALTH-011', detail: `${dataFolder}: ${why}` });
  }
  const detail = `${Math.floor(free / 1e6)} MB free, ${TRIAL_BYTES / 1024} KiB written and synced in ${took.toFixed(1)} ms`;
  if (free < leastFreeBytes) return bad('disk', { code: 'E-HEALTH-002', detail });
  return took > slowMs ? bad('disk', { code: 'E-HEALTH-010', detail }) : good('disk', detail);
}

function trialWriteMs(path: string): number {
  const from = performance.now();
  try {
    const file = openSync(path, 'wx', 0o600);
    try {
      writeSync(file, Buffer.alloc(TRIAL_BYTES, 0x5a));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } finally {
    rmSync(path, { force: true });
  }
  return performance.now() - from;
}
