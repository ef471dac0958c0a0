import type { PrinterProfile } from '../../../config/index.ts';
import { PortFaults } from '../port-faults.ts';
import { PrinterCommand, type PrinterFault } from './control-commands.ts';
import { drawPaper } from './draw-paper.ts';
import { Mechanism } from './mechanism.ts';
import type { Peer, PrinterPort } from './peer.ts';
import {
  ESC_POS_PATTERNS,
  type RealTimeCommand,
  type RealTimePattern,
  RealTimeScanner,
  STAR_PATTERNS,
} from './real-time.ts';
import { automaticStatus, realTimeStatus, starStatus } from './status-bytes.ts';

/** A printer without a line yet, and the answers to its control commands. */
export interface SimulatedPrinter {
  readonly port: PrinterPort;
  /** Obeys one PrinterCommand; throws on anything else. */
  control(command: unknown): Promise<unknown>;
}

/** The printer of a profile in this process. `mmPerSecond` is the speed of its paper, 0 for no time at all. */
export function simulatePrinter(profile: PrinterProfile, mmPerSecond: number): SimulatedPrinter {
  const printer = new Printer(profile, mmPerSecond);
  return { port: printer, control: async (command) => printer.obey(PrinterCommand.parse(command)) };
}

type StrikingFault = Extract<PrinterFault, { kind: 'disconnect-after' | 'power-cycle-after' }>;

class Printer implements PrinterPort {
  readonly #profile: PrinterProfile;
  readonly #mechanism: Mechanism;
  readonly #patterns: readonly RealTimePattern[];
  readonly #faults = new PortFaults();
  readonly #peers = new Map<Peer, RealTimeScanner>();
  #fault: PrinterFault = { kind: 'none' };
  #received = 0;
  /** The peer whose bytes are worked off: the one that gets the answers in order. */
  #speaker: Peer | undefined;
  #dark: NodeJS.Timeout | undefined;

  constructor(profile: PrinterProfile, mmPerSecond: number) {
    this.#profile = profile;
    this.#patterns = patternsOf(profile);
    this.#mechanism = new Mechanism({
      profile,
      mmPerSecond,
      answer: (bytes) => this.#answer(this.#speaker, bytes),
      onAutomatic: () => {
        for (const peer of this.#peers.keys()) this.#answer(peer, automaticStatus(this.#mechanism.state));
      },
    });
  }

  connected(peer: Peer): ((bytes: Buffer) => void) | undefined {
    if (this.#dark !== undefined && peer.endsWithPower) return undefined;
    this.#peers.set(peer, new RealTimeScanner(this.#patterns));
    return (bytes) => this.#hear(peer, bytes);
  }

  disconnected(peer: Peer): void {
    this.#peers.delete(peer);
  }

  obey(command: PrinterCommand): unknown {
    const mechanism = this.#mechanism;
    switch (command.cmd) {
      case 'state':
        if (command.state !== undefined) mechanism.setState(command.state);
        return { state: mechanism.state };
      case 'slips':
        return { count: mechanism.slips.count, state: mechanism.state };
      case 'fault':
        this.#fault = command.fault;
        this.#received = 0;
        mechanism.setFault(command.fault);
        return { fault: command.fault };
      case 'port-fault':
        this.#faults.set(command.fault);
        return {};
      case 'power-cycle':
        this.#powerCycle(command.bootMs);
        return {};
      case 'take':
        mechanism.take();
        return {};
      case 'slip': {
        const slip = mechanism.slips.at(command.n);
        if (slip === undefined) throw new Error('no such slip');
        const png = drawPaper(slip.bytes, this.#profile).toString('base64');
        return { n: slip.n, png, bytes: slip.bytes.toString('base64') };
      }
    }
  }

  #powerCycle(bootMs: number): void {
    this.#mechanism.forget();
    clearTimeout(this.#dark);
    this.#dark = setTimeout(() => {
      this.#dark = undefined;
    }, bootMs);
    for (const [peer, scanner] of [...this.#peers]) {
      scanner.clear();
      if (peer.endsWithPower) peer.drop();
    }
  }

  #hear(peer: Peer, chunk: Buffer): void {
    const scanner = this.#peers.get(peer);
    if (this.#dark !== undefined || scanner === undefined) return;
    const struck = this.#strikesWithin(chunk.length);
    const bytes = struck === undefined ? chunk : chunk.subarray(0, struck.after);
    this.#speaker = peer;
    let from = 0;
    for (const { command, end } of scanner.push(bytes)) {
      this.#mechanism.receive(bytes.subarray(from, end));
      from = end;
      this.#obeyAtOnce(peer, command);
    }
    this.#mechanism.receive(bytes.subarray(from));
    if (struck?.fault.kind === 'disconnect-after') peer.drop();
    else if (struck !== undefined) this.#powerCycle(struck.fault.bootMs);
  }

  /** The fault that strikes within these received bytes, and after how many of them. */
  #strikesWithin(length: number): { readonly fault: StrikingFault; readonly after: number } | undefined {
    const fault = this.#fault;
    if (fault.kind !== 'disconnect-after' && fault.kind !== 'power-cycle-after') return undefined;
    const after = fault.bytes - this.#received;
    this.#received += length;
    if (length < after) return undefined;
    this.#fault = { kind: 'none' };
    return { fault, after };
  }

  #obeyAtOnce(peer: Peer, command: RealTimeCommand): void {
    const mechanism = this.#mechanism;
    if (command.kind === 'clear') {
      mechanism.clear();
      this.#answer(peer, Buffer.from([0x37, 0x25, 0x00]));
    } else if (command.kind === 'reset') mechanism.forget();
    else if (command.kind === 'exit') this.#answer(peer, this.#exitAnswer());
    else if (this.#fault.kind === 'garbage-status') this.#answer(peer, Buffer.from(this.#fault.hex, 'hex'));
    else {
      const failing = this.#faults.refuses();
      const { state, counter } = mechanism;
      this.#answer(
        peer,
        command.kind === 'star-status'
          ? starStatus(state, counter, failing)
          : Buffer.from([realTimeStatus(command.of, state, failing)]),
      );
    }
  }

  #exitAnswer(): Buffer {
    const sensor = this.#profile.exitSensor;
    if (sensor === undefined) return Buffer.alloc(0);
    const answer = Buffer.alloc(sensor.answer.length);
    Buffer.from(sensor.answer.head, 'hex').copy(answer);
    answer[sensor.byte] = this.#mechanism.inMouth ? sensor.present : ~sensor.present & sensor.mask;
    return answer;
  }

  #answer(peer: Peer | undefined, bytes: Buffer): void {
    if (peer === undefined || this.#dark !== undefined || this.#fault.kind === 'silent') return;
    const { pieces, afterMs, disconnect } = this.#faults.apply(bytes);
    const say = (): void => {
      for (const piece of pieces) peer.write(piece);
      if (disconnect) peer.drop();
    };
    if (afterMs === 0) say();
    else setTimeout(say, afterMs);
  }
}

function patternsOf({ language, exitSensor }: PrinterProfile): readonly RealTimePattern[] {
  const known = language === 'star-line' ? STAR_PATTERNS : ESC_POS_PATTERNS;
  if (exitSensor === undefined) return known;
  return [...known, { bytes: Buffer.from(exitSensor.question, 'hex'), command: { kind: 'exit' } }];
}
