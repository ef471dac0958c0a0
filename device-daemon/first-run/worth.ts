import type { Result } from '../../domain/index.ts';

/** The value of a result; throws with code and detail when it is an error: a first run cannot go on then. */
export function worth<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.error.code}: ${result.error.detail ?? 'see docs/error-book.md'}`);
}
