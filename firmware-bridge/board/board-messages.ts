import { z } from 'zod';
import {
  BoardKey,
  BoardLight,
  BoardLights,
  BuzzerPattern,
  LightMode,
  ResetCause,
} from '../../domain/index.ts';
import type { BoardFrame } from './board-frame.ts';

/** Version of docs/board-protocol.md. Another major version is not spoken to. */
export const PROTOCOL = { major: 1, minor: 0 } as const;

const Byte = z.number().int().min(0).max(0xff);
const Word = z.number().int().min(0).max(0xffff);
const Milliseconds = z.number().int().min(0).max(0xffff_ffff);

/** What became of a command, in the order of their numbers. */
export const CommandOutcome = z.enum(['done', 'unknown-command', 'bad-payload', 'not-now', 'broken']);
export type CommandOutcome = z.infer<typeof CommandOutcome>;

/** What the host sends. */
export const HostMessage = z.discriminatedUnion('message', [
  z.object({ message: z.literal('hello'), major: Byte, minor: Byte }),
  z.object({ message: z.literal('heartbeat') }),
  z.object({ message: z.literal('lights'), lights: BoardLights }),
  z.object({ message: z.literal('buzz'), pattern: BuzzerPattern }),
  z.object({ message: z.literal('watchdog'), withinMs: Milliseconds }),
  z.object({ message: z.literal('kick') }),
  z.object({ message: z.literal('event-taken'), number: Word }),
]);
export type HostMessage = z.infer<typeof HostMessage>;

/** An event that the board keeps until it was taken. */
const Happened = z.discriminatedUnion('what', [
  z.object({ what: z.literal('door'), open: z.boolean() }),
  z.object({ what: z.literal('power'), failing: z.boolean() }),
  z.object({ what: z.literal('key'), key: BoardKey }),
]);
export type Happened = z.infer<typeof Happened>;

/** What the board sends. */
export const BoardMessage = z.discriminatedUnion('message', [
  z.object({
    message: z.literal('hello'),
    major: Byte,
    minor: Byte,
    /** True for the answer to the host's hello, false for a board that looks for a host. */
    answer: z.boolean(),
    reset: ResetCause,
    /** Another one at each start of the board. */
    boot: Word,
    firmware: z.string().regex(/^[\x20-\x7e]{0,24}$/),
  }),
  z.object({
    message: z.literal('state'),
    near: z.boolean(),
    doorOpen: z.boolean(),
    powerFailing: z.boolean(),
    watchdogMs: Milliseconds,
  }),
  z.object({ message: z.literal('outcome'), sequence: Byte, outcome: CommandOutcome }),
  z.object({ message: z.literal('event'), number: Word, ageMs: Milliseconds, happened: Happened }),
]);
export type BoardMessage = z.infer<typeof BoardMessage>;

/** Type bytes. A host's command is answered with an outcome of the same sequence number. */
export const HOST_TYPES = {
  hello: 0x01,
  heartbeat: 0x02,
  lights: 0x03,
  buzz: 0x04,
  watchdog: 0x05,
  kick: 0x06,
  'event-taken': 0x07,
} as const satisfies Record<HostMessage['message'], number>;
export const BOARD_TYPES = {
  hello: 0x81,
  state: 0x82,
  outcome: 0x83,
  event: 0x84,
} as const satisfies Record<BoardMessage['message'], number>;

const LIGHTS = BoardLight.options;
const MODES = LightMode.options;
const PATTERNS = BuzzerPattern.options;
/** In the order of their numbers on the wire, which is the schema's. */
const CAUSES = ResetCause.options;
const OUTCOMES = CommandOutcome.options;
const WHATS = ['door', 'power', 'key'] as const;
const FLAG = { near: 1, doorOpen: 2, powerFailing: 4 } as const;

const word = (value: number): number[] => [value >> 8, value & 0xff];
const long = (value: number): number[] => [...word(value >>> 16), ...word(value & 0xffff)];

function hostPayload(message: HostMessage): number[] {
  switch (message.message) {
    case 'hello':
      return [message.major, message.minor];
    case 'lights':
      return LIGHTS.map((light) => MODES.indexOf(message.lights[light]));
    case 'buzz':
      return [PATTERNS.indexOf(message.pattern) + 1];
    case 'watchdog':
      return long(message.withinMs);
    case 'event-taken':
      return word(message.number);
    default:
      return [];
  }
}

function happenedBytes(happened: Happened): number[] {
  const what = WHATS.indexOf(happened.what) + 1;
  if (happened.what === 'door') return [what, Number(happened.open)];
  return [what, happened.what === 'power' ? Number(happened.failing) : happened.key];
}

