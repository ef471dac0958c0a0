import type { Command } from 'commander';
import type { CodedError, Result } from '../../domain/index.ts';
import { explain } from './explain.ts';

/** The value of a result; an error ends the program with exit code 1 and the error's code. */
export function valueOrEnd<T>(program: Command, result: Result<T>): T {
  return result.ok ? result.value : endWith(program, result.error);
}

/** What `act` does with a file; a file that cannot be read or written ends the program (E-IDENTITY-007). */
export function fileOrEnd<T>(program: Command, file: string, act: () => T): T {
  try {
    return act();
  } catch {
    return endWith(program, { code: 'E-IDENTITY-007', detail: file });
  }
}

/** Ends the program with exit code 1, saying what went wrong and what to do. */
export function endWith(program: Command, error: CodedError): never {
  return program.error(explain(error));
}
