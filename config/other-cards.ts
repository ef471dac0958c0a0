import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, OtherCardKind, ok, type Result } from '../domain/index.ts';
import { configFolder } from './places.ts';

/** How well a fact about a card is founded: several independent programs, one, or nobody has shown it. */
const Confidence = z.enum(['several', 'one', 'inferred']);

/** One kind of card that is no identity card, and by what it is known. */
export const OtherCardRow = z.object({
  kind: OtherCardKind.exclude(['unknown']),
  /** What the technician should know. */
  about: z.string().max(400),
  /** Beginnings of the ATR, in hexadecimal. */
  atrStarts: z
    .array(
      z
        .string()
        .regex(/^([0-9A-F]{2})+$/)
        .max(66),
    )
    .max(16),
  /** Names of applications (ISO 7816-4 AID or DF name, 5 to 16 bytes) of which the card has at least one. */
  selects: z
    .array(
      z.object({
        aid: z.string().regex(/^([0-9A-F]{2}){5,16}$/),
        about: z.string().max(200),
        confidence: Confidence,
      }),
    )
    .max(8),
});
export type OtherCardRow = z.infer<typeof OtherCardRow>;

/** Most probes that one card is asked: bounded, since the person is waiting. */
const MAX_PROBES = 24;

const OtherCards = z
  .array(OtherCardRow)
  .max(16)
  .refine((rows) => rows.reduce((sum, row) => sum + row.selects.length, 0) <= MAX_PROBES, {
    message: `more than ${MAX_PROBES} probes`,
  });

/**
 * The cards of config/other-cards.json in the order in which they are tried: a card that also pays stands before the
 * bank card. E-CARD-015 when the file is missing or wrong.
 */
export function loadOtherCards(folder: string = configFolder()): Result<readonly OtherCardRow[]> {
  try {
    const parsed = OtherCards.safeParse(JSON.parse(readFileSync(join(folder, 'other-cards.json'), 'utf8')));
    return parsed.success
      ? ok(parsed.data)
      : fail('E-CARD-015', `other-cards.json: ${z.prettifyError(parsed.error)}`);
  } catch (error) {
    return fail('E-CARD-015', `other-cards.json: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}
