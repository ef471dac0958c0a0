import { existsSync } from 'node:fs';
import { z } from 'zod';
import { BridgeOptions, type PrinterProfile } from '../../../config/index.ts';
import type { ReceiptModel } from '../../../domain/index.ts';
import { openPrinter } from '../../../firmware-bridge/printer/index.ts';
import {
  goldenSlips,
  type PrinterUnderTest,
  printerUnderTest,
  profileNamed,
} from '../../fixtures/receipts/index.ts';
import { eventually } from '../../support/eventually.ts';
import { faultsOf, type MatrixCase } from './outcome-table.ts';

const SLIP: ReceiptModel = goldenSlips.declined ?? { blocks: [] };
const Transport = BridgeOptions.shape.printer.shape.transport;
/** Far longer than a simulated printer takes, far shorter than a real one's. */
const HURRIED = { connectMs: 1500, statusMs: 400, pollMs: 60, jobMs: 1000 };

export interface PrintTried {
  /** Outcome and code. */
  readonly outcome: string;
  /** Slips that were cut by it. */
  readonly cut: number;
  /** The same of a clean print behind it. */
  readonly afterwards: string;
  readonly cutAfterwards: number;
}

/** A simulated printer on which one case after the other is tried. */
export class PrintBench {
  readonly #sim: PrinterUnderTest;
  readonly #profile: PrinterProfile;

  private constructor(sim: PrinterUnderTest, profile: PrinterProfile) {
    this.#sim = sim;
    this.#profile = profile;
  }

  /** `place` is transport and profile, as in `tcp escpos-80`. */
  static async start(place: string): Promise<PrintBench> {
    const [transport, profile] = z.tuple([Transport, z.string()]).parse(place.split(' '));
    const sim = await printerUnderTest({ transport, profile });
    return new PrintBench(sim, { ...profileNamed(profile), wait: HURRIED });
  }

  stop(): Promise<void> {
    return this.#sim.stop();
  }

  /** The print with the case's fault, and then a clean one. */
  async tryCase(one: MatrixCase): Promise<PrintTried> {
    const before = (await this.#sim.slips()).count;
    for (const fault of faultsOf(one)) await this.#sim.command({ cmd: 'port-fault', fault });
    const outcome = await this.#print();
    const between = (await this.#sim.slips()).count;
    await this.#sim.command({ cmd: 'port-fault', fault: { fault: 'none' } });
    // The pulled cable of a device file is put back.
    const { path } = this.#sim.settings;
    await eventually('the device file', () => path === '' || existsSync(path));
    const afterwards = await this.#print();
    const after = (await this.#sim.slips()).count;
    return { outcome, cut: between - before, afterwards, cutAfterwards: after - between };
  }

  async #print(): Promise<string> {
    const printer = openPrinter(this.#sim.settings, this.#profile);
    const { outcome, code } = await printer.print(SLIP);
    await printer.close();
    return code === null ? outcome : `${outcome}/${code}`;
  }
}
