import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Campaign, fail, ok, type Result } from '../domain/index.ts';
import { configFolder } from './places.ts';

/** This year's campaign from config/campaign.json. Error: E-SETTINGS-007 (missing or not valid). */
export function readCampaign(folder: string = configFolder()): Result<Campaign> {
  const path = join(folder, 'campaign.json');
  try {
    const campaign = Campaign.parse(JSON.parse(readFileSync(path, 'utf8')));
    return campaign.opens <= campaign.closes
      ? ok(campaign)
      : fail('E-SETTINGS-007', 'closes before it opens');
  } catch {
    return fail('E-SETTINGS-007', path);
  }
}
