import type { OtherCardRow, PagedReaderProfile, TransmitReaderProfile } from '../../config/index.ts';
import { fail, OTHER_CARD_CODES, ok, type Result, type SamReport } from '../../domain/index.ts';
import {
  type BlobSource,
  type CardBlob,
  type CardReader,
  type PhotoDecoder,
  readCard,
  SamClient,
  splitBlob,
} from '../card/index.ts';
import type { Recovery } from '../recovery/index.ts';
import { isIdCardAtr } from './id-card-atr.ts';
import { recogniseOtherCard } from './other-card.ts';
import { readPages } from './pcsc-paged.ts';
import { type ConnectedCard, PcscPort } from './pcsc-port.ts';
import { frameTransport } from './pcsc-wrapped.ts';

const MAX_ROUNDS = 3;
/** No new round after this many milliseconds; the person has long lifted the card. */
const ROUNDS_UNTIL_MS = 6000;

/** Profiles by which a card is read that PC/SC sees. */
type CardProfile = PagedReaderProfile | TransmitReaderProfile;

export interface PcscCardReaderOptions {
  readonly profile: CardProfile;
  /** The first reader by PC/SC's list whose name all of these match is used. */
  readonly nameMatches: readonly RegExp[];
  /** By what cards that are no identity cards are known. */
  readonly otherCards: readonly OtherCardRow[];
  readonly decoder: PhotoDecoder;
  readonly recovery: Recovery;
  /** A native call hangs; the process has to end (see PcscPort). */
  readonly onStuck: (call: string) => void;
}

async function blobOf(card: ConnectedCard, profile: CardProfile): Promise<Result<CardBlob>> {
  if (!isIdCardAtr(card.atr, profile)) return fail('E-CARD-003', 'ATR of another kind of card');
  if (profile.transport === 'pcsc-transmit')
    return new SamClient(frameTransport(card.transmit, profile), profile).readBlob();
  const blob = await readPages(card, profile);
  return blob.ok ? splitBlob(blob.value, profile.photo) : blob;
}

/** The blocks of an identity card; of any other card what kind it is. */
async function blobOrKind(
  card: ConnectedCard,
  { profile, otherCards }: PcscCardReaderOptions,
): Promise<Result<CardBlob>> {
  const blob = await blobOf(card, profile);
  if (blob.ok || blob.error.code !== OTHER_CARD_CODES.unknown) return blob;
  const kind = await recogniseOtherCard(card, otherCards);
  return kind === 'unknown' ? blob : fail(OTHER_CARD_CODES[kind]);
}

/** A broken-off read is begun again with a new connection while the card still lies there. */
function pcscBlobSource(port: PcscPort, options: PcscCardReaderOptions): BlobSource {
  return {
    async readBlob() {
      const until = performance.now() + ROUNDS_UNTIL_MS;
      let blob = await port.withCard((card) => blobOrKind(card, options));
      for (let round = 1; round < MAX_ROUNDS && !blob.ok; round++) {
        const again = blob.error.code === 'E-CARD-002' || blob.error.code === 'E-CARD-009';
        if (!again || port.state().card === 'none' || performance.now() > until) break;
        const next = await port.withCard((card) => blobOrKind(card, options));
        // The card went between two rounds: what the person sees is that it was lifted too early.
        if (!next.ok && next.error.code === 'E-CARD-001') break;
        blob = next;
      }
      return blob;
    },
  };
}

/** The module's word goes through a card that PC/SC sees: without an identity card there is none. */
async function samOver(port: PcscPort, profile: CardProfile): Promise<Result<SamReport | null>> {
  if (profile.transport !== 'pcsc-transmit' || port.state().card === 'none') return ok(null);
  return port.withCard<SamReport | null>(async (card) =>
    isIdCardAtr(card.atr, profile)
      ? new SamClient(frameTransport(card.transmit, profile), profile).report()
      : ok(null),
  );
}

/** A card reader over PC/SC after its profile: paged read or SAM frames inside transmits. */
export function openPcscCardReader(options: PcscCardReaderOptions): CardReader {
  const { profile, decoder } = options;
  const port = new PcscPort({
    nameMatches: options.nameMatches,
    connectMs: profile.timeouts.connectMs,
    recovery: options.recovery,
    onStuck: options.onStuck,
  });
  const source = pcscBlobSource(port, options);
  return {
    state: () => port.state(),
    on: (listener) => port.on(listener),
    read: () => readCard(source, decoder, profile.name),
    sam: () => samOver(port, profile),
    reopen: () => port.reopen(),
    close: () => port.close(),
  };
}
