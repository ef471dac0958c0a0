import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { mayDumpCore } from '../../config/index.ts';
import { bad, type Finding, good } from './finding.ts';

const Serving = z.object({ pid: z.number().int().positive() });

/** No core dumps of this process, which was started as every kiosk process is, and of the daemon that runs. */
export function checkCores(dataFolder: string): Finding {
  const pids = [process.pid, ...daemonPid(dataFolder)];
  const dumping = pids.find((pid) => mayDumpCore(pid) === true);
  return dumping === undefined
    ? good('cores', 'no core dumps')
    : bad('cores', { code: 'E-HEALTH-007', detail: `process ${dumping}` });
}

/** The daemon of this data folder. One that has ended leaves its id, which another program may have by now. */
function daemonPid(dataFolder: string): number[] {
  try {
    const { pid } = Serving.parse(JSON.parse(readFileSync(join(dataFolder, 'run', 'endpoint.json'), 'utf8')));
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('kiosk') ? [pid] : [];
  } catch {
    return [];
  }
}
