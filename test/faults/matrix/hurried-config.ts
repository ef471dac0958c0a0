import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { configFolder } from '../../../config/index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const Profile = z.looseObject({
  transport: z.string(),
  timeouts: z.object({ connectMs: z.number(), exchangeMs: z.number() }).optional(),
});
/** Far longer than a simulated reader takes, far shorter than a real one's. */
const HURRIED_MS = 1200;

/** A copy of the configuration whose readers are given up soon: to be given as KIOSK_CONFIG. */
export function hurriedConfig(): string {
  const folder = join(temporaryFolder(), 'config');
  cpSync(configFolder(), folder, { recursive: true });
  for (const name of readdirSync(join(folder, 'readers'))) {
    const path = join(folder, 'readers', name);
    const profile = Profile.parse(JSON.parse(readFileSync(path, 'utf8')));
    if (profile.timeouts !== undefined) profile.timeouts.exchangeMs = HURRIED_MS;
    profile.commandTimeouts = { status: HURRIED_MS, find: HURRIED_MS, select: HURRIED_MS, read: HURRIED_MS };
    // Looks for the card would meet faults that are meant for the read: they are as rare as a profile may have them.
    if (profile.transport === 'serial') {
      profile.serial = { baud: 115_200, openDelayMs: 0 };
      profile.pollMs = 5000;
    }
    writeFileSync(path, JSON.stringify(profile));
  }
  return folder;
}
