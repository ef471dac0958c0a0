import { fail, isConfirmed, type LedgerEvent, ok, type Result } from '../../domain/index.ts';
import { LedgerFault } from '../../ledger/index.ts';
import { sealRecord } from '../ledger/index.ts';
import { type RecordPlace, recordOf, type Visit } from '../session/index.ts';
import type { VisitParts } from './parts.ts';

/**
 * Seals the visit's record to the county and appends it. Settles only after fsync: whatever this gives back as
 * `ok` survives a power cut. A person who wanted nothing leaves the event alone, no record (X22).
 */
export async function commitVisit(visit: Visit, parts: VisitParts): Promise<Result<RecordPlace>> {
  const settings = parts.settings();
  const { method } = settings.device;
  try {
    if (visit.outcome === 'DECLINED_ALL') {
      return ok(await append(parts, eventOf(visit, parts, method, 'other', null)));
    }
    const record = recordOf(visit, {
      campaign: parts.campaign,
      device: settings.device.id,
      station: settings.device.station,
      method,
      boot: parts.boot,
      committedAt: new Date(parts.now()).toISOString(),
      monotonicMs: Math.round(parts.monotonic()),
      clock: parts.ledger.clock(),
      software: parts.software,
      textsSha256: parts.textsSha256,
    });
    if (record === undefined) return fail('E-SESSION-004');
    // One confirmation a year, even when an earlier commit came through after nobody waited for it any more.
    const earlier = parts.ledger.confirmation(record.year, record.person);
    if (earlier !== undefined && isConfirmed(record.outcome)) return ok(earlier);
    const sealed = await sealRecord(record, parts.trust.recipients);
    return ok(await append(parts, eventOf(visit, parts, method, record.means, sealed)));
  } catch (error) {
    if (error instanceof LedgerFault) return fail(error.code);
    throw error;
  }
}

async function append(parts: VisitParts, event: LedgerEvent): Promise<RecordPlace> {
  const { index, leafHash } = await parts.ledger.append(event);
  return { index, leafHash };
}

function eventOf(
  visit: Visit,
  parts: VisitParts,
  method: 'station' | 'home-visit',
  means: 'face' | 'staff' | 'other',
  sealed: string | null,
): LedgerEvent {
  return {
    event: 'visit-outcome',
    visit: visit.id,
    year: parts.campaign.year,
    person: visit.person,
    outcome: visit.outcome ?? 'ABANDONED',
    method,
    means,
    sealed,
  };
}
