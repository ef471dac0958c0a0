import { z } from 'zod';
import { CardIdentity } from './card.ts';
import { ErrorCodeText } from './error-code.ts';
import { ReceiptModel } from './receipt.ts';

/**
 * Messages between the daemon and the bridge process (fork, advanced serialisation).
 * The bridge owns every native driver; it may die at any moment and be started again.
 */

/** A photo decoded from the card, RGB rows from the top. */
export const DecodedPhoto = z.object({
  width: z.number().int().min(1).max(1024),
  height: z.number().int().min(1).max(1024),
  pixels: z.instanceof(Uint8Array),
});
export type DecodedPhoto = z.infer<typeof DecodedPhoto>;

/** What one read of a card gives. `photo` is null when no decoder could decode it: staff check, never faked. */
export const CardReading = z.object({
  identity: CardIdentity,
  photo: DecodedPhoto.nullable(),
  /** Name of the photo decoder that was asked. */
  decoder: z.string(),
  /** Reader profile by which the card was read. */
  readHow: z.string(),
  /** Milliseconds from the first command to the parsed identity. */
  tookMs: z.number(),
});
export type CardReading = z.infer<typeof CardReading>;

/** What the printer says of itself (DLE EOT 1-4). */
export const PrinterStatus = z.object({
  state: z.enum(['ready', 'paper-low', 'paper-out', 'cover-open', 'offline', 'error']),
});
export type PrinterStatus = z.infer<typeof PrinterStatus>;

/** `printed` only when the printer said so after the cut. */
export const PrintOutcome = z.object({
  outcome: z.enum(['printed', 'not-taken', 'failed-before-cut', 'unknown']),
  code: ErrorCodeText.nullable(),
  tookMs: z.number(),
});
export type PrintOutcome = z.infer<typeof PrintOutcome>;

export const ReaderState = z.object({
  reader: z.enum(['gone', 'ready']),
  /** What lies on the reader, as far as the reader can tell. */
  card: z.enum(['none', 'present']),
  /** Short description for the technician: reader name and profile. */
  name: z.string(),
});
export type ReaderState = z.infer<typeof ReaderState>;

/** Requests of the daemon; each gets exactly one reply with the same id. */
export const BridgeRequest = z.discriminatedUnion('op', [
  z.object({ id: z.number().int(), op: z.literal('read-card') }),
  z.object({ id: z.number().int(), op: z.literal('reader-state') }),
  z.object({ id: z.number().int(), op: z.literal('print'), receipt: ReceiptModel }),
  z.object({ id: z.number().int(), op: z.literal('printer-status') }),
  /** Overwrite every buffer that held a card's data. */
  z.object({ id: z.number().int(), op: z.literal('wipe') }),
]);
export type BridgeRequest = z.infer<typeof BridgeRequest>;

/** The answer to a request: a value whose shape the op fixes, or a code of the error book. */
export const BridgeReply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('value'), id: z.number().int(), value: z.unknown() }),
  z.object({
    kind: z.literal('error'),
    id: z.number().int(),
    code: ErrorCodeText,
    detail: z.string().optional(),
  }),
]);
export type BridgeReply = z.infer<typeof BridgeReply>;

/** What the bridge says unasked. */
export const BridgeEvent = z.discriminatedUnion('event', [
  z.object({ kind: z.literal('event'), event: z.literal('ready') }),
  z.object({ kind: z.literal('event'), event: z.literal('card-inserted') }),
  z.object({ kind: z.literal('event'), event: z.literal('card-removed') }),
  z.object({ kind: z.literal('event'), event: z.literal('reader-gone') }),
  z.object({ kind: z.literal('event'), event: z.literal('reader-ready'), name: z.string() }),
  z.object({ kind: z.literal('event'), event: z.literal('printer'), status: PrinterStatus }),
]);
export type BridgeEvent = z.infer<typeof BridgeEvent>;

export const BridgeMessage = z.union([BridgeReply, BridgeEvent]);
export type BridgeMessage = z.infer<typeof BridgeMessage>;
