import type { LedgerEvent } from '../../domain/index.ts';
import type { Visit } from '../session/index.ts';

/** What of a visit is an entry of its own in the log: each answer to a question of consent, each judgement of staff. */
export class VisitJournal {
  #visit: string | undefined;
  #consents = 0;
  #staff: Visit['staff'] = null;

  /** The events that came since the last look at a visit. */
  look(visit: Visit | null): LedgerEvent[] {
    if (visit === null) return [];
    if (visit.id !== this.#visit) {
      this.#visit = visit.id;
      this.#consents = 0;
      this.#staff = null;
    }
    const events: LedgerEvent[] = visit.consents
      .slice(this.#consents)
      .map(({ to, given, textVersion }) => ({ event: 'consent', visit: visit.id, to, given, textVersion }));
    this.#consents = visit.consents.length;
    const { staff } = visit;
    if (staff !== null && staff !== this.#staff)
      events.push({
        event: 'staff-judged',
        visit: visit.id,
        operator: staff.operator,
        judgement: staff.judgement,
        reason: staff.reason,
      });
    this.#staff = staff;
    return events;
  }
}
