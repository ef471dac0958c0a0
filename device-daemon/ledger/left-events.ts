import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileDurably } from '../../config/index.ts';
import { LedgerEvent } from '../../domain/index.ts';
import type { Ledger } from './ledger.ts';

/** Events that wait at most: whoever tries a bad file again and again need not fill the disk. */
const MOST = 100;
const FORM = /^[0-9]{15}-[0-9a-f-]{36}\.json$/;

/**
 * Leaves an event for the kiosk's program, which alone writes the log: what a command beside it saw. `at` is in
 * milliseconds since 1970. Gives false when too many wait already.
 */
export function leaveEvent(dataFolder: string, event: LedgerEvent, at: number): boolean {
  const folder = folderIn(dataFolder);
  if (namesIn(folder).length >= MOST) return false;
  const name = `${String(Math.floor(at)).padStart(15, '0')}-${randomUUID()}.json`;
  writeFileDurably(join(folder, name), `${JSON.stringify(LedgerEvent.parse(event))}\n`);
  return true;
}

/** Writes to the log what was left, the oldest first. A file that is no event goes without a trace. */
export async function takeLeftEvents(dataFolder: string, ledger: Pick<Ledger, 'append'>): Promise<void> {
  const folder = folderIn(dataFolder);
  for (const name of namesIn(folder)) {
    const event = eventIn(join(folder, name));
    if (event !== undefined) await ledger.append(event);
    rmSync(join(folder, name));
  }
}

function eventIn(path: string): LedgerEvent | undefined {
  try {
    return LedgerEvent.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => FORM.test(name))
        .sort()
    : [];
}

function folderIn(dataFolder: string): string {
  return join(dataFolder, 'left-events');
}
