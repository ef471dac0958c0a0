import { isDeepStrictEqual } from 'node:util';

/** `face.trySeconds`, `operators.0.name`: names and list places, at most 6 deep. */
const PATH = /^[A-Za-z][A-Za-z0-9]*(\.([A-Za-z][A-Za-z0-9]*|\d{1,3})){0,5}$/;

/** The value at a path, or undefined when the path is malformed or leads nowhere. */
export function valueAt(data: unknown, path: string): unknown {
  if (!PATH.test(path)) return undefined;
  let here = data;
  for (const name of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined;
    here = Reflect.get(here, name);
  }
  return here;
}

/** A copy of `data` with the value at a path replaced; undefined when the path leads nowhere. */
export function withValueAt(data: unknown, path: string, value: unknown): unknown {
  if (valueAt(data, path) === undefined) return undefined;
  const copy = structuredClone(data);
  const names = path.split('.');
  const last = names.pop() ?? '';
  const parent = names.length === 0 ? copy : valueAt(copy, names.join('.'));
  if (typeof parent !== 'object' || parent === null) return undefined;
  Reflect.set(parent, last, value);
  return copy;
}

/** Whether `data` is `value`, but for names that `value` leaves to their defaults. */
export function holds(data: unknown, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return isDeepStrictEqual(data, value);
  if (typeof data !== 'object' || data === null) return false;
  return Object.entries(value).every(
    ([name, part]) => Object.hasOwn(data, name) && holds(Reflect.get(data, name), part),
  );
}
