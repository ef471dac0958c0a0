import type { ReceiptModel } from '../../domain/index.ts';
import { goldenSlips } from '../fixtures/receipts/index.ts';
import type { Random } from '../fuzz/random.ts';
import { eventually } from '../support/eventually.ts';
import { plainPeople } from '../support/kiosk-visitor.ts';
import type { SoakRig } from './rig.ts';
import { SOAK_FAULTS, type SoakFault } from './soak-faults.ts';

const FAULT_EVERY = 50;
/** Laying another card takes the virtual reader a second. */
const OTHER_CARD_EVERY = 100;
const SLIP: ReceiptModel = goldenSlips.declined ?? { blocks: [] };
const LIGHTS = { reader: 'on', printer: 'off', camera: 'off', status: 'blink' } as const;

/** What the visits came to. */
export interface VisitCounts {
  read: number;
  printed: number;
  /** Visits with a fault, and how many of them got over it by themselves. */
  faults: number;
  overcome: number;
  /** Milliseconds of the longest wipe: the bridge is ended for one of 2 s, as on a machine with much else to do. */
  longestWipeMs: number;
}

/** Visit after visit at the level of the bridge: read, print, ask, wipe. Throws when a visit without a fault goes wrong. */
export class SoakVisits {
  readonly counts: VisitCounts = {
    read: 0,
    printed: 0,
    faults: 0,
    overcome: 0,
    longestWipeMs: 0,
  };
  readonly #rig: SoakRig;
  readonly #random: Random;
  readonly #people = plainPeople();
  #faults = 0;

  constructor(rig: SoakRig, random: Random) {
    this.#rig = rig;
    this.#random = random;
  }

  async visit(number: number): Promise<void> {
    if (number % OTHER_CARD_EVERY === 0) await this.#layCard();
    const fault = number % FAULT_EVERY === FAULT_EVERY - 1 ? this.#nextFault() : undefined;
    await fault?.set(this.#rig);
    const went = await this.#one();
    if (fault !== undefined) {
      await fault.clear(this.#rig);
      this.counts.faults++;
      if (went === 'well') this.counts.overcome++;
    } else if (went !== 'well') throw new Error(`visit ${number} without a fault: ${went}`);
  }

  async #layCard(): Promise<void> {
    await this.#rig.reader({ cmd: 'insert', person: this.#random.of(this.#people) });
    await eventually('the card', async () => {
      const state = await this.#rig.link.readerState();
      return state.ok && state.value.card === 'present';
    });
  }

  #nextFault(): SoakFault {
    const fault = SOAK_FAULTS[this.#faults++ % SOAK_FAULTS.length];
    if (fault === undefined) throw new Error('there are faults');
    return fault;
  }

  async #one(): Promise<string> {
    const { link } = this.#rig;
    const troubles: string[] = [];
    const board = await link.board({ command: 'lights', lights: LIGHTS });
    if (!board.ok) troubles.push(`board ${board.error.code}`);
    const reading = await link.readCard();
    if (reading.ok) this.counts.read++;
    else troubles.push(`read ${reading.error.code} ${reading.error.detail ?? ''}`);
    const printed = await link.print(SLIP);
    if (printed.ok && printed.value.outcome === 'printed') this.counts.printed++;
    else
      troubles.push(
        `print ${printed.ok ? `${printed.value.outcome} ${printed.value.code}` : printed.error.code}`,
      );
    const since = performance.now();
    const wiped = await link.wipe();
    this.counts.longestWipeMs = Math.max(this.counts.longestWipeMs, performance.now() - since);
    if (!wiped.ok) troubles.push(`wipe ${wiped.error.code}`);
    return troubles.length === 0 ? 'well' : troubles.join(', ');
  }
}
