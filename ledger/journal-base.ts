import { z } from 'zod';
import { Frontier, NO_PREVIOUS } from '../domain/tlog/index.ts';

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What a journal begins with once entries were pruned: all that must be known of them. */
const BaseText = z.strictObject({
  format: z.literal('youfu-journal-base/1'),
  /** Entries that are gone. */
  below: z.number().int().positive(),
  /** Hex hashes of the tree's right edge at that size, lowest level first. */
  edge: z.array(z.array(Hash).max(255)).max(8),
  /** Hex leaf hash of the last of them. */
  last: Hash,
  /** What the view kept of them. */
  view: z.unknown(),
});

/** Where a journal begins. */
export interface JournalBase {
  readonly below: number;
  readonly frontier: Frontier;
  /** Hex leaf hash of the entry before the journal's first. */
  readonly last: string;
  readonly view: unknown;
}

/** The base of a journal that holds every entry. */
export function emptyBase(): JournalBase {
  return { below: 0, frontier: new Frontier(), last: NO_PREVIOUS, view: undefined };
}

/** The payload of a base frame. */
export function encodeBase({ below, frontier, last, view }: JournalBase): Buffer {
  const edge = frontier.edge().map((hashes) => hashes.map((hash) => Buffer.from(hash).toString('hex')));
  const text = BaseText.parse({ format: 'youfu-journal-base/1', below, edge, last, view: view ?? null });
  return Buffer.from(JSON.stringify(text));
}

/** The base in a payload; undefined when it is none. */
export function decodeBase(payload: Buffer): JournalBase | undefined {
  try {
    const { below, edge, last, view } = BaseText.parse(JSON.parse(payload.toString('utf8')));
    const tails = edge.map((hashes) => hashes.map((hash) => Buffer.from(hash, 'hex')));
    return { below, frontier: Frontier.of(below, tails), last, view };
  } catch {
    return undefined;
  }
}
