import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { countyFolder, readCampaign } from '../../config/index.ts';
import type { Campaign } from '../../domain/index.ts';
import { CountyActLog } from '../acts/index.ts';
import { type CountyKeys, readCountyKeys } from '../enrolment/index.ts';
import { type CountyStore, openCountyStore } from '../store/index.ts';
import { orEnd } from './end.ts';

/** What a command works with: the county's folder, keys, store and own ledger, and this year's campaign. */
export interface Desk {
  readonly folder: string;
  readonly keys: CountyKeys;
  readonly store: CountyStore;
  readonly acts: CountyActLog;
  readonly campaign: Campaign;
}

/** Opens the desk, works at it, and closes it. Ends the program with a code when the desk cannot be opened. */
export async function atDesk(program: Command, work: (desk: Desk) => Promise<void>): Promise<void> {
  const folder = countyFolder();
  const keys = orEnd(program, await readCountyKeys(folder));
  const campaign = orEnd(program, readCampaign());
  const store = orEnd(program, await openCountyStore(folder));
  const acts = new CountyActLog({ folder, keys, store, now: Date.now });
  try {
    await work({ folder, keys, store, acts, campaign });
  } finally {
    await acts.close();
    await store.close();
  }
}

/** Who works at the command line, as the county's ledger names them. */
export function operatorOfShell(): string {
  return `cli:${userInfo().username}`;
}
