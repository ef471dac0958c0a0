import { benefitTypes } from '../../config/index.ts';
import type { RosterEntry } from '../../county-desk/store/index.ts';
import { type MadeUpEvent, MadeUpLog, startedAt, visitOf } from '../support/made-up-logs.ts';

/** Townships of a county; a county of 20,000 people has about so many (14 on the average, S2). */
const TOWNSHIPS = 14;
/** Of ten people six have confirmed, one declined, one waits for the county. */
const OUTCOMES = [
  'CONFIRMED_FACE',
  'CONFIRMED_FACE',
  'CONFIRMED_FACE',
  'CONFIRMED_STAFF',
  'CONFIRMED_STAFF',
  'CONFIRMED_STAFF',
  'DECLINED_ALL',
  'PENDING_COUNTY',
] as const;

/** Spreads numbers over all digests, as an HMAC would: neighbours on the roster are no neighbours in the store. */
function person(number: number): string {
  const spread = (number * 2_654_435_761) % 4_294_967_296;
  return spread.toString(16).padStart(8, '0').padEnd(64, '0');
}

/** A made-up roster row after another. */
export function* rosterOf(people: number): Generator<RosterEntry> {
  const types = benefitTypes();
  for (let i = 0; i < people; i++)
    yield {
      person: person(i),
      version: 1,
      born: `${1930 + (i % 60)}-${String(1 + (i % 12)).padStart(2, '0')}-15`,
      township: `样例${i % TOWNSHIPS}镇`,
      village: `梧桐${i % 200}村`,
      benefitType: types[i % types.length]?.key ?? 'other',
      status: i % 97 === 0 ? 'suspended' : 'active',
      // As long as a row that is really sealed.
      sealed: 'c2VhbGVk'.repeat(70),
    };
}

/** The visits of these people, kiosk by kiosk: eight of ten have been at one. */
export function* logsOf(people: number, perKiosk: number): Generator<MadeUpLog> {
  for (let first = 0; first < people; first += perKiosk) {
    const log = new MadeUpLog(`kiosk-${String(first / perKiosk).padStart(5, '0')}`);
    for (let i = first; i < Math.min(first + perKiosk, people); i++) log.add(eventOf(i));
    yield log;
  }
}

function eventOf(i: number): MadeUpEvent {
  const at = new Date(Date.UTC(2026, 9, 16) + (i % 3_000_000) * 1000).toISOString();
  const outcome = OUTCOMES[i % 10];
  if (outcome === undefined) return startedAt(at);
  return visitOf(person(i), at, { outcome, means: outcome === 'CONFIRMED_STAFF' ? 'staff' : 'face' });
}
