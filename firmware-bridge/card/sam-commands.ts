import type { SerialReaderProfile } from '../../config/index.ts';

/** Size of the text block and of a WLT photo block, in bytes. */
export const TEXT_BYTES = 256;
export const PHOTO_BYTES = 1024;
/** Longest picture that a reader which decodes the photo itself may put in the block's place. */
export const MAX_IMAGE_BYTES = 65_000;
/** Longest appended address: 35 characters of UTF-16LE. */
export const MAX_NEW_ADDRESS_BYTES = 70;

/** What stands in the photo's place: the police codec, or a picture that the reader decoded. */
export type PhotoForm = SerialReaderProfile['photo'];
/** Milliseconds in place of the usual time limits. */
export type CommandTimeouts = SerialReaderProfile['commandTimeouts'];

/** A SAM command with its time limit in milliseconds, the wire's own time not included. */
export interface SamCommand {
  readonly name: keyof CommandTimeouts | 'reset';
  readonly command: number;
  readonly parameter: number;
  readonly timeoutMs: number;
  /** Longest data after SW3. */
  readonly replyBytes: number;
}

/**
 * Commands of GA/T 467 that a kiosk sends; time limits are the middle of what running programs use. Never sent:
 * 30 10, reading with fingerprints, for nobody may ask for what the service does not need; 30 02, whose meaning one
 * source alone tells; 30 05, the management number of the chip, by which a person could be followed; 60 00 to 60 04,
 * which set the module's rate for every other program too; 61 FF n, the size of its frames on the air.
 */
export const SAM_COMMANDS = {
  reset: { name: 'reset', command: 0x10, parameter: 0xff, timeoutMs: 800, replyBytes: 0 },
  status: { name: 'status', command: 0x11, parameter: 0xff, timeoutMs: 800, replyBytes: 0 },
  samId: { name: 'samId', command: 0x12, parameter: 0xff, timeoutMs: 800, replyBytes: 16 },
  find: { name: 'find', command: 0x20, parameter: 0x01, timeoutMs: 800, replyBytes: 4 },
  select: { name: 'select', command: 0x20, parameter: 0x02, timeoutMs: 800, replyBytes: 8 },
  read: {
    name: 'read',
    command: 0x30,
    parameter: 0x01,
    timeoutMs: 3000,
    replyBytes: 4 + TEXT_BYTES + PHOTO_BYTES,
  },
  newAddress: {
    name: 'newAddress',
    command: 0x30,
    parameter: 0x03,
    timeoutMs: 2000,
    replyBytes: MAX_NEW_ADDRESS_BYTES,
  },
} as const satisfies Record<string, SamCommand>;

/** A command frame without data. */
const COMMAND_FRAME_BYTES = 10;
/** Preamble, length, SW1 SW2 SW3 and XOR around a reply's data. */
const REPLY_FRAME_BYTES = 11;
/** One start bit, eight data bits, one stop bit (8N1). */
const BITS_A_BYTE = 10;

/** Milliseconds that `bytes` bytes need on a line of `baud` bits a second. */
export function wireMs(bytes: number, baud: number): number {
  return (bytes * BITS_A_BYTE * 1000) / baud;
}

/**
 * Milliseconds that a command may take: the profile's limit or the usual one, and on a line whose rate counts
 * the time that command and longest reply need on it (1.35 s for a read at 9600 baud).
 */
export function commandLimitMs(
  command: SamCommand,
  options: { readonly timeouts?: CommandTimeouts; readonly photo?: PhotoForm; readonly baud?: number },
): number {
  const { timeouts = {}, photo = 'wlt', baud } = options;
  const own = command.name === 'reset' ? undefined : timeouts[command.name];
  const limit = own ?? command.timeoutMs;
  if (baud === undefined) return limit;
  const picture = command.name === 'read' && photo === 'image' ? MAX_IMAGE_BYTES - PHOTO_BYTES : 0;
  const bytes = COMMAND_FRAME_BYTES + REPLY_FRAME_BYTES + command.replyBytes + picture;
  return Math.ceil(limit + wireMs(bytes, baud));
}
