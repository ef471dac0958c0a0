import { ageOn, isConfirmed, type ReceiptModel } from '../../domain/index.ts';
import {
  type Confirmation,
  confirmationSlip,
  copySlip,
  declinedSlip,
  notedSlip,
  type Person,
} from '../receipts/index.ts';
import type { RecordPlace, Visit } from '../session/index.ts';
import type { VisitParts } from './parts.ts';

/** The slip that belongs to how the visit stands, or undefined when it has none. `at` is milliseconds since 1970. */
export function slipOfVisit(visit: Visit, parts: VisitParts, at: number): ReceiptModel | undefined {
  const { device } = parts.settings();
  const place = { station: device.station, device: device.id, phone: device.phone, at };
  if (visit.outcome === 'DECLINED_ALL') return declinedSlip(place, parts.wording);
  const { card } = visit;
  if (card === null) return undefined;
  const person: Person = {
    name: visit.row?.name ?? card.name,
    idNumber: card.idNumber,
    cardExpired: visit.cardExpired,
  };
  const confirmed = (
    where: RecordPlace,
    how: Pick<Confirmation, 'method' | 'means'>,
    then: number,
  ): Confirmation => ({
    place: { ...place, at: then },
    person,
    year: parts.campaign.year,
    method: how.method,
    means: how.means,
    age: ageOn(card.birth, parts.campaign.ageAsOf),
    appended: { ...where, origin: device.id },
  });
  if (visit.earlier !== null) {
    const { earlier } = visit;
    return copySlip(confirmed(earlier, earlier, Date.parse(earlier.at)), earlier.copies + 1, parts.wording);
  }
  if (visit.place === null) return undefined;
  if (visit.outcome === null || !isConfirmed(visit.outcome)) {
    return notedSlip({ place, person, appended: { ...visit.place, origin: device.id } }, parts.wording);
  }
  const means = visit.outcome === 'CONFIRMED_STAFF' ? 'staff' : 'face';
  return confirmationSlip(confirmed(visit.place, { method: device.method, means }, at), parts.wording);
}
