import type { Command } from 'commander';
import type { CodedError, Result } from '../../domain/index.ts';

/** The value of a result; an error ends the program with exit code 1 and the error's code. */
export function valueOrEnd<T>(program: Command, result: Result<T>): T {
  return result.ok ? result.value : endWith(program, result.error);
}

/** Ends the program with exit code 1, saying code and detail. */
export function endWith(program: Command, error: CodedError): never {
  return program.error(`${error.code}: ${error.detail ?? 'see docs/error-book.md'}`);
}
