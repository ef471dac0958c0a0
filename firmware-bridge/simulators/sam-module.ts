import { type CardBlob, encodeReply, joinBlob, SamFrameDecoder } from '../card/index.ts';
import type { SamBehaviour } from './sam-behaviour.ts';
import { commandName, type SamFault } from './sam-faults.ts';

/** A device's id and its 4 and 8 empty bytes after find and select, as every dump shows them. */
const SAM_ID = Uint8Array.of(5, 0, 1, 0, 0xaf, 0xdc, 0x32, 1, 0x40, 0xe2, 1, 0, 0x15, 0xcd, 0x5b, 7);
/** What a module that will not says: error not recognised. */
const REFUSAL = 0x24;
/** Card type not recognised. */
const OTHER_CARD = 0x40;

/** Where the module stands with the card on it. */
type Stage = 'idle' | 'found' | 'selected' | 'read';

/**
 * The card-reading module (SAM_V) as a pure thing: frames in, frames out, no clock and no I/O.
 * Its own faults are data; the same module serves every port.
 */
export class SamModule {
  readonly #decoder = new SamFrameDecoder();
  #card: CardBlob | 'other' | undefined;
  #stage: Stage = 'idle';
  #faults: SamFault[] = [];
  #behaviour: SamBehaviour = {};
  #workedMs = 0;
  #changes = 0;

  /** Lays a card on the module, `other` for one that it cannot read, or takes it away with undefined. */
  setCard(card: CardBlob | 'other' | undefined): void {
    this.#card = card;
    this.#stage = 'idle';
    this.#changes++;
  }

  /** How often a card was laid on or taken away. */
  get changes(): number {
    return this.#changes;
  }

  applyFault(fault: SamFault): void {
    this.#faults.push({ ...fault });
  }

  clearFaults(): void {
    this.#faults = [];
  }

  behave(behaviour: SamBehaviour): void {
    this.#behaviour = { ...this.#behaviour, ...behaviour };
  }

  /** Cuts the power: what the module knew of the card is gone. */
  powerCycle(): void {
    this.#decoder.reset();
    this.#stage = 'idle';
  }

  /** Milliseconds that the commands since the last call of this took by `workMs`. */
  takeWorkedMs(): number {
    const worked = this.#workedMs;
    this.#workedMs = 0;
    return worked;
  }

  /**
   * Takes bytes of the wire; gives the reply frames to the command frames that they complete. `refuses` is asked for
   * each command whether the port's fault makes the module refuse it.
   */
  receive(bytes: Uint8Array, refuses: () => boolean = () => false): Uint8Array[] {
    return this.#decoder
      .push(bytes)
      .map((body) => (refuses() ? encodeReply(REFUSAL) : this.#reply(body[0] ?? 0, body[1] ?? 0)));
  }

  #reply(command: number, parameter: number): Uint8Array {
    const name = commandName(command, parameter);
    const workMs: Partial<Record<string, number>> = this.#behaviour.workMs ?? {};
    this.#workedMs += workMs[name ?? ''] ?? 0;
    const faulty = this.#faults.find((fault) => fault.command === name);
    if (faulty !== undefined) {
      faulty.times--;
      this.#faults = this.#faults.filter((fault) => fault.times > 0);
      // The card has to be selected anew, as after a movement; it is still the one that was found.
      if (this.#stage !== 'idle') this.#stage = 'found';
      return encodeReply(faulty.status);
    }
    switch (name) {
      case 'status':
        return encodeReply(0x90);
      case 'reset':
        this.#stage = 'idle';
        return encodeReply(0x90);
      case 'samId':
        return encodeReply(0x90, SAM_ID);
      case 'find':
        return this.#find();
      case 'select':
        if (this.#card === undefined || this.#stage === 'idle') return encodeReply(0x81);
        if (this.#card === 'other') return encodeReply(OTHER_CARD);
        this.#stage = 'selected';
        return encodeReply(0x90, new Uint8Array(8));
      case 'read':
      case 'newAddress':
        return this.#read(name);
      default:
        return encodeReply(0x21);
    }
  }

  #find(): Uint8Array {
    if (this.#card === undefined) return encodeReply(0x80);
    if (this.#stage !== 'idle' && this.#behaviour.find === 'once') return encodeReply(0x80);
    this.#stage = 'found';
    return encodeReply(0x9f, new Uint8Array(4));
  }

  #read(name: 'read' | 'newAddress'): Uint8Array {
    const card = this.#card;
    if (card === undefined || card === 'other') return encodeReply(0x41);
    if (name === 'newAddress') {
      if (this.#stage !== 'read') return encodeReply(0x41);
      return card.newAddress === undefined ? encodeReply(0x91) : encodeReply(0x90, card.newAddress);
    }
    if (this.#stage !== 'selected') return encodeReply(0x41);
    this.#stage = 'read';
    return encodeReply(0x90, joinBlob(card));
  }
}
