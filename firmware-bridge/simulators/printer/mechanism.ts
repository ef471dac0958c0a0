import type { PrinterProfile } from '../../../config/index.ts';
import type { PrinterFault, SimulatedState } from './control-commands.ts';
import { CutSlips } from './cut-slips.ts';
import { parseEscPos } from './escpos-parser.ts';
import { freshMemory } from './memory.ts';
import type { PaperCommand, Parsed } from './paper-command.ts';
import { dotsOf } from './paper-way.ts';
import { parseStarLine } from './star-parser.ts';

/** Receive buffer, bytes; what does not fit is lost, as in a printer without flow control. */
const RECEIVE_BUFFER = 1024 * 1024;
/** The counter of ETB has five bits. */
const COUNTS = 32;
/** Commands are worked off in steps of this many milliseconds of printing. */
const STEP_MS = 10;
const MM_PER_INCH = 25.4;

/** What `GS ( H` is answered with before the id. */
const PROCESS_ID_HEAD = Buffer.from([0x37, 0x22]);

export interface MechanismOptions {
  readonly profile: PrinterProfile;
  /** Millimetres of paper a second; 0 prints in no time. */
  readonly mmPerSecond: number;
  /** Says what the printer answers in the order of the stream. */
  readonly answer: (bytes: Buffer) => void;
  /** Called when automatic status is on and something has changed, or it was just asked for. */
  readonly onAutomatic: () => void;
}

const STOPS = {
  'paper-out-after': 'paper-out',
  'cover-open-after': 'cover-open',
  'cutter-error-after': 'cutter-error',
} as const;

/** Commands that leave nothing on the paper and belong to no slip. */
const BESIDE_THE_SLIP: ReadonlySet<PaperCommand['kind']> = new Set([
  'automatic',
  'macro-mark',
  'macro-run',
  'etb',
  'clear-counter',
  'setting',
]);

/**
 * What happens inside the printer: a receive buffer worked off in order while there is paper, the cover is
 * closed and nothing is stuck.
 */
export class Mechanism {
  readonly #options: MechanismOptions;
  #state: SimulatedState = 'ok';
  #fault: PrinterFault = { kind: 'none' };
  #worked = 0;
  /** Dots of paper for which nobody has waited yet. */
  #dots = 0;
  #pending = Buffer.alloc(0);
  #slip: Buffer[] = [];
  readonly slips = new CutSlips();
  #inMouth = false;
  #busy: NodeJS.Timeout | undefined;
  #volatile = freshMemory();

  constructor(options: MechanismOptions) {
    this.#options = options;
  }

