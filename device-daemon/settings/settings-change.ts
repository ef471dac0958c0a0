import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Settings } from '../../config/index.ts';

/** Hex SHA-256 of settings as canonical JSON (RFC 8785). */
export function settingsDigest(settings: Settings): string {
  return createHash('sha256')
    .update(canonicalize(settings) ?? '')
    .digest('hex');
}

/** Names of what differs, such as `face.trySeconds` or `operators`; never a value. */
export function namesThatDiffer(one: Settings, other: Settings): string[] {
  return differences('', Object.entries(one), new Map(Object.entries(other)), 2);
}

function differences(
  prefix: string,
  own: ReadonlyArray<readonly [string, unknown]>,
  theirs: ReadonlyMap<string, unknown>,
  depth: number,
): string[] {
  const all = new Map(own);
  const names = [...new Set([...all.keys(), ...theirs.keys()])].sort();
  return names.flatMap((name) => {
    const [a, b] = [all.get(name), theirs.get(name)];
    if (canonicalize([a ?? null]) === canonicalize([b ?? null])) return [];
    if (depth > 1 && isRecord(a) && isRecord(b))
      return differences(`${prefix}${name}.`, Object.entries(a), new Map(Object.entries(b)), depth - 1);
    return [`${prefix}${name}`];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
