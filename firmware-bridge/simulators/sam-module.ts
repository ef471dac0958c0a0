import { type CardBlob, encodeReply, joinBlob, SamFrameDecoder } from '../card/index.ts';
import { commandName, type SamFault } from './sam-faults.ts';

/** What the module answers: bytes after a wait, or nothing at all. */
export interface SamAnswer {
  readonly bytes: Uint8Array;
  readonly afterMs: number;
}

/** A device's id and its 4 and 8 empty bytes after find and select, as every dump shows them. */
const SAM_ID = Uint8Array.of(5, 0, 1, 0, 0xaf, 0xdc, 0x32, 1, 0x40, 0xe2, 1, 0, 0x15, 0xcd, 0x5b, 7);

/**
 * The card-reading module (SAM_V) as a pure thing: frames in, frames out, no clock and no I/O.
 * Faults are data; the same module serves every port.
 */
export class SamModule {
  readonly #decoder = new SamFrameDecoder();
  #card: CardBlob | undefined;
  #state: 'idle' | 'found' | 'selected' = 'idle';
  #delayMs = 0;
  #statusFaults: Extract<SamFault, { fault: 'status' }>[] = [];
  #replyFaults: { fault: 'silent' | 'half-frame' | 'wrong-xor'; times: number }[] = [];

  /** Lays a card on the module, or takes it away with undefined. */
  setCard(card: CardBlob | undefined): void {
    this.#card = card;
    this.#state = 'idle';
  }

  applyFault(fault: SamFault): void {
    if (fault.fault === 'delay') this.#delayMs = fault.ms;
    else if (fault.fault === 'status') this.#statusFaults.push({ ...fault });
    else if (fault.fault === 'none') {
      this.#delayMs = 0;
      this.#statusFaults = [];
      this.#replyFaults = [];
    } else this.#replyFaults.push({ fault: fault.fault, times: fault.times });
  }

  /** Takes bytes of the wire; gives the answers to the frames that they complete. Undefined = silence. */
  receive(bytes: Uint8Array): (SamAnswer | undefined)[] {
    return this.#decoder.push(bytes).map((body) => this.#answer(body[0] ?? 0, body[1] ?? 0));
  }

  #answer(command: number, parameter: number): SamAnswer | undefined {
    const reply = this.#reply(command, parameter);
    const fault = this.#replyFaults[0];
    if (fault !== undefined) {
      fault.times--;
      if (fault.times <= 0) this.#replyFaults.shift();
      if (fault.fault === 'silent') return undefined;
      if (fault.fault === 'half-frame')
        return { bytes: reply.subarray(0, reply.length >> 1), afterMs: this.#delayMs };
      const last = reply.length - 1;
      reply[last] = (reply[last] ?? 0) ^ 0xff;
    }
    return { bytes: reply, afterMs: this.#delayMs };
  }

  #reply(command: number, parameter: number): Uint8Array {
    const name = commandName(command, parameter);
    const faulty = this.#statusFaults.find((fault) => fault.command === name);
    if (faulty !== undefined) {
      faulty.times--;
      this.#statusFaults = this.#statusFaults.filter((fault) => fault.times > 0);
      if (name !== 'status' && name !== 'samId') this.#state = 'idle';
      return encodeReply(faulty.status);
    }
    switch (name) {
      case 'status':
        return encodeReply(0x90);
      case 'samId':
        return encodeReply(0x90, SAM_ID);
      case 'find':
        if (this.#card === undefined) return encodeReply(0x80);
        this.#state = 'found';
        return encodeReply(0x9f, new Uint8Array(4));
      case 'select':
        if (this.#card === undefined || this.#state === 'idle') return encodeReply(0x81);
        this.#state = 'selected';
        return encodeReply(0x90, new Uint8Array(8));
      case 'read':
        if (this.#card === undefined || this.#state !== 'selected') return encodeReply(0x41);
        this.#state = 'idle';
        return encodeReply(0x90, joinBlob(this.#card));
      default:
        return encodeReply(0x21);
    }
  }
}
