import type { CodedError, ErrorCode } from '../../domain/index.ts';

/** Parts that the self-test looks at, in the order in which it tells of them. */
export const PARTS = [
  'settings',
  'cores',
  'swap',
  'kiosk',
  'bridge',
  'reader',
  'sam',
  'decoder',
  'printer',
  'paper',
  'board',
  'cameras',
  'clock',
  'disk',
  'network',
  'line',
  'ledger',
  'roster',
  'models',
  'fonts',
  'memory',
] as const;
export type Part = (typeof PARTS)[number];

/** What the self-test found of one part. `detail` never names a person. */
export interface Finding {
  readonly part: Part;
  readonly state: 'good' | 'bad';
  readonly code: ErrorCode | null;
  readonly detail: string;
}

export function good(part: Part, detail: string): Finding {
  return { part, state: 'good', code: null, detail };
}

export function bad(part: Part, error: CodedError): Finding {
  return { part, state: 'bad', code: error.code, detail: error.detail ?? '' };
}
