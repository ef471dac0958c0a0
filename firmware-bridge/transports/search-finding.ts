import type { CodedError, ReaderFinding, Result, SamReport } from '../../domain/index.ts';
import { statusWord } from '../card/index.ts';

/** What one way of reaching a reader came to. */
export type WayFound = Omit<ReaderFinding, 'profile'>;

/** A place where nothing answered, and why. */
export function silent(where: string, why: string): WayFound {
  return { answered: false, where, detail: why };
}

/** The module's own word, or the code with which asking for it ended. */
export function moduleSaid(where: string, report: Result<SamReport>, more = ''): WayFound {
  if (!report.ok) return silent(where, errorText(report.error));
  const { status, id } = report.value;
  const word = statusWord(status).meaning;
  const detail = `SAM status ${status.toString(16)} (${word}), id ${id ?? 'not told'}${more}`;
  return { answered: true, where, detail };
}

/** A code with its detail, for the technician. */
export function errorText({ code, detail }: CodedError): string {
  return detail === undefined ? code : `${code} ${detail}`;
}
