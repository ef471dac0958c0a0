import type { PortFault } from '../../../firmware-bridge/simulators/index.ts';

/** One cell: this fault at this answer of the device comes to this outcome. */
export interface MatrixCase {
  readonly fault: PortFault['fault'];
  /** Name of the step, a column of the table. */
  readonly step: string;
  /** Number of the answer from the start of the read or print; the first is 1. */
  readonly answer: number;
  readonly expected: string;
}

/**
 * Reads a table of outcomes: the first line names the steps as `name:answer`, each further line begins with the fault.
 * Throws when a line has more or fewer cells than there are steps.
 */
export function casesOf(table: string): MatrixCase[] {
  const [head = [], ...rows] = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const steps = head.slice(1).map((column) => {
    const [step = '', answer = ''] = column.split(':');
    return { step, answer: Number(answer) };
  });
  return rows.flatMap(([fault = '', ...cells]) => {
    if (cells.length !== steps.length)
      throw new Error(`${fault}: ${cells.length} cells, ${steps.length} steps`);
    return steps.map((step, i) => ({ ...step, fault: named(fault), expected: cells[i] ?? '' }));
  });
}

/** Every fault with the numbers that suit a short answer. */
const FAULTS: Readonly<Record<Exclude<PortFault['fault'], 'none'>, PortFault>> = {
  failNext: { fault: 'failNext', times: 1 },
  delay: { fault: 'delay', ms: 60 },
  corrupt: { fault: 'corrupt', at: -1, times: 1 },
  truncate: { fault: 'truncate', bytes: 1, times: 1 },
  duplicate: { fault: 'duplicate', times: 1 },
  stall: { fault: 'stall', times: 1 },
  disconnect: { fault: 'disconnect', afterBytes: 0 },
};

function named(name: string): Exclude<PortFault['fault'], 'none'> {
  for (const fault of Object.values(FAULTS))
    if (fault.fault === name && fault.fault !== 'none') return fault.fault;
  throw new Error(`no fault ${name}`);
}

/** A place in an answer that no answer has: a fault there changes nothing, and uses an answer up. */
const BEYOND = 1_000_000;

/** The faults to be set, so that the one of this case meets its answer. */
export function faultsOf({ fault, answer }: MatrixCase): PortFault[] {
  const before: PortFault[] = answer > 1 ? [{ fault: 'corrupt', at: BEYOND, times: answer - 1 }] : [];
  const own = Object.values(FAULTS).find((candidate) => candidate.fault === fault);
  if (own === undefined) throw new Error(`no fault ${fault}`);
  return [...before, own];
}
