import { type PcscReaderProfile, readerNameMatches } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import { SamClient } from '../card/index.ts';
import { ladderAlone } from '../recovery/index.ts';
import type { ExchangeBytes } from './answer-pieces.ts';
import { isIdCardAtr } from './id-card-atr.ts';
import { readHeader } from './pcsc-paged.ts';
import { type ConnectedCard, PcscPort } from './pcsc-port.ts';
import { frameTransport } from './pcsc-wrapped.ts';
import { errorText, moduleSaid, silent, type WayFound } from './search-finding.ts';

const NO_CARD =
  'the reader is listed; the way leads through a card, so lay an identity card on it and search again';
const OTHER_CARD = 'the card on the reader is no identity card of this profile (atrStarts)';

export interface PcscSearch {
  /** Of the settings. */
  readonly nameMatch: string;
  readonly onStuck: (call: string) => void;
}

/** Whether the reader pages blocks out: the lengths in front of them are asked for, nothing of the card. */
async function pages(
  card: ConnectedCard,
  profile: Extract<PcscReaderProfile, { transport: 'pcsc-paged' }>,
): Promise<Result<WayFound>> {
  const header = await readHeader(card, profile);
  return header.ok
    ? ok({ answered: true, where: '', detail: `pages blocks: header ${header.value}` })
    : header;
}

async function asked(port: PcscPort, profile: PcscReaderProfile): Promise<WayFound> {
  const where = port.state().name;
  const said = async (send: ExchangeBytes, frames: Exclude<PcscReaderProfile, { transport: 'pcsc-paged' }>) =>
    ok(moduleSaid(where, await new SamClient(frameTransport(send, frames), profile).report()));
  const found =
    profile.transport === 'pcsc-control'
      ? await port.withReader(profile.control, (send) => said(send, profile))
      : await port.withCard(async (card) => {
          if (!isIdCardAtr(card.atr, profile)) return ok(silent(where, OTHER_CARD));
          return profile.transport === 'pcsc-paged' ? pages(card, profile) : said(card.transmit, profile);
        });
  if (found.ok) return { ...found.value, where };
  return silent(where, found.error.code === 'E-CARD-001' ? NO_CARD : errorText(found.error));
}

/** Looks for the profile's reader in PC/SC's list and asks it in the profile's way. At most some seconds. */
export async function searchPcsc(profile: PcscReaderProfile, search: PcscSearch): Promise<WayFound> {
  const nameMatches = readerNameMatches(profile.readerName, search.nameMatch);
  if (!nameMatches.ok) return silent('', errorText(nameMatches.error));
  const port = new PcscPort({
    nameMatches: nameMatches.value,
    connectMs: profile.timeouts.connectMs,
    recovery: ladderAlone('reader'),
    onStuck: search.onStuck,
  });
  try {
    if (await port.listed()) return await asked(port, profile);
    return silent('', errorText(fail('E-CARD-012', 'no reader of this name in PC/SC’s list').error));
  } finally {
    await port.close();
  }
}
