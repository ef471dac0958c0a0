import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { writeFileDurably } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';

/** The present instant, ISO. */
export function now(): string {
  return new Date().toISOString();
}

/** The bytes of a file that an officer named. Error: E-COUNTY-008. */
export function readInput(path: string): Result<Buffer> {
  try {
    return ok(readFileSync(path));
  } catch {
    return fail('E-COUNTY-008', path);
  }
}

/** Writes a file that an officer named, durably. Error: E-COUNTY-008. */
export function writeOutput(path: string, content: Uint8Array | string): Result<void> {
  try {
    return ok(writeFileDurably(path, content));
  } catch {
    return fail('E-COUNTY-008', path);
  }
}

/** The value; else the program ends with the error's code and detail. */
export function orEnd<T>(program: Command, result: Result<T>): T {
  return result.ok ? result.value : end(program, result);
}

/** Ends the program with the error's code and detail. */
export function end(program: Command, result: Extract<Result<never>, { ok: false }>): never {
  return program.error(`${result.error.code}: ${result.error.detail ?? 'see docs/error-book.md'}`);
}
