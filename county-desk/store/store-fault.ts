import type { ErrorCode } from '../../domain/index.ts';

/** The store was given what cannot be right, or holds what cannot be right: never answered by carrying on. */
export class StoreFault extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, detail: string, cause?: unknown) {
    super(`${code}: ${detail}`, { cause });
    this.name = 'StoreFault';
    this.code = code;
  }
}
