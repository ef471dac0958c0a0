import type { PrinterFault, SimulatedState } from './control-commands.ts';
import { type EscPosCommand, parseEscPos } from './escpos-parser.ts';

/** Slips kept in memory. */
const KEPT_SLIPS = 20;
/** Receive buffer, bytes; what does not fit is lost, as in a printer without flow control. */
const RECEIVE_BUFFER = 1024 * 1024;

/** What `GS ( H` is answered with before the id. */
const PROCESS_ID_HEAD = Buffer.from([0x37, 0x22]);

/** A slip that was cut. */
export interface CutSlip {
  /** Counts from 0 since the start. */
  readonly n: number;
  readonly bytes: Buffer;
}

/**
 * What happens inside the printer: a receive buffer worked off in order while there is paper, the cover is
 * closed and nothing is stuck. Status bytes as in ESC/POS, DLE EOT and GS r.
 */
export class Mechanism {
  private state: SimulatedState = 'ok';
  private fault: PrinterFault = { kind: 'none' };
  private worked = 0;
  private chinese = false;
  private pending = Buffer.alloc(0);
  private slip: Buffer[] = [];
  private kept: CutSlip[] = [];
  private count = 0;
  /** Says what the printer answers in the order of the stream. */
  private readonly answer: (bytes: Buffer) => void;

  constructor(answer: (bytes: Buffer) => void) {
    this.answer = answer;
  }

  /** Bytes from the wire. */
  receive(bytes: Buffer): void {
    const room = Math.max(0, RECEIVE_BUFFER - this.pending.length);
    this.pending = Buffer.concat([this.pending, bytes.subarray(0, room)]);
    this.work();
  }

  /** DLE DC4 fn 8: the buffers are forgotten; what is on the paper stays there. */
  clear(): void {
    this.pending = Buffer.alloc(0);
    this.chinese = false;
  }

  setState(state: SimulatedState): void {
    // Whoever puts in paper or closes the cover tears off the half slip.
    if (state !== this.state && (this.state === 'paper-out' || this.state === 'cover-open')) this.slip = [];
    this.state = state;
    this.work();
  }

  currentState(): SimulatedState {
    return this.state;
  }

  setFault(fault: PrinterFault): void {
    this.fault = fault;
    this.worked = 0;
  }

  slipCount(): number {
    return this.count;
  }

  /** The n-th slip since the start, from the end when negative; undefined when it is not kept. */
  slipAt(n: number): CutSlip | undefined {
    const wanted = n < 0 ? this.count + n : n;
    return this.kept.find((slip) => slip.n === wanted);
  }

  /** The byte that answers DLE EOT `kind` (1 to 4). */
  realTimeStatus(kind: number): number {
    const { state } = this;
    const fixed = 0x12;
    if (kind === 1) return fixed | (state === 'ok' || state === 'paper-low' ? 0 : 0x08);
    if (kind === 2)
      return (
        fixed |
        (state === 'cover-open' ? 0x04 : 0) |
        (state === 'paper-out' ? 0x20 : 0) |
        (state === 'cutter-error' ? 0x40 : 0)
      );
    if (kind === 3) return fixed | (state === 'cutter-error' ? 0x08 : 0);
    return fixed | (state === 'paper-low' ? 0x0c : 0) | (state === 'paper-out' ? 0x6c : 0);
  }

  private work(): void {
    for (;;) {
      this.stopWhereTheFaultSays();
      const parsed = this.stands() ? undefined : parseEscPos(this.pending, this.chinese);
      if (parsed === undefined) return;
      const bytes = this.pending.subarray(0, parsed.length);
      this.pending = this.pending.subarray(parsed.length);
      this.worked += parsed.length;
      this.obey(parsed.command, bytes);
    }
  }

  private stands(): boolean {
    return this.state !== 'ok' && this.state !== 'paper-low';
  }

  private stopWhereTheFaultSays(): void {
    const { fault } = this;
    if (fault.kind !== 'paper-out-after' && fault.kind !== 'cover-open-after') return;
    if (this.worked < fault.bytes) return;
    this.fault = { kind: 'none' };
    this.state = fault.kind === 'paper-out-after' ? 'paper-out' : 'cover-open';
  }

  private obey(command: EscPosCommand, bytes: Buffer): void {
    if (command.kind === 'chinese-on') this.chinese = true;
    if (command.kind === 'chinese-off' || command.kind === 'init') this.chinese = false;
    if (command.kind === 'ask-paper') this.endOfJob(Buffer.from([this.state === 'paper-low' ? 0x03 : 0x00]));
    else if (command.kind === 'ask-process-id')
      this.endOfJob(Buffer.concat([PROCESS_ID_HEAD, command.id, Buffer.from([0])]));
    // Real-time commands were obeyed on arrival and leave nothing on the paper.
    else if (bytes[0] !== 0x10) this.slip.push(bytes);
    if (command.kind === 'cut') this.cut();
  }

  private endOfJob(answer: Buffer): void {
    if (this.fault.kind !== 'no-end-of-job' && this.fault.kind !== 'silent') this.answer(answer);
  }

  private cut(): void {
    this.kept.push({ n: this.count, bytes: Buffer.concat(this.slip) });
    this.kept = this.kept.slice(-KEPT_SLIPS);
    this.count += 1;
    this.slip = [];
  }
}
