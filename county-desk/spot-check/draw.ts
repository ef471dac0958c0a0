import { createHash } from 'node:crypto';
import { allocate, type Stratum } from './allocation.ts';
import { byteOrder } from './byte-order.ts';
import type { Frame, FramePerson } from './frame.ts';

/** What was drawn from one stratum. */
export interface DrawnStratum {
  readonly name: string;
  readonly people: number;
  readonly weight: number;
  /** Persons in the order in which they were drawn. */
  readonly drawn: readonly string[];
}

/**
 * Draws `size` people of a frame. Within a stratum the order is that of the hex of
 * SHA-256(UTF-8 seed, a zero byte, the 64 hex characters of the person's digest), the smallest first: the seed was in
 * the ledger before, nobody can choose whom it takes. Same frame, seed and size: same people.
 */
export function draw(frame: Frame, seed: string, size: number): readonly DrawnStratum[] {
  const members = new Map<string, FramePerson[]>();
  for (const person of frame.persons) {
    const list = members.get(person.stratum);
    if (list === undefined) members.set(person.stratum, [person]);
    else list.push(person);
  }
  const strata: Stratum[] = [...members]
    .map(([name, list]) => ({ name, people: list.length, weight: list[0]?.manual ? frame.factor : 1 }))
    .sort((a, b) => byteOrder(a.name, b.name));
  const given = allocate(strata, size);
  return strata.map(({ name, people, weight }) => {
    const order = (members.get(name) ?? [])
      .map(({ person }) => ({ person, ticket: ticketOf(seed, person) }))
      .sort((a, b) => byteOrder(a.ticket, b.ticket));
    return { name, people, weight, drawn: order.slice(0, given.get(name) ?? 0).map(({ person }) => person) };
  });
}

/** The hex that a person's place in the order goes by. */
export function ticketOf(seed: string, person: string): string {
  return createHash('sha256').update(seed, 'utf8').update('\0').update(person, 'ascii').digest('hex');
}
