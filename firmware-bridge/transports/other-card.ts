import type { OtherCardRow } from '../../config/index.ts';
import { type OtherCardKind, ok, type Result } from '../../domain/index.ts';
import type { ConnectedCard } from './pcsc-port.ts';

/** Milliseconds for one probe (a contact card may ask for more time), and after which no further one is begun. */
const PROBE_MS = 4000;
const PROBES_UNTIL_MS = 2500;
/** Covers the answer to a SELECT, which is not looked at. */
const MAX_ANSWER = 258;
const WRONG_LENGTH = 0x67;

/** SELECT by name, first or only occurrence (ISO 7816-4). */
function selectCommand(aid: string): Uint8Array {
  const name = Buffer.from(aid, 'hex');
  return Uint8Array.of(0x00, 0xa4, 0x04, 0x00, name.length, ...name);
}

/** The card's answer to one probe; T=0 cards behind simple readers refuse a command with data and Le (67 00). */
async function probe(card: ConnectedCard, aid: string): Promise<Result<boolean>> {
  const bare = selectCommand(aid);
  let answer = await card.transmit(Uint8Array.of(...bare, 0x00), MAX_ANSWER, PROBE_MS);
  if (answer.ok && answer.value.at(-2) === WRONG_LENGTH)
    answer = await card.transmit(bare, MAX_ANSWER, PROBE_MS);
  if (!answer.ok) return answer;
  const found = isThere(answer.value);
  answer.value.fill(0);
  return ok(found);
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
      const found = await probe(card, aid);
      // It was lifted: nothing more can be known of it.
      if (!found.ok) return 'unknown';
      if (found.value) return kind;
    }
  return 'unknown';
}
