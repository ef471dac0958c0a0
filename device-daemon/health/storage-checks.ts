import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { modelsFolder } from '../../config/index.ts';
import type { DeviceKeys } from '../identity/index.ts';
import { verifyLedger } from '../ledger/index.ts';
import { Roster } from '../roster/index.ts';
import { bad, type Finding, good } from './finding.ts';

const Manifest = z.object({ files: z.record(z.string(), z.string()) });

/** Every model file there with the digest that set-up wrote down. */
export function checkModels(folder: string = modelsFolder()): Finding {
  const manifest = join(folder, 'manifest.json');
  if (!existsSync(manifest)) return bad('models', { code: 'E-HEALTH-001', detail: manifest });
  const { files } = Manifest.parse(JSON.parse(readFileSync(manifest, 'utf8')));
  for (const [name, digest] of Object.entries(files)) {
    const path = join(folder, name);
    const found = existsSync(path) && createHash('sha256').update(readFileSync(path)).digest('hex');
    if (found !== digest) return bad('models', { code: 'E-HEALTH-001', detail: path });
  }
  return good('models', `${Object.keys(files).length} files as made at set-up`);
}

/** The roster in use. */
export function checkRoster(dataFolder: string, keys: DeviceKeys): Finding {
  const folder = join(dataFolder, 'roster');
  if (!existsSync(folder)) return bad('roster', { code: 'E-HEALTH-004' });
  const roster = Roster.open({ folder, deviceSecret: keys.deviceSecret });
  if (!roster.ok) return bad('roster', roster.error);
  const info = roster.value.info();
  roster.value.close();
  if (info === undefined) return bad('roster', { code: 'E-HEALTH-004' });
  return good('roster', `version ${info.version} of ${info.issuedAt}, ${info.rows} rows`);
}

/** Every entry, tile and the signed head of the device's log. */
export async function checkLedger(dataFolder: string, keys: DeviceKeys): Promise<Finding> {
  const folder = join(dataFolder, 'ledger');
  if (!existsSync(folder)) return good('ledger', 'not begun');
  const report = await verifyLedger(folder, keys.ledgerVkey);
  const [first] = report.findings;
  if (first !== undefined) return bad('ledger', { code: first.code, detail: `${first.file}: ${first.what}` });
  return good('ledger', `${report.size ?? 0} entries, ${report.signed ?? 0} signed`);
}
