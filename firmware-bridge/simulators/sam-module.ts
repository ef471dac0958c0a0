import { type CardBlob, encodeReply, joinBlob, SamFrameDecoder } from '../card/index.ts';
import { commandName, type SamFault } from './sam-faults.ts';

/** A device's id and its 4 and 8 empty bytes after find and select, as every dump shows them. */
const SAM_ID = Uint8Array.of(5, 0, 1, 0, 0xaf, 0xdc, 0x32, 1, 0x40, 0xe2, 1, 0, 0x15, 0xcd, 0x5b, 7);

/**
 * The card-reading module (SAM_V) as a pure thing: frames in, frames out, no clock and no I/O.
 * Its own faults are data; the same module serves every port.
 */
export class SamModule {
  readonly #decoder = new SamFrameDecoder();
  #card: CardBlob | undefined;
  #state: 'idle' | 'found' | 'selected' = 'idle';
  #faults: SamFault[] = [];

  /** Lays a card on the module, or takes it away with undefined. */
  setCard(card: CardBlob | undefined): void {
    this.#card = card;
    this.#state = 'idle';
  }

  applyFault(fault: SamFault): void {
    this.#faults.push({ ...fault });
  }

  clearFaults(): void {
    this.#faults = [];
  }

  /** Takes bytes of the wire; gives the reply frames to the command frames that they complete. */
  receive(bytes: Uint8Array): Uint8Array[] {
    return this.#decoder.push(bytes).map((body) => this.#reply(body[0] ?? 0, body[1] ?? 0));
  }

  #reply(command: number, parameter: number): Uint8Array {
    const name = commandName(command, parameter);
    const faulty = this.#faults.find((fault) => fault.command === name);
    if (faulty !== undefined) {
      faulty.times--;
      this.#faults = this.#faults.filter((fault) => fault.times > 0);
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
