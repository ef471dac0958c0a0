import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bad, type Finding, good } from './finding.ts';

/** Free for programs, in bytes: the face networks and a browser page need some hundred million. */
const LEAST_AVAILABLE_BYTES = 300_000_000;
/** Share of the last minute, in percent, in which every program waited for memory (PSI, `full avg60`). */
const MOST_PRESSURE = 10;

function numberIn(file: string, form: RegExp): number | undefined {
  if (!existsSync(file)) return undefined;
  const found = form.exec(readFileSync(file, 'utf8'))?.[1];
  return found === undefined ? undefined : Number(found);
}

/** Memory that is left and how hard it is fought for. `root` is `/` but in tests. */
export function checkMemory(root: string): Finding {
  const available = numberIn(join(root, 'proc/meminfo'), /^MemAvailable:\s+(\d+) kB$/m);
  // Kernels without PSI do not have the file.
  const pressure = numberIn(join(root, 'proc/pressure/memory'), /^full .*avg60=([\d.]+)/m);
  const detail = `${available === undefined ? 'unknown' : Math.floor(available / 1000)} MB available, pressure ${pressure ?? 'not shown'}`;
  const scarce = available !== undefined && available * 1024 < LEAST_AVAILABLE_BYTES;
  return scarce || (pressure ?? 0) > MOST_PRESSURE
    ? bad('memory', { code: 'E-HEALTH-014', detail })
    : good('memory', detail);
}
