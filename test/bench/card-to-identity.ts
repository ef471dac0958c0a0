import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BridgeLink } from '../../device-daemon/bridge-link/index.ts';
import { SAM_COMMANDS, type SamCommand, wireMs } from '../../firmware-bridge/card/index.ts';
import {
  CardSimulatorState,
  cardSocket,
  type SamBehaviour,
  sendControl,
  startSimulatedReader,
} from '../../firmware-bridge/simulators/index.ts';
import { testBridgeOptions } from '../support/test-bridge.ts';
import { type Bench, type BenchLine, median } from './bench-line.ts';

const READS = 5;
const CARD_WITHIN_MS = 20_000;
/** What the simulated card and module take for a read, after what running programs allow for it: 1 s in all. */
const WORK_MS = { find: 40, select: 60, read: 900 } as const;
const WORK_MS_IN_ALL = WORK_MS.find + WORK_MS.select + WORK_MS.read;
/** A command frame without data; the frame around a reply's data. */
const COMMAND_BYTES = 10;
const REPLY_FRAME_BYTES = 11;

interface Way {
  readonly name: string;
  readonly profile: string;
  /** Bits a second of the serial line; absent over PC/SC, whose simulated cable takes no time. */
  readonly baud?: 115_200 | 9600;
}
const WAYS: readonly Way[] = [
  { name: 'serial-115200', profile: 'generic-serial-sam', baud: 115_200 },
  { name: 'serial-9600', profile: 'generic-serial-sam', baud: 9600 },
  { name: 'pcsc-paged', profile: 'pcsc-paged' },
  { name: 'pcsc-wrapped', profile: 'pcsc-wrapped' },
];

/** Bytes of the four exchanges of a read; the card has no appended address, so the last reply has no data. */
function bytesOfRead(): number {
  const exchange = ({ replyBytes }: Pick<SamCommand, 'replyBytes'>): number =>
    COMMAND_BYTES + REPLY_FRAME_BYTES + replyBytes;
  const { find, select, read } = SAM_COMMANDS;
  return exchange(find) + exchange(select) + exchange(read) + exchange({ replyBytes: 0 });
}

/**
 * A read asked of the bridge until the parsed identity with photo, over each transport, beside what the bytes need on
 * the line at its rate plus the simulator's stated card time.
 */
export const cardToIdentity: Bench = {
  name: 'card-to-identity',
  run: async () => {
    const lines: BenchLine[] = [];
    for (const way of WAYS) {
      const value = median(await reads(way));
      const least = WORK_MS_IN_ALL + (way.baud === undefined ? 0 : wireMs(bytesOfRead(), way.baud));
      const name = `card-to-identity-${way.name}`;
      lines.push({ name, value, unit: 'ms', ratio: value / least, peer: 'wire-and-card-time' });
      lines.push({ name: `${name}-overhead`, value: value - least, unit: 'ms' });
    }
    return lines;
  },
};

/** Milliseconds of each read. */
async function reads({ profile, baud }: Way): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-card-'));
  const reader = await startSimulatedReader({ dataFolder: folder, log: () => {} });
  const link = new BridgeLink();
  const ask = async (command: unknown): Promise<void> => {
    CardSimulatorState.parse(await sendControl(cardSocket(folder), command));
  };
  try {
    const line = baud === undefined ? {} : { baud, paced: true };
    const behaviour: SamBehaviour = { workMs: WORK_MS, ...line };
    await ask({ cmd: 'behave', behaviour });
    const options = testBridgeOptions(profile);
    options.reader = { ...options.reader, path: reader.ttyPath };
    await link.start({ options, env: { ...reader.env }, log: () => {} });
    const own: number[] = [];
    for (let read = 0; read < READS; read++) {
      await ask({ cmd: 'insert', person: 'p001' });
      await cardIs(link, 'present');
      const since = performance.now();
      const reading = await link.readCard();
      own.push(performance.now() - since);
      if (!reading.ok) throw new Error(reading.error.code);
      await ask({ cmd: 'remove' });
      await cardIs(link, 'none');
    }
    return own;
  } finally {
    await link.stop();
    await reader.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function cardIs(link: BridgeLink, card: 'present' | 'none'): Promise<void> {
  const until = performance.now() + CARD_WITHIN_MS;
  while (performance.now() < until) {
    const state = await link.readerState();
    if (state.ok && state.value.reader === 'ready' && state.value.card === card) return;
    await wait(20);
  }
  throw new Error(`the reader did not see the card ${card === 'none' ? 'go' : 'come'}`);
}
