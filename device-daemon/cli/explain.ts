import { readErrorBook } from '../../config/index.ts';

/** An error for a technician's terminal: code and cause, what is known of this case, and what to do. */
export function explain({ code, detail }: { readonly code: string; readonly detail?: string }): string {
  const entry = readErrorBook().get(code);
  return [
    entry === undefined ? code : `${code} ${entry.cause}`,
    ...(detail === undefined || detail === '' ? [] : [detail]),
    ...(entry === undefined ? [] : [`To do: ${entry.technician}`]),
  ].join('\n');
}
