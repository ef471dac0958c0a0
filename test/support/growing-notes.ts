import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KioskLog } from './kiosk-log.ts';

/** A signed head of a log at one of its sizes. */
export interface SizedNote {
  readonly size: number;
  readonly note: string;
}

/** Writes the heads that a log had at these sizes beside its files. */
export function writeNotes(folder: string, kiosk: KioskLog, sizes: readonly number[]): void {
  const notes: SizedNote[] = sizes.map((size) => ({ size, note: kiosk.note(size) }));
  writeFileSync(join(folder, 'notes.json'), JSON.stringify(notes));
}

export function readNotes(folder: string): SizedNote[] {
  return JSON.parse(readFileSync(join(folder, 'notes.json'), 'utf8'));
}
