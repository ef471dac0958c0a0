import { z } from 'zod';

const Times = z.number().int().min(1).max(1000).default(1);

/**
 * How a simulated device's port misbehaves: data, the same at every port, so that tests, dock and field training
 * share one list. They apply to the answers that the device sends.
 */
export const PortFault = z.discriminatedUnion('fault', [
  /** The device's own refusal: SW3 for a module, SW1 SW2 6F00 for an APDU, an error state for a printer or board. */
  z.object({ fault: z.literal('failNext'), times: Times }),
  /** Every answer waits this long, until `none`. */
  z.object({ fault: z.literal('delay'), ms: z.number().int().min(0).max(60_000) }),
  /** One byte of the answer is turned over: the `at`-th, counted from the end when negative. */
  z.object({ fault: z.literal('corrupt'), at: z.number().int().default(-1), times: Times }),
  /** Only the first `bytes` bytes of the answer come. */
  z.object({ fault: z.literal('truncate'), bytes: z.number().int().min(0).max(65_535), times: Times }),
  /** The answer comes twice. */
  z.object({ fault: z.literal('duplicate'), times: Times }),
  /** The answer never comes. */
  z.object({ fault: z.literal('stall'), times: Times }),
  /** The cable is pulled, or the connection reset, after so many bytes of the next answer. */
  z.object({ fault: z.literal('disconnect'), afterBytes: z.number().int().min(0).max(65_535).default(0) }),
  /** No fault any more. */
  z.object({ fault: z.literal('none') }),
]);
export type PortFault = z.infer<typeof PortFault>;

/** What becomes of one answer on its way out. */
export interface PortAnswer {
  /** What goes over the wire, in order; empty = silence. */
  readonly pieces: readonly Uint8Array[];
  readonly afterMs: number;
  /** The line goes down behind the pieces. */
  readonly disconnect: boolean;
}

/** The faults that are set on one port, used up answer by answer. Pure: no clock, no I/O. */
export class PortFaults {
  #delayMs = 0;
  #queue: { fault: Exclude<PortFault, { fault: 'none' | 'delay' }>; left: number }[] = [];

  set(fault: PortFault): void {
    if (fault.fault === 'none') {
      this.#delayMs = 0;
      this.#queue = [];
    } else if (fault.fault === 'delay') this.#delayMs = fault.ms;
    else this.#queue.push({ fault, left: fault.fault === 'disconnect' ? 1 : fault.times });
  }

  /** Whether the device has to refuse what it is asked now; uses one `failNext` up. Ask before working out an answer. */
  refuses(): boolean {
    if (this.#queue[0]?.fault.fault !== 'failNext') return false;
    this.#use();
    return true;
  }

  /** What happens to this answer; uses one fault up. */
  apply(answer: Uint8Array): PortAnswer {
    const fault = this.#queue[0]?.fault;
    const whole: PortAnswer = { pieces: [answer], afterMs: this.#delayMs, disconnect: false };
    if (fault === undefined || fault.fault === 'failNext') return whole;
    this.#use();
    switch (fault.fault) {
      case 'corrupt': {
        const at = fault.at < 0 ? answer.length + fault.at : fault.at;
        return { ...whole, pieces: [answer.map((byte, i) => (i === at ? byte ^ 0xff : byte))] };
      }
      case 'truncate':
        return { ...whole, pieces: fault.bytes === 0 ? [] : [answer.subarray(0, fault.bytes)] };
      case 'duplicate':
        return { ...whole, pieces: [answer, answer] };
      case 'stall':
        return { ...whole, pieces: [] };
      case 'disconnect':
        return {
          ...whole,
          pieces: fault.afterBytes === 0 ? [] : [answer.subarray(0, fault.afterBytes)],
          disconnect: true,
        };
    }
  }

  #use(): void {
    const first = this.#queue[0];
    if (first === undefined) return;
    first.left--;
    if (first.left <= 0) this.#queue.shift();
  }
}
