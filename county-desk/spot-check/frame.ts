import { createHash } from 'node:crypto';
import type { Campaign } from '../../domain/index.ts';
import { ageBand, type PersonFacts } from '../persons/index.ts';
import { confirmations } from '../steps/index.ts';
import { byteOrder } from './byte-order.ts';

/** By what confirmed people can be sorted into strata. */
export const STRATUM_KEYS = ['means', 'operator', 'age', 'township'] as const;
export type StratumKey = (typeof STRATUM_KEYS)[number];

/** A person of whom a draw may choose: confirmed in the year. */
export interface FramePerson {
  readonly person: string;
  /** For example `means=staff/township=青山乡`. */
  readonly stratum: string;
  /** Confirmed by a person rather than by comparison of a face: drawn more often. */
  readonly manual: boolean;
}

/** Everything that a draw is made from. Its digest stands in the county's ledger before the draw (A51). */
export interface Frame {
  readonly year: number;
  /** ISO instant of the facts. */
  readonly asOf: string;
  readonly by: readonly StratumKey[];
  /** How many times as likely a manual confirmation is drawn. */
  readonly factor: number;
  /** By stratum, then person. */
  readonly persons: readonly FramePerson[];
}

/** Means always divide the frame: otherwise manual confirmations could not be drawn more often. */
export function stratumKeys(wanted: readonly StratumKey[]): readonly StratumKey[] {
  return STRATUM_KEYS.filter((key) => key === 'means' || wanted.includes(key));
}

/** The frame of a year: who is confirmed at that instant, by the confirmation that counts. */
export async function makeFrame(
  persons: AsyncIterable<PersonFacts> | Iterable<PersonFacts>,
  campaign: Campaign,
  asOf: string,
  wanted: readonly StratumKey[],
  factor: number,
): Promise<Frame> {
  const by = stratumKeys(wanted);
  const chosen: FramePerson[] = [];
  for await (const facts of persons) {
    const counts = confirmations(facts, campaign)[0];
    if (counts === undefined) continue;
    const { roster } = facts;
    const value: Readonly<Record<StratumKey, string>> = {
      means: counts.means,
      operator: counts.operator ?? '-',
      age: roster === null ? '-' : ageBand(roster.born, campaign.ageAsOf),
      township: roster?.township ?? '-',
    };
    const stratum = by.map((key) => `${key}=${value[key]}`).join('/');
    chosen.push({ person: facts.person, stratum, manual: value.means !== 'face' });
  }
  chosen.sort((a, b) => byteOrder(a.stratum, b.stratum) || byteOrder(a.person, b.person));
  return { year: campaign.year, asOf, by, factor, persons: chosen };
}

/**
 * The frame as text, one line a person after a head of five lines, so that anybody can redo the draw with `sha256sum`
 * (docs/county.md). Digests of persons, no names.
 */
export function frameText(frame: Frame): string {
  const { year, asOf, by, factor, persons } = frame;
  const head = [
    'youfu-draw-frame/1',
    `year ${year}`,
    `as-of ${asOf}`,
    `by ${by.join(',')}`,
    `factor ${factor}`,
  ];
  const lines = persons.map(({ person, stratum }) => `${person}\t${stratum}`);
  return `${[...head, ...lines].join('\n')}\n`;
}

/** Hex SHA-256 of the frame's text. */
export function frameDigest(frame: Frame): string {
  return createHash('sha256').update(frameText(frame)).digest('hex');
}
