import { readdirSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a process holds at one moment. */
export interface ProcessSample {
  readonly residentMegabytes: number;
  /** Open files, sockets, pipes. */
  readonly handles: number;
  readonly threads: number;
}

/** From /proc. Throws when the process has gone. */
export function sampleProcess(pid: number): ProcessSample {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const number = (name: string): number => {
    const found = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status);
    if (found?.[1] === undefined) throw new Error(`no ${name} of process ${pid}`);
    return Number(found[1]);
  };
  return {
    residentMegabytes: number('VmRSS') / 1000,
    handles: readdirSync(`/proc/${pid}/fd`).length,
    threads: number('Threads'),
  };
}

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** Megabytes that live on this process's heap and in its buffers, after a collection. */
export function ownHeapMegabytes(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}
