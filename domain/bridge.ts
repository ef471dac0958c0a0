import { z } from 'zod';
import { BoardCommand, BoardEvent, BoardState } from './board.ts';
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
  /** Why there is no photo; null where there is one. */
  photoCode: ErrorCodeText.nullable(),
  /** Reader profile by which the card was read. */
  readHow: z.string(),
  /** Milliseconds from the first command to the parsed identity. */
  tookMs: z.number(),
});
export type CardReading = z.infer<typeof CardReading>;

/** What the printer says of itself (DLE EOT 1-4, automatic status back). */
export const PrinterStatus = z.object({
  state: z.enum(['ready', 'paper-low', 'paper-out', 'cover-open', 'offline', 'cutter-error', 'error']),
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

/** What the reading module says of itself; null where the reader shows none (paged) or it has not answered. */
export const SamReport = z.object({
  /** SW3 of `11 FF`. */
  status: z.number().int().min(0).max(255),
  /** As printed on the module: 05.01-20110511-0000123456-0123456789. It names a device, not a person. */
  id: z.string().max(60).nullable(),
});
export type SamReport = z.infer<typeof SamReport>;

/** How often each step of a device's recovery ladder was taken since the bridge started. */
export const LadderCounts = z.object({
  device: z.enum(['reader', 'printer', 'board']),
  /** The step that the device stands on now, `well` when the last try succeeded. */
  now: z.enum(['well', 'retry', 'flush', 'reopen', 'respawn', 'out-of-service']),
  retry: z.number().int(),
  flush: z.number().int(),
  reopen: z.number().int(),
  respawn: z.number().int(),
});
export type LadderCounts = z.infer<typeof LadderCounts>;

/** All that the bridge knows of its devices at this moment: for doctor, health page and metrics. */
export const DeviceReport = z.object({
  reader: z.object({
    profile: z.string(),
    state: ReaderState,
    sam: SamReport.nullable(),
    decoder: z.object({ name: z.string(), code: ErrorCodeText.nullable(), detail: z.string() }),
    code: ErrorCodeText.nullable(),
    detail: z.string(),
  }),
  printer: z.object({
    profile: z.string(),
    status: PrinterStatus.nullable(),
    code: ErrorCodeText.nullable(),
    detail: z.string(),
  }),
  board: BoardState,
  ladders: z.array(LadderCounts),
});
export type DeviceReport = z.infer<typeof DeviceReport>;

/** What a search for a reader found with one profile. */
export const ReaderFinding = z.object({
  profile: z.string(),
  answered: z.boolean(),
  /** Where: device file or PC/SC name; '' when nothing fits the profile. */
  where: z.string(),
  /** What it answered with, or why not: status, SAM id, baud, code of the error book. */
  detail: z.string(),
});
export type ReaderFinding = z.infer<typeof ReaderFinding>;

/** Requests of the daemon; each gets exactly one reply with the same id. */
export const BridgeRequest = z.discriminatedUnion('op', [
  z.object({ id: z.number().int(), op: z.literal('read-card') }),
  z.object({ id: z.number().int(), op: z.literal('reader-state') }),
  z.object({ id: z.number().int(), op: z.literal('print'), receipt: ReceiptModel }),
  z.object({ id: z.number().int(), op: z.literal('printer-status') }),
  z.object({ id: z.number().int(), op: z.literal('board'), command: BoardCommand }),
  /** -> DeviceReport */
  z.object({ id: z.number().int(), op: z.literal('report') }),
  /**
   * -> ReaderFinding[]: tries every profile in order. The reader in use is let go for it. With `everyPort` serial ports
   * are asked too of which nothing says that a reader hangs on them.
   */
  z.object({ id: z.number().int(), op: z.literal('find-reader'), everyPort: z.boolean() }),
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
  z.object({ kind: z.literal('event'), event: z.literal('board'), happened: BoardEvent }),
  /** The bridge has done what it could for this device: only a new process can help. */
  z.object({
    kind: z.literal('event'),
    event: z.literal('wants-respawn'),
    device: z.enum(['reader', 'printer', 'board']),
    code: ErrorCodeText,
  }),
  /** A device that had wanted a respawn works again. */
  z.object({
    kind: z.literal('event'),
    event: z.literal('well-again'),
    device: z.enum(['reader', 'printer', 'board']),
  }),
]);
export type BridgeEvent = z.infer<typeof BridgeEvent>;

export const BridgeMessage = z.union([BridgeReply, BridgeEvent]);
export type BridgeMessage = z.infer<typeof BridgeMessage>;
