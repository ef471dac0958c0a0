import { asReply, encodeCommand, SAM_COMMANDS, SamFrameDecoder } from '../card/index.ts';
import type { SamModule } from './sam-module.ts';

const OK = [0x90, 0x00];
const WRONG_OFFSET = [0x6b, 0x00];
const EXECUTION_ERROR = [0x6f, 0x00];
const UNKNOWN_INSTRUCTION = [0x6d, 0x00];

/** How the simulated reader lets the host reach its module; `both` when the test does not care. */
export type ReaderWay = 'pcsc-paged' | 'pcsc-wrapped' | 'both';

/**
 * The reader's own firmware between PC/SC and the module: pages the blocks out (`FF B0`), or passes a frame
 * through (`FF 00 00 00 Lc`), after config/readers/*.json.
 */
export class IdReaderApdu {
  readonly #module: SamModule;
  #pages: Uint8Array | undefined;

  constructor(module: SamModule) {
    this.#module = module;
  }

  /** The answer with SW1 SW2. */
  exchange(apdu: Uint8Array, way: ReaderWay): Uint8Array {
    const [cla, ins, p1, p2, p3] = apdu;
    if (cla === 0xff && ins === 0xb0 && way !== 'pcsc-wrapped')
      return this.#page(((p1 ?? 0) << 8) | (p2 ?? 0), p3 === 0 || p3 === undefined ? 256 : p3);
    if (cla === 0xff && ins === 0x00 && way !== 'pcsc-paged') return this.#frame(apdu.subarray(5));
    return Uint8Array.from(UNKNOWN_INSTRUCTION);
  }

  /** Forgets the pages of the card before. */
  wipe(): void {
    this.#pages?.fill(0);
    this.#pages = undefined;
  }

  #frame(frame: Uint8Array): Uint8Array {
    const [reply] = this.#module.receive(frame);
    return Uint8Array.from(reply === undefined ? EXECUTION_ERROR : [...reply, ...OK]);
  }

  #page(offset: number, size: number): Uint8Array {
    if (offset === 0) {
      this.wipe();
      for (const step of ['find', 'select', 'read'] as const) {
        const { command, parameter } = SAM_COMMANDS[step];
        const [frame = new Uint8Array()] = this.#module.receive(encodeCommand(command, parameter));
        const [body] = new SamFrameDecoder().push(frame);
        const reply = body === undefined ? undefined : asReply(body);
        const success = step === 'find' ? 0x9f : 0x90;
        if (reply?.status !== success) return Uint8Array.from(EXECUTION_ERROR);
        if (step === 'read') this.#pages = reply.data;
      }
    }
    if (this.#pages === undefined || offset >= this.#pages.length) return Uint8Array.from(WRONG_OFFSET);
    return Uint8Array.from([...this.#pages.subarray(offset, offset + size), ...OK]);
  }
}