  /** Bytes from the wire. */
  receive(bytes: Buffer): void {
    const room = Math.max(0, RECEIVE_BUFFER - this.#pending.length);
    this.#pending = Buffer.concat([this.#pending, bytes.subarray(0, room)]);
    this.#work();
  }

  /** DLE DC4 fn 8: the buffers are forgotten; what is on the paper stays there. */
  clear(): void {
    this.#pending = Buffer.alloc(0);
    this.#volatile.chinese = false;
  }

  /** Power off, or a reset: all that is in its memory goes; what is on the paper stays there. */
  forget(): void {
    this.clear();
    clearTimeout(this.#busy);
    this.#busy = undefined;
    this.#volatile = freshMemory();
  }

  setState(state: SimulatedState): void {
    // Whoever puts in paper, closes the cover or clears the blade tears off the half slip.
    const tears: SimulatedState[] = ['paper-out', 'cover-open', 'cutter-error'];
    if (state !== this.#state && tears.includes(this.#state)) this.#slip = [];
    const changed = state !== this.#state;
    this.#state = state;
    if (changed) this.#tell();
    this.#work();
  }

  get state(): SimulatedState {
    return this.#state;
  }

  /** Star's counter of ETB. */
  get counter(): number {
    return this.#volatile.counter;
  }

  /** Whether a slip lies in the mouth. */
  get inMouth(): boolean {
    return this.#inMouth;
  }

  take(): void {
    this.#inMouth = false;
  }

  setFault(fault: PrinterFault): void {
    this.#fault = fault;
    this.#worked = 0;
  }

  #work(): void {
    while (this.#busy === undefined) {
      this.#stopWhereTheFaultSays();
      const parsed = this.#stands() ? undefined : this.#parse();
      if (parsed === undefined) return;
      const bytes = this.#pending.subarray(0, parsed.length);
      this.#pending = this.#pending.subarray(parsed.length);
      this.#worked += parsed.length;
      this.#dots += dotsOf(parsed.command);
      this.#obey(parsed.command, bytes);
      this.#rest();
    }
  }

  /** Waits as long as the paper needs for what was printed since the last wait, when that is long enough. */
  #rest(): void {
    const { profile, mmPerSecond } = this.#options;
    const ms =
      mmPerSecond === 0 ? 0 : ((this.#dots / profile.dotsPerInch) * MM_PER_INCH * 1000) / mmPerSecond;
    if (ms < STEP_MS) return;
    this.#dots = 0;
    this.#busy = setTimeout(() => {
      this.#busy = undefined;
      this.#work();
    }, ms);
  }

  #parse(): Parsed | undefined {
    const { language, cut } = this.#options.profile;
    return language === 'star-line'
      ? parseStarLine(this.#pending, this.#volatile.raster, cut !== 'none')
      : parseEscPos(this.#pending, this.#volatile.chinese);
  }

  #stands(): boolean {
    return this.#state !== 'ok' && this.#state !== 'paper-low';
  }

  #stopWhereTheFaultSays(): void {
    const fault = this.#fault;
    if (!('bytes' in fault) || this.#worked < fault.bytes) return;
    if (fault.kind === 'disconnect-after' || fault.kind === 'power-cycle-after') return;
    this.#fault = { kind: 'none' };
    this.#state = STOPS[fault.kind];
    this.#tell();
  }

  #tell(): void {
    if (this.#volatile.automatic) this.#options.onAutomatic();
  }

  #obey(command: PaperCommand, bytes: Buffer): void {
    const memory = this.#volatile;
    // Learning a macro, the printer obeys all the same.
    if (memory.learning !== undefined && command.kind !== 'macro-mark')
      memory.learning = Buffer.concat([memory.learning, bytes]);
    const quitsRaster = command.kind === 'raster-off' && memory.raster;
    if (command.kind === 'chinese-on') memory.chinese = true;
    if (command.kind === 'chinese-off' || command.kind === 'init') memory.chinese = false;
    if (command.kind === 'raster-on') memory.raster = true;
    if (command.kind === 'raster-off') memory.raster = false;
    if (command.kind === 'ask-paper')
      this.#endOfJob(Buffer.from([this.#state === 'paper-low' ? 0x03 : 0x00]));
    else if (command.kind === 'ask-process-id')
      this.#endOfJob(Buffer.concat([PROCESS_ID_HEAD, command.id, Buffer.from([0])]));
    else if (command.kind === 'etb' && this.#fault.kind !== 'no-end-of-job')
      memory.counter = (memory.counter + 1) % COUNTS;
    else if (command.kind === 'clear-counter') memory.counter = 0;
    else if (command.kind === 'automatic') {
      memory.automatic = command.on;
      this.#tell();
    } else if (command.kind === 'macro-mark') this.#macroMark();
    else if (command.kind === 'macro-run') this.#pending = Buffer.concat([memory.macro, this.#pending]);
    // Real-time commands were obeyed on arrival and leave nothing on the paper; nor does quitting what is not on.
    else if (
      !BESIDE_THE_SLIP.has(command.kind) &&
      bytes[0] !== 0x10 &&
      (command.kind !== 'raster-off' || quitsRaster)
    )
      this.#slip.push(bytes);
    if (command.kind === 'cut' || this.#tearsAt(command, quitsRaster)) this.#cut();
  }

  #macroMark(): void {
    const memory = this.#volatile;
    if (memory.learning === undefined) memory.learning = Buffer.alloc(0);
    else {
      memory.macro = memory.learning;
      memory.learning = undefined;
    }
  }

  /** With a tear bar a slip ends where it was fed out. */
  #tearsAt(command: PaperCommand, quitsRaster: boolean): boolean {
    return this.#options.profile.cut === 'none' && (command.kind === 'feed-units' || quitsRaster);
  }

  #endOfJob(answer: Buffer): void {
    if (this.#fault.kind !== 'no-end-of-job' && this.#fault.kind !== 'silent') this.#options.answer(answer);
  }

  #cut(): void {
    this.slips.add(Buffer.concat(this.#slip));
    this.#slip = [];
    this.#inMouth = true;
  }
}
