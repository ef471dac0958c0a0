import {
  asReply,
  encodeCommand,
  MAX_IMAGE_FRAME_LENGTH,
  SAM_COMMANDS,
  SamFrameDecoder,
} from '../card/index.ts';
import { ReplyInPieces } from './reply-in-pieces.ts';
import { commandName } from './sam-faults.ts';
import type { SamModule } from './sam-module.ts';

const OK = [0x90, 0x00];
const WRONG_OFFSET = [0x6b, 0x00];
const EXECUTION_ERROR = [0x6f, 0x00];
const UNKNOWN_INSTRUCTION = [0x6d, 0x00];

const READER_CLASS = 0xff;
/** Bytes of the first piece where the rest is fetched by offset; config/readers/pcsc-wrapped-offset.json knows it. */
const OFFSET_PIECE = 240;
/** A frame stands behind `FF xx 00 00 Lc`; its own CMD behind a head of 7 bytes. */
const FRAME_AT = 5;
const COMMAND_AT = FRAME_AT + 7;

/** How the simulated reader lets the host reach its module; `any` when the test does not care. */
export const READER_WAYS = [
  'pcsc-paged',
  'pcsc-wrapped',
  'pcsc-wrapped-61',
  'pcsc-wrapped-offset',
  'any',
] as const;
export type ReaderWay = (typeof READER_WAYS)[number];

/** Instructions of the reader's class by the way that they belong to. */
const INSTRUCTIONS: Readonly<Record<number, ReaderWay>> = {
  0: 'pcsc-wrapped',
  1: 'pcsc-wrapped-61',
  2: 'pcsc-wrapped-offset',
  176: 'pcsc-paged',
  177: 'pcsc-wrapped-offset',
  192: 'pcsc-wrapped-61',
};

export interface ReaderAnswer {
  /** With SW1 SW2. */
  readonly bytes: Uint8Array;
  /** Whether a card's read begins with the command that was answered, or ends with this answer. */
  readonly read: 'begins' | 'ends' | undefined;
}

/**
 * The reader's own firmware between PC/SC and the module, after config/readers/*.json: pages the blocks out
 * (`FF B0`), or passes a frame through and hands the reply over whole (`FF 00`), by GET RESPONSE (`FF 01`, `FF C0`)
 * or by offsets (`FF 02`, `FF B1`).
 */
export class IdReaderApdu {
  readonly #module: SamModule;
  readonly #kept = new ReplyInPieces();
  #pages: Uint8Array | undefined;
  #command: string | undefined;

  constructor(module: SamModule) {
    this.#module = module;
  }

  exchange(apdu: Uint8Array, way: ReaderWay): ReaderAnswer {
    const [cla, ins = 0, p1 = 0, p2 = 0, p3 = 0] = apdu;
    const belongsTo = INSTRUCTIONS[ins];
    if (cla !== READER_CLASS || belongsTo === undefined || (way !== 'any' && way !== belongsTo))
      return { bytes: Uint8Array.from(UNKNOWN_INSTRUCTION), read: undefined };
    const offset = (p1 << 8) | p2;
    switch (ins) {
      case 0xb0:
        return this.#page(offset, p3 === 0 ? 256 : p3);
      case 0xb1:
        return this.#told(this.#kept.at(offset, p3));
      case 0xc0:
        return this.#told(this.#kept.next(p3));
      default:
        return this.#frame(apdu, ins);
    }
  }

  /** Forgets what is left of the card before. */
  wipe(): void {
    this.#pages?.fill(0);
    this.#pages = undefined;
    this.#kept.wipe();
  }

  #frame(apdu: Uint8Array, ins: number): ReaderAnswer {
    this.#command = commandName(apdu[COMMAND_AT] ?? 0, apdu[COMMAND_AT + 1] ?? 0);
    const [reply] = this.#module.receive(apdu.subarray(FRAME_AT));
    if (reply === undefined) return { bytes: Uint8Array.from(EXECUTION_ERROR), read: undefined };
    const first = this.#kept.keep(reply);
    if (ins === 0x01) return this.#told(first);
    return this.#told(this.#kept.at(0, ins === 0x02 ? OFFSET_PIECE : reply.length));
  }

  #told(bytes: Uint8Array): ReaderAnswer {
    if (this.#command === 'find') return { bytes, read: 'begins' };
    return { bytes, read: this.#command === 'read' && this.#kept.done ? 'ends' : undefined };
  }

  #page(offset: number, size: number): ReaderAnswer {
    const read = offset === 0 ? 'begins' : undefined;
    if (offset === 0) {
      this.wipe();
      for (const step of ['find', 'select', 'read'] as const) {
        const { command, parameter } = SAM_COMMANDS[step];
        const [frame = new Uint8Array()] = this.#module.receive(encodeCommand(command, parameter));
        const [body] = new SamFrameDecoder(MAX_IMAGE_FRAME_LENGTH).push(frame);
        const reply = body === undefined ? undefined : asReply(body);
        const success = step === 'find' ? 0x9f : 0x90;
        if (reply?.status !== success) return { bytes: Uint8Array.from(EXECUTION_ERROR), read };
        if (step === 'read') this.#pages = reply.data;
      }
    }
    const page = this.#pages?.subarray(offset, offset + size);
    if (page === undefined || page.length === 0) return { bytes: Uint8Array.from(WRONG_OFFSET), read };
    const last = offset + page.length === this.#pages?.length;
    return { bytes: Uint8Array.from([...page, ...OK]), read: last ? 'ends' : read };
  }
}
