import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileDurably } from '../../config/index.ts';

const Contact = z.object({ at: z.string().datetime() });
/** Written at most this often, so that a poll without news costs no fsync. Milliseconds. */
const GRAIN_MS = 60 * 60 * 1000;
/** A kiosk that was not heard of for longer is red (A52). Milliseconds. */
export const SILENT_MS = 7 * 24 * 60 * 60 * 1000;

/** When a device's log was last read and found right, ISO, to the hour; undefined when never. */
export function lastContact(mirror: string, device: string): string | undefined {
  const path = contactPath(mirror, device);
  return existsSync(path) ? Contact.parse(JSON.parse(readFileSync(path, 'utf8'))).at : undefined;
}

/** Takes note that a device's log was read and found right. */
export function noteContact(mirror: string, device: string, nowMs: number): void {
  const last = lastContact(mirror, device);
  if (last !== undefined && nowMs - Date.parse(last) < GRAIN_MS) return;
  const contact: z.infer<typeof Contact> = { at: new Date(nowMs).toISOString() };
  writeFileDurably(contactPath(mirror, device), `${JSON.stringify(contact)}\n`);
}

/** Whether a device is silent: not heard of for seven days, or never. */
export function isSilent(mirror: string, device: string, nowMs: number): boolean {
  const last = lastContact(mirror, device);
  return last === undefined || nowMs - Date.parse(last) > SILENT_MS;
}

function contactPath(mirror: string, device: string): string {
  return join(mirror, device, 'contact.json');
}
