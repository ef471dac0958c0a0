import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fail, ok, type Result } from '../../domain/index.ts';
import { openCheckpoint, parseVerifierKey, type VerifierKey } from '../../domain/tlog/index.ts';
import { keptCountyKey } from '../mirror/index.ts';

/** A log that can be verified, and by whose word its key is the right one. */
export interface FoundLog {
  readonly name: string;
  readonly folder: string;
  readonly key: VerifierKey;
  /** Its verifier key string. */
  readonly keyText: string;
  /** The key lies in the log's own folder: it proves that the log agrees with itself, not whose log it is. */
  readonly ownKey: boolean;
}

/** The logs in a folder, and the county's key where it is known. */
export interface FoundLogs {
  readonly logs: readonly FoundLog[];
  /** Logs for which nobody says the key. */
  readonly keyless: readonly string[];
  readonly county: VerifierKey | undefined;
}

/**
 * Finds the logs in a county's folder, a mirror, a stick or a single log's folder. `keys` are verifier key strings that
 * the auditor has from elsewhere, of devices and of the county. Error: E-COUNTY-059 (no log there).
 */
export function findLogs(folder: string, keys: readonly string[]): Result<FoundLogs> {
  const root = existsSync(join(folder, 'mirror')) ? join(folder, 'mirror') : folder;
  const folders = isLog(root) ? [root] : childrenOf(root).filter(isLog);
  if (folders.length === 0) return fail('E-COUNTY-059', folder);
  const given = keys.flatMap((text) => {
    const key = parseVerifierKey(text);
    return key === undefined ? [] : [{ key, text }];
  });
  const found = folders.map((path) => foundLog(path, given));
  const mirror = isLog(root) ? dirname(resolve(root)) : root;
  const countyText = keptCountyKey(mirror);
  const county = given.find(({ text }) => text === countyText)?.key ?? ownCounty(countyText, given);
  return ok({
    logs: found.filter((log) => typeof log !== 'string'),
    keyless: found.filter((log) => typeof log === 'string'),
    county,
  });
}

type Given = readonly { readonly key: VerifierKey; readonly text: string }[];

/** The county's key: the given one that no log is named after, else the one that lies in the mirror. */
function ownCounty(countyText: string | undefined, given: Given): VerifierKey | undefined {
  const named = given.find(({ key }) => key.name.startsWith('county-'));
  return named?.key ?? (countyText === undefined ? undefined : parseVerifierKey(countyText));
}

function foundLog(folder: string, given: Given): FoundLog | string {
  const note = readIfThere(join(folder, 'checkpoint')) ?? '';
  const own = readIfThere(join(folder, 'key'))?.trim() ?? '';
  const signer = given.find(({ key }) => openCheckpoint(note, key) !== undefined);
  const name = own === '' ? (note.split('\n')[0] ?? '') : basename(resolve(folder));
  if (signer !== undefined) return { name, folder, key: signer.key, keyText: signer.text, ownKey: false };
  const named = given.find(({ key }) => key.name === name);
  if (named !== undefined) return { name, folder, key: named.key, keyText: named.text, ownKey: false };
  const key = parseVerifierKey(own);
  return key === undefined ? name : { name, folder, key, keyText: own, ownKey: true };
}

function isLog(folder: string): boolean {
  return existsSync(join(folder, 'checkpoint')) || existsSync(join(folder, 'heads.jsonl'));
}

function childrenOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isDirectory());
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
