import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bad, type Finding, good } from './finding.ts';

const ASK_MS = 3000;

/** Whether a time server keeps the clock right; `unknown` where no program here can tell. */
export type ClockSync = 'yes' | 'no' | 'unknown';

/** Asks timedatectl, then chrony. Neither asks the network. */
export async function clockSync(): Promise<ClockSync> {
  const systemd = (await wordsOf('timedatectl', ['show', '--property=NTPSynchronized', '--value'])).trim();
  if (systemd === 'yes' || systemd === 'no') return systemd;
  const leap = /^Leap status\s*:\s*(.+)$/m.exec(await wordsOf('chronyc', ['-n', 'tracking']))?.[1];
  if (leap === undefined) return 'unknown';
  return leap.trim() === 'Not synchronised' ? 'no' : 'yes';
}

/** What a program says; '' where there is none, or none that works here. */
function wordsOf(program: string, args: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: ASK_MS, maxBuffer: 65_536 }, (error, stdout) =>
      resolve(error === null ? stdout : ''),
    );
  });
}

/** The clock must not be behind the last write to the log, and be kept right. `now` is in milliseconds since 1970. */
export function checkClock(dataFolder: string, now: number, sync: ClockSync): Finding {
  const journal = join(dataFolder, 'ledger', 'journal');
  const last = existsSync(journal) ? statSync(journal).mtimeMs : undefined;
  const facts = [
    new Date(now).toISOString(),
    `time server: ${sync}`,
    `last log entry: ${last === undefined ? 'none yet' : new Date(last).toISOString()}`,
  ];
  const detail = facts.join(', ');
  if (now < (last ?? 0)) return bad('clock', { code: 'E-HEALTH-003', detail });
  return sync === 'no' ? bad('clock', { code: 'E-HEALTH-009', detail }) : good('clock', detail);
}
