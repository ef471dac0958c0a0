import { isUtf8 } from 'node:buffer';

/**
 * Whether bytes are the canonical JSON (RFC 8785) of what they parse to, and `parsed` (what a schema made of it) is
 * the same without any field more or less. Much faster than writing it anew: JSON.stringify already writes numbers and
 * strings as RFC 8785 wants, so only the order of keys is left to look at. Says no where it is not sure.
 */
export function isCanonicalOf(bytes: Uint8Array, text: string, raw: unknown, parsed: unknown): boolean {
  return isUtf8(bytes) && JSON.stringify(raw) === text && sameInOrder(raw, parsed);
}

/** Whether the two are equal and every object of `raw` has its keys in the order of RFC 8785 section 3.2.3. */
function sameInOrder(raw: unknown, parsed: unknown): boolean {
  if (!isObject(raw) || !isObject(parsed)) return raw === parsed;
  if (Array.isArray(raw) !== Array.isArray(parsed)) return false;
  const keys = Object.keys(raw);
  if (Object.keys(parsed).length !== keys.length) return false;
  const ordered = Array.isArray(raw) || keys.every((key, i) => i === 0 || (keys[i - 1] ?? '') < key);
  return ordered && keys.every((key) => sameInOrder(raw[key], parsed[key]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
