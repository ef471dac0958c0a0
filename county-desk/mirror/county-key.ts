import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolderDurably, writeFileDurably } from '../../config/index.ts';

/** Keeps the county's verifier key string beside the logs, so that a copy of the mirror says who cosigned it. */
export function keepCountyKey(mirror: string, verifierKey: string): void {
  makeFolderDurably(mirror);
  if (keptCountyKey(mirror) !== verifierKey) writeFileDurably(keyPath(mirror), `${verifierKey}\n`);
}

/** The verifier key string that lies beside the logs: a claim until somebody compares it with the published one. */
export function keptCountyKey(mirror: string): string | undefined {
  const path = keyPath(mirror);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

function keyPath(mirror: string): string {
  return join(mirror, 'county.key');
}
