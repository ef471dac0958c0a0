import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { BridgeLink } from '../../device-daemon/bridge-link/index.ts';
import { cardSocket, sendControl, startSimulatedReader } from '../../firmware-bridge/simulators/index.ts';
import { eventually } from '../support/eventually.ts';
import { testBridgeOptions } from '../support/test-bridge.ts';
import type { Bench } from './bench-line.ts';

const READS = 100;
/** The finest that the monitor samples. */
const RESOLUTION_MS = 1;
const PROFILE = 'pcsc-paged';

/**
 * How late the event loop comes to what is due while cards are read: of the process that asks, as the daemon does, and
 * of a process that reads as the bridge does. The 99th percentile of what lies above the monitor's own interval.
 */
export const eventLoopDelay: Bench = {
  name: 'event-loop-delay',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-loop-'));
    const reader = await startSimulatedReader({ dataFolder: folder, log: () => {} });
    try {
      await sendControl(cardSocket(folder), { cmd: 'insert', person: 'p001' });
      return [
        { name: 'event-loop-delay-p99-daemon', value: await ofDaemon(reader.env), unit: 'ms' },
        { name: 'event-loop-delay-p99-bridge', value: await ofBridge(reader.env), unit: 'ms' },
      ];
    } finally {
      await reader.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** The 99th percentile in milliseconds while `work` runs, the interval of the monitor taken off. */
export async function delayDuring(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  await work();
  delay.disable();
  return Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS);
}

async function ofDaemon(env: Readonly<Record<string, string>>): Promise<number> {
  const link = new BridgeLink();
  try {
    await link.start({ options: testBridgeOptions(PROFILE), env, log: () => {} });
    await eventually('the card', async () => {
      const state = await link.readerState();
      return state.ok && state.value.card === 'present';
    });
    return await delayDuring(async () => {
      for (let read = 0; read < READS; read++) {
        const reading = await link.readCard();
        if (!reading.ok) throw new Error(reading.error.code);
      }
    });
  } finally {
    await link.stop();
  }
}

/** A process of its own: PC/SC keeps the first service that a process asked. */
function ofBridge(env: Readonly<Record<string, string>>): Promise<number> {
  const child = fork(fileURLToPath(new URL('./reading-process.js', import.meta.url)), [PROFILE, `${READS}`], {
    env: { ...process.env, ...env },
  });
  return new Promise((resolve, reject) => {
    child.once('message', (message) => {
      resolve(z.number().parse(message));
      child.kill('SIGKILL');
    });
    child.once('exit', () => reject(new Error('the reading process said nothing')));
  });
}