function boardPayload(message: BoardMessage): number[] {
  switch (message.message) {
    case 'hello': {
      const { major, minor, answer, reset, boot, firmware } = message;
      const head = [major, minor, Number(answer), CAUSES.indexOf(reset), ...word(boot)];
      return [...head, firmware.length, ...Buffer.from(firmware, 'latin1')];
    }
    case 'state': {
      const { near, doorOpen, powerFailing } = message;
      const flags =
        (near ? FLAG.near : 0) | (doorOpen ? FLAG.doorOpen : 0) | (powerFailing ? FLAG.powerFailing : 0);
      return [flags, ...long(message.watchdogMs)];
    }
    case 'outcome':
      return [message.sequence, OUTCOMES.indexOf(message.outcome)];
    case 'event':
      return [...word(message.number), ...long(message.ageMs), ...happenedBytes(message.happened)];
  }
}

export function hostFrame(message: HostMessage, sequence: number): BoardFrame {
  const payload = Uint8Array.from(hostPayload(message));
  return { type: HOST_TYPES[message.message], sequence, payload };
}

export function boardFrame(message: BoardMessage, sequence: number): BoardFrame {
  const payload = Uint8Array.from(boardPayload(message));
  return { type: BOARD_TYPES[message.message], sequence, payload };
}

/**
 * Why a right frame is no message: `unknown` = a type of a newer minor version, to be skipped; `malformed` = a known
 * type with wrong bytes; `other-version` = the hello of a side that speaks another major version.
 */
export type Unread = 'unknown' | 'malformed' | 'other-version';

/** Bytes behind those that this version knows belong to a newer minor version and are not looked at. */
export function readHostFrame({ type, payload }: BoardFrame): HostMessage | Unread {
  const at = new DataView(payload.buffer, payload.byteOffset, payload.length);
  const read = (): unknown => {
    switch (type) {
      case HOST_TYPES.hello:
        if (at.getUint8(0) !== PROTOCOL.major) return 'other-version';
        return { message: 'hello', major: at.getUint8(0), minor: at.getUint8(1) };
      case HOST_TYPES.heartbeat:
        return { message: 'heartbeat' };
      case HOST_TYPES.lights:
        return {
          message: 'lights',
          lights: Object.fromEntries(LIGHTS.map((light, i) => [light, MODES[at.getUint8(i)]])),
        };
      case HOST_TYPES.buzz:
        return { message: 'buzz', pattern: PATTERNS[at.getUint8(0) - 1] };
      case HOST_TYPES.watchdog:
        return { message: 'watchdog', withinMs: at.getUint32(0) };
      case HOST_TYPES.kick:
        return { message: 'kick' };
      case HOST_TYPES['event-taken']:
        return { message: 'event-taken', number: at.getUint16(0) };
      default:
        return 'unknown';
    }
  };
  return parsed(HostMessage, read);
}

function readHappened(at: DataView): unknown {
  const value = at.getUint8(7);
  const what = WHATS[at.getUint8(6) - 1];
  const flag = [false, true][value];
  return what === 'key' ? { what, key: value } : { what, open: flag, failing: flag };
}

/** As `readHostFrame`, for what a board sent. */
export function readBoardFrame({ type, payload }: BoardFrame): BoardMessage | Unread {
  const at = new DataView(payload.buffer, payload.byteOffset, payload.length);
  const read = (): unknown => {
    switch (type) {
      case BOARD_TYPES.hello: {
        if (at.getUint8(0) !== PROTOCOL.major) return 'other-version';
        const text = payload.subarray(7, 7 + at.getUint8(6));
        if (text.length < at.getUint8(6)) return 'malformed';
        return {
          message: 'hello',
          major: at.getUint8(0),
          minor: at.getUint8(1),
          answer: [false, true][at.getUint8(2)],
          reset: CAUSES[at.getUint8(3)],
          boot: at.getUint16(4),
          firmware: Buffer.from(text).toString('latin1'),
        };
      }
      case BOARD_TYPES.state: {
        const flags = at.getUint8(0);
        const has = (flag: keyof typeof FLAG): boolean => (flags & FLAG[flag]) !== 0;
        return {
          message: 'state',
          near: has('near'),
          doorOpen: has('doorOpen'),
          powerFailing: has('powerFailing'),
          watchdogMs: at.getUint32(1),
        };
      }
      case BOARD_TYPES.outcome:
        return { message: 'outcome', sequence: at.getUint8(0), outcome: OUTCOMES[at.getUint8(1)] };
      case BOARD_TYPES.event:
        return {
          message: 'event',
          number: at.getUint16(0),
          ageMs: at.getUint32(2),
          happened: readHappened(at),
        };
      default:
        return 'unknown';
    }
  };
  return parsed(BoardMessage, read);
}

function parsed<T>(schema: z.ZodType<T>, read: () => unknown): T | Unread {
  try {
    const raw = read();
    if (raw === 'unknown' || raw === 'malformed' || raw === 'other-version') return raw;
    const message = schema.safeParse(raw);
    return message.success ? message.data : 'malformed';
  } catch (error) {
    // A payload that is too short.
    if (error instanceof RangeError) return 'malformed';
    throw error;
  }
}
