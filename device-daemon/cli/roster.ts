import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { dataFolder } from '../../config/index.ts';
import { loadDeviceKeys, readTrust } from '../identity/index.ts';
import { leaveEvent } from '../ledger/index.ts';
import { Roster } from '../roster/index.ts';
import { endWith, fileOrEnd, valueOrEnd } from './end-with.ts';

/** `kiosk roster …`: the people whom this device knows. */
export function registerRoster(program: Command): void {
  const roster = program.command('roster').description("the county's roster on this device");
  roster
    .command('import <file>')
    .description(
      'put a packed roster in the place of the one in use; a running kiosk goes on with the new one',
    )
    .action((file: string) => importFile(program, file));
  roster
    .command('info')
    .description('which roster is in use')
    .action(async () => {
      const info = await withRoster(program, async (opened) => opened.info());
      if (info === undefined) endWith(program, { code: 'E-ROSTER-010' });
      console.log(`version ${info.version} of ${info.issuedAt}, ${info.rows} rows`);
    });
}

async function importFile(program: Command, file: string): Promise<void> {
  const bytes = fileOrEnd(program, file, () => readFileSync(file));
  const keys = valueOrEnd(program, await loadDeviceKeys(dataFolder()));
  const trust = valueOrEnd(program, await readTrust(dataFolder()));
  const result = await withRoster(program, (roster) => roster.importPackage(bytes, keys, trust));
  // The kiosk's program alone writes the log; what was refused here it finds between two visits.
  if (!result.ok) leaveEvent(dataFolder(), { event: 'roster-rejected', code: result.error.code }, Date.now());
  const { version, rows } = valueOrEnd(program, result);
  console.log(`imported: version ${version}, ${rows} rows`);
}

async function withRoster<T>(program: Command, use: (roster: Roster) => Promise<T>): Promise<T> {
  const { deviceSecret } = valueOrEnd(program, await loadDeviceKeys(dataFolder()));
  const roster = valueOrEnd(program, Roster.open({ folder: join(dataFolder(), 'roster'), deviceSecret }));
  try {
    return await use(roster);
  } finally {
    roster.close();
  }
}
