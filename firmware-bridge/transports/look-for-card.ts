import type { ControlReaderProfile, SamQuirks, SerialReaderProfile } from '../../config/index.ts';
import { ok, type Result } from '../../domain/index.ts';
import type { SamClient } from '../card/index.ts';
import type { Look } from './card-presence.ts';

/** A profile of a reader without events. */
export type PolledProfile = SerialReaderProfile | ControlReaderProfile;

/** Where find names a card only once, its 80 is the firmware's way, not the absence of the card. */
export function polledQuirks({ presence, quirks }: PolledProfile): SamQuirks {
  return { ...quirks, ignoreFindFailure: quirks.ignoreFindFailure || presence !== 'find-repeats' };
}

/** The module answered, but not what a look asks: these say nothing of the card, and nothing of the line. */
const SAYS_NOTHING: ReadonlySet<string> = new Set(['E-CARD-002', 'E-CARD-008']);
/** A card was selected far enough to be refused. */
const REFUSED_CARD: ReadonlySet<string> = new Set(['E-CARD-003', 'E-CARD-004', 'E-CARD-005']);

/**
 * One look for a card after the firmware's way. `mayLie` = a card may lie there that find does not name any more.
 * Fails when the module does not answer, or takes no commands.
 */
export async function lookForCard(
  presence: PolledProfile['presence'],
  client: Pick<SamClient, 'find' | 'select'>,
  mayLie: boolean,
): Promise<Result<Look>> {
  const found = await client.find();
  if (!found.ok) return SAYS_NOTHING.has(found.error.code) ? ok('refused') : found;
  if (found.value === 'found') return ok(presence === 'find-repeats' ? 'there' : 'new');
  if (presence === 'find-repeats') return ok('missing');
  if (presence === 'new-card-only' || !mayLie) return ok('unknown');
  const selected = await client.select();
  if (selected.ok) return ok(selected.value ? 'there' : 'missing');
  if (REFUSED_CARD.has(selected.error.code)) return ok('there');
  return SAYS_NOTHING.has(selected.error.code) ? ok('refused') : selected;
}
