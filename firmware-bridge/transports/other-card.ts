import type { OtherCardRow } from '../../config/index.ts';
import type { OtherCardKind } from '../../domain/index.ts';
import type { ConnectedCard } from './pcsc-port.ts';

/** Milliseconds for one probe (a contact card may ask for more time), and after which no further one is begun. */
const PROBE_MS = 4000;
const PROBES_UNTIL_MS = 2500;
/** Covers the answer to a SELECT, which is not looked at. */
const MAX_ANSWER = 258;

/** SELECT by name, first or only occurrence (ISO 7816-4). */
function selectCommand(aid: string): Uint8Array {
  const name = Buffer.from(aid, 'hex');
  return Uint8Array.of(0x00, 0xa4, 0x04, 0x00, name.length, ...name, 0x00);
}

/**
 * Whether the card has the application: 90 00; 61 xx and 6C xx say that there is an answer; 62 xx is a warning, such as
 * an application that its owner has had closed.
 */
function isThere(answer: Uint8Array): boolean {
  const sw1 = answer.at(-2);
  return sw1 === 0x90 || sw1 === 0x61 || sw1 === 0x6c || sw1 === 0x62;
}

/**
 * The kind of a card that is no identity card, by its ATR or by which applications it has. Nothing is read of it: of
 * each answer only the status is looked at, and the rest is overwritten.
 */
export async function recogniseOtherCard(
  card: ConnectedCard,
  rows: readonly OtherCardRow[],
): Promise<OtherCardKind> {
  const byAtr = rows.find(({ atrStarts }) => atrStarts.some((start) => card.atr.startsWith(start)));
  if (byAtr !== undefined) return byAtr.kind;
  const until = performance.now() + PROBES_UNTIL_MS;
  for (const { kind, selects } of rows)
    for (const { aid } of selects) {
      if (performance.now() > until) return 'unknown';
      const answer = await card.transmit(selectCommand(aid), MAX_ANSWER, PROBE_MS);
      // It was lifted: nothing more can be known of it.
      if (!answer.ok) return 'unknown';
      const found = isThere(answer.value);
      answer.value.fill(0);
      if (found) return kind;
    }
  return 'unknown';
}
