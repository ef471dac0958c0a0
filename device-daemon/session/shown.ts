import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Visit, VisitTerms } from './visit.ts';

/** Phone and address as they stand on the screen: the proposal where there is one, else the county's. */
export function shownContact(visit: Visit): { phone: string; address: string } {
  const of = (field: 'phone' | 'address'): string => {
    const change = visit.changes.find((one) => one.field === field);
    return change === undefined ? (visit.row?.[field] ?? '') : (change.new ?? '');
  };
  return { phone: of('phone'), address: of('address') };
}

/** Hex SHA-256 of the canonical JSON (RFC 8785) of what the person sees when signing. */
export function shownDigest(visit: Visit, terms: VisitTerms): string {
  const shown = {
    year: terms.year,
    name: visit.card?.name ?? '',
    idNumber: visit.card?.idNumber ?? '',
    ...shownContact(visit),
  };
  return createHash('sha256')
    .update(canonicalize(shown) ?? '')
    .digest('hex');
}
