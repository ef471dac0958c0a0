import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { packageFolder } from '../../config/index.ts';
import { type Finding, placesIn, type Trace } from './process-memory.ts';
import type { RunningKiosk } from './running-kiosk.ts';

const Health = z.object({ bridgePid: z.number().int() });
const Device = z.object({ device: z.object({ id: z.string() }) });

/** Runs `npx kiosk …` or `npx county …` on the kiosk under test. Rejects on any exit code but 0. */
export async function program(
  kiosk: RunningKiosk,
  name: 'kiosk' | 'county',
  ...args: string[]
): Promise<void> {
  await promisify(execFile)(process.execPath, [`bin/${name}.js`, ...args], {
    cwd: packageFolder(),
    env: kiosk.env,
  });
}

/** Puts the roster of a file onto the kiosk, as the county packs and a technician imports it. */
export async function importRoster(kiosk: RunningKiosk, folder: string, csv: string): Promise<void> {
  const { device } = Device.parse(JSON.parse(readFileSync(join(kiosk.data, 'settings.json'), 'utf8')));
  const packed = join(folder, 'planted.roster');
  await program(kiosk, 'county', 'roster', 'pack', csv, '--device', device.id, '--out', packed);
  await program(kiosk, 'kiosk', 'roster', 'import', packed);
}

/** The daemon, whose face worker is a thread of it, and the bridge. Simulators stand for hardware and are left out. */
export async function kioskProcesses(kiosk: RunningKiosk): Promise<{ daemon: number; bridge: number }> {
  const health: unknown = await (await fetch(`${kiosk.url}/healthz`)).json();
  return { daemon: kiosk.pid, bridge: Health.parse(health).bridgePid };
}

/** Files under `path` with what they hold; sockets and whatever goes meanwhile are passed over. */
export function searchFiles(path: string, traces: readonly Trace[]): Finding[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return readdirSync(path).flatMap((name) => searchFiles(join(path, name), traces));
  if (!stat?.isFile()) return [];
  const content = readFileSync(path);
  return traces.flatMap((trace) =>
    placesIn(content, trace).map((at) => ({ trace, place: `${path} at ${at}` })),
  );
}

/** What was found, one line for each kind of thing: `name, UTF-16LE: 3`. */
export function told(findings: readonly Finding[]): string[] {
  const counts = new Map<string, number>();
  for (const { trace } of findings) {
    const line = `${trace.what}, ${trace.form}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, times]) => `${line}: ${times}`);
}
