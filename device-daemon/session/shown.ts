import type { Visit } from './visit.ts';

/** Phone and address as they stand on the screen: the proposal where there is one, else the county's. */
export function shownContact(visit: Visit): { phone: string; address: string } {
  const of = (field: 'phone' | 'address'): string => {
    const change = visit.changes.find((one) => one.field === field);
    return change === undefined ? (visit.row?.[field] ?? '') : (change.new ?? '');
  };
  return { phone: of('phone'), address: of('address') };
}
