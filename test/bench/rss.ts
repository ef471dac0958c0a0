import { readFileSync } from 'node:fs';
import { processTree, runKiosk } from '../support/running-kiosk.ts';
import { driveStaffVisit } from '../support/staff-visit.ts';
import type { Bench, BenchLine } from './bench-line.ts';

/** Resident memory of the processes of a kiosk after one visit, in MB, by program. Simulators are told apart. */
export const rss: Bench = {
  name: 'rss',
  run: async () => {
    const kiosk = await runKiosk();
    try {
      await driveStaffVisit(kiosk, 'p001');
      const lines: BenchLine[] = [];
      for (const pid of processTree(kiosk.pid)) {
        const value = residentMegabytes(pid);
        if (value !== undefined) lines.push({ name: `rss-${programOf(pid, kiosk.pid)}`, value, unit: 'MB' });
      }
      return lines;
    } finally {
      await kiosk.stop();
      kiosk.remove();
    }
  },
};

function residentMegabytes(pid: number): number | undefined {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return found === null ? undefined : Number(found[1]) / 1000;
}

/** The daemon is the process that was started; its face worker is a thread and counts with it. */
function programOf(pid: number, daemon: number): string {
  if (pid === daemon) return 'daemon';
  const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
  const script = words.find((word) => word.endsWith('.js')) ?? words[0] ?? 'unknown';
  const [parent = '', file = ''] = script.split('/').slice(-2);
  const name = file.replace(/\.js$/, '') || parent;
  return name === 'main' || name === 'index' ? parent : name;
}
