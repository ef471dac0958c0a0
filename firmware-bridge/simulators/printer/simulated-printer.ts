import type { Socket } from 'node:net';
import type { PrinterProfile } from '../../../config/index.ts';
import { PrinterCommand, type PrinterFault } from './control-commands.ts';
import { drawPaper } from './draw-paper.ts';
import { Mechanism } from './mechanism.ts';
import { servePrinter } from './serve-printer.ts';

/** A printer on 127.0.0.1 and the answers to its control commands. */
export interface SimulatedPrinter {
  readonly port: number;
  /** Obeys one PrinterCommand; throws on anything else. */
  control(command: unknown): Promise<unknown>;
}

/** Starts the printer in this process; port 0 takes any free one. */
export async function simulatePrinter(port: number, profile: PrinterProfile): Promise<SimulatedPrinter> {
  let fault: PrinterFault = { kind: 'none' };
  let received = 0;
  let speaker: Socket | undefined;
  const mechanism = new Mechanism((bytes) => {
    if (speaker?.writable === true) speaker.write(bytes);
  });
  const server = await servePrinter(port, {
    mechanism,
    fault: () => fault,
    breaksAfter: (length) => {
      if (fault.kind !== 'disconnect-after') return undefined;
      const left = fault.bytes - received;
      received += length;
      if (length < left) return undefined;
      fault = { kind: 'none' };
      return left;
    },
    setSpeaker: (socket) => {
      speaker = socket;
    },
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the printer listens on no port');

  const obey = (command: PrinterCommand): unknown => {
    if (command.cmd === 'state') {
      if (command.state !== undefined) mechanism.setState(command.state);
      return { state: mechanism.currentState() };
    }
    if (command.cmd === 'slips') return { count: mechanism.slipCount(), state: mechanism.currentState() };
    if (command.cmd === 'fault') {
      fault = command.fault;
      received = 0;
      mechanism.setFault(fault);
      return { fault };
    }
    const slip = mechanism.slipAt(command.n);
    if (slip === undefined) throw new Error('no such slip');
    const png = drawPaper(slip.bytes, profile).toString('base64');
    return { n: slip.n, png, bytes: slip.bytes.toString('base64') };
  };
  return { port: address.port, control: async (command) => obey(PrinterCommand.parse(command)) };
}
