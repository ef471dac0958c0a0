import { encodeReply, wireMs } from '../card/index.ts';
import { type LineRate, watchLineRate } from './line-rate.ts';
import type { PortFaults } from './port-faults.ts';
import { openPty, type SimulatedLine } from './pty.ts';
import type { ReadClock } from './read-clock.ts';
import type { SamBehaviour } from './sam-behaviour.ts';
import { commandName } from './sam-faults.ts';
import type { SamModule } from './sam-module.ts';

/** A command frame without data, as all of a kiosk's are. */
const COMMAND_BYTES = 10;
const COMMAND_AT = 7;
/** Commands that a card has to lie still for; reading broke off is what they answer when it did not. */
const WORK_ON_CARD: ReadonlySet<string> = new Set(['select', 'read', 'newAddress']);
const BROKE_OFF = 0x41;
/** What a module hears and says at a rate that is not its own. */
const GARBAGE = Uint8Array.of(0xe6, 0x80, 0xaa, 0x00, 0xfe);
/** Bytes are handed over in portions of so many milliseconds of the line. */
const PORTION_MS = 4;

export interface SamLineOptions {
  readonly path: string;
  readonly module: SamModule;
  readonly faults: PortFaults;
  readonly clock: ReadClock;
  /** The line went down by a fault, as if its cable had been pulled. */
  readonly onDisconnect: () => void;
}

const pause = (ms: number): Promise<void> =>
  ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));

/** The module's own serial line: a real pseudo-terminal whose far end is the module. */
export class SamLine {
  readonly #options: SamLineOptions;
  #line: SimulatedLine | undefined;
  #rate: LineRate | undefined;
  #behaviour: SamBehaviour = {};
  #turn: Promise<void> = Promise.resolve();

  constructor(options: SamLineOptions) {
    this.#options = options;
  }

  behave(behaviour: SamBehaviour): void {
    this.#behaviour = { ...this.#behaviour, ...behaviour };
  }

  async plug(): Promise<void> {
    if (this.#line !== undefined) return;
    const line = await openPty(this.#options.path);
    this.#line = line;
    this.#rate = watchLineRate(this.#options.path);
    line.onBytes((bytes) => {
      this.#turn = this.#turn.then(() => this.#receive(line, bytes)).catch(() => undefined);
    });
  }

  async unplug(): Promise<void> {
    const line = this.#line;
    this.#line = undefined;
    this.#rate?.close();
    this.#rate = undefined;
    await line?.unplug();
  }

  async #receive(line: SimulatedLine, bytes: Uint8Array): Promise<void> {
    if (this.#line !== line) return;
    const { module, faults, clock } = this.#options;
    const { baud = null, paced = false } = this.#behaviour;
    if (baud !== null && this.#rate?.now() !== baud) {
      line.write(GARBAGE);
      return;
    }
    const name = commandName(bytes[COMMAND_AT] ?? 0, bytes[COMMAND_AT + 1] ?? 0);
    if (name === 'find') clock.begins();
    const since = performance.now();
    const wireBaud = paced && baud !== null ? baud : Number.POSITIVE_INFINITY;
    const { changes } = module;
    for (const reply of module.receive(bytes, () => faults.refuses())) {
      // The command's own bytes come first; a pseudo-terminal hands them over at once.
      const worked = wireMs(COMMAND_BYTES, wireBaud) + module.takeWorkedMs();
      await pause(worked - (performance.now() - since));
      // The card went while it was worked on.
      const broken = module.changes !== changes && name !== undefined && WORK_ON_CARD.has(name);
      const answer = faults.apply(broken ? encodeReply(BROKE_OFF) : reply);
      await pause(answer.afterMs);
      if (this.#line !== line) return;
      for (const piece of answer.pieces)
        await this.#send(line, piece, wireBaud, since + worked + answer.afterMs);
      if (name === 'read' && answer.pieces.length > 0) clock.ends();
      if (answer.disconnect) {
        this.#options.onDisconnect();
        return;
      }
    }
  }

  /** Hands bytes over no faster than the line would, each no earlier than its last bit. */
  async #send(line: SimulatedLine, bytes: Uint8Array, baud: number, from: number): Promise<void> {
    if (baud === Number.POSITIVE_INFINITY) {
      line.write(bytes);
      return;
    }
    for (let sent = 0; sent < bytes.length; ) {
      await pause(Math.max(1, Math.min(PORTION_MS, from + wireMs(bytes.length, baud) - performance.now())));
      const due = Math.floor((performance.now() - from) / wireMs(1, baud));
      const upTo = Math.min(bytes.length, Math.max(sent, due));
      if (upTo > sent) line.write(bytes.subarray(sent, upTo));
      sent = upTo;
    }
  }
}
