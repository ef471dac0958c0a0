import { readErrorBook } from '../../../config/index.ts';
import { BridgeLink } from '../../../device-daemon/bridge-link/index.ts';
import { eventually } from '../../support/eventually.ts';
import { type TestReader, testReader } from '../../support/simulated-reader.ts';
import { testBridgeOptions } from '../../support/test-bridge.ts';
import { hurriedConfig } from './hurried-config.ts';
import { faultsOf, type MatrixCase } from './outcome-table.ts';

const book = readErrorBook();
const PERSON = 'p001';
/** What a read is answered as long as the way to the reader is being opened again. */
const WHILE_OPENING = /^E-(CARD-012|CARD-001|BRIDGE-001)/;

/** A bridge on a simulated reader of one profile, on which one case after the other is tried. */
export class ReadBench {
  readonly #reader: TestReader;
  readonly #link: BridgeLink;
  readonly #overPcsc: boolean;

  private constructor(reader: TestReader, link: BridgeLink, overPcsc: boolean) {
    this.#reader = reader;
    this.#link = link;
    this.#overPcsc = overPcsc;
  }

  static async start(profile: string): Promise<ReadBench> {
    const reader = await testReader();
    const link = new BridgeLink();
    const bench = new ReadBench(reader, link, profile.startsWith('pcsc'));
    try {
      await link.start({
        options: { ...testBridgeOptions(profile), reader: { profile, nameMatch: '', path: reader.ttyPath } },
        env: { ...reader.env, KIOSK_CONFIG: hurriedConfig() },
        log: () => {},
      });
      await bench.#lay();
      return bench;
    } catch (error) {
      await bench.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#link.stop();
    await this.#reader.stop();
  }

  /** What a read comes to: `read`, or code and recovery class. */
  async read(): Promise<string> {
    const reading = await this.#link.readCard();
    if (reading.ok) return 'read';
    return `${reading.error.code}/${book.get(reading.error.code)?.recovery ?? 'none'}`;
  }

  /** The read with the case's fault, and then, with the cable in and the card there, a clean one. */
  async tryCase(one: MatrixCase): Promise<{ readonly outcome: string; readonly afterwards: string }> {
    for (const fault of faultsOf(one)) await this.#reader.ask({ cmd: 'fault', fault });
    const outcome = await this.read();
    const { reader } = await this.#reader.ask({ cmd: 'fault', fault: { fault: 'none' } });
    if (reader === 'gone') await this.#reader.ask({ cmd: 'reader', state: 'back' });
    // A transmit that is never answered holds pcscd until the card goes.
    else if (one.fault === 'stall' && this.#overPcsc) await this.#layAgain();
    await this.#present();
    if (outcome === 'read') return { outcome, afterwards: await this.read() };
    // A line or a bridge may just be opened again.
    const afterwards = await eventually('a clean read', async () => {
      const again = await this.read();
      return again === 'read' || !WHILE_OPENING.test(again) ? again : undefined;
    });
    return { outcome, afterwards };
  }

  async #layAgain(): Promise<void> {
    await this.#reader.ask({ cmd: 'remove' });
    await eventually('no card', async () => {
      const state = await this.#link.readerState();
      return state.ok && state.value.reader === 'ready' && state.value.card === 'none';
    });
    await this.#lay();
  }

  async #lay(): Promise<void> {
    await this.#reader.ask({ cmd: 'insert', person: PERSON, profile: 'any' });
    await this.#present();
  }

  async #present(): Promise<void> {
    await eventually('the card', async () => {
      const state = await this.#link.readerState();
      return state.ok && state.value.card === 'present';
    });
  }
}
