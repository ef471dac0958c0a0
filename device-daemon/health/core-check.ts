import { mayDumpCore } from '../../config/index.ts';
import { bad, type Finding, good } from './finding.ts';
import { runningKiosk } from './running-kiosk.ts';

/** No core dumps of this process, which was started as every kiosk process is, and of the daemon that runs. */
export function checkCores(
  dataFolder: string,
  mayDump: (pid: number) => boolean | undefined = mayDumpCore,
): Finding {
  const kiosk = runningKiosk(dataFolder);
  const pids = [process.pid, ...(kiosk === undefined ? [] : [kiosk.pid])];
  const dumping = pids.find((pid) => mayDump(pid) === true);
  return dumping === undefined
    ? good('cores', 'no core dumps')
    : bad('cores', { code: 'E-HEALTH-007', detail: `process ${dumping}` });
}
