import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BridgeLink } from '../../device-daemon/bridge-link/index.ts';
import {
  CardSimulatorState,
  cardSocket,
  sendControl,
  startSimulatedReader,
} from '../../firmware-bridge/simulators/index.ts';
import { testBridgeOptions } from '../support/test-bridge.ts';
import { type Bench, median } from './bench-line.ts';

const READS = 10;
const CARD_WITHIN_MS = 10_000;

/** A read asked of the bridge until the parsed identity with photo; beside the simulator's own time on the wire. */
export const cardToIdentity: Bench = {
  name: 'card-to-identity',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-card-'));
    const reader = await startSimulatedReader({ dataFolder: folder, log: () => {} });
    const link = new BridgeLink();
    try {
      await link.start({
        options: testBridgeOptions('pcsc-paged'),
        env: { ...reader.env },
        log: () => {},
      });
      const own: number[] = [];
      const wire: number[] = [];
      for (let read = 0; read < READS; read++) {
        await sendControl(cardSocket(folder), { cmd: 'insert', person: 'p001' });
        await cardSeen(link);
        const since = performance.now();
        const reading = await link.readCard();
        if (!reading.ok) throw new Error(reading.error.code);
        own.push(performance.now() - since);
        const state = CardSimulatorState.parse(await sendControl(cardSocket(folder), { cmd: 'state' }));
        if (state.lastReadWireMs !== null) wire.push(state.lastReadWireMs);
      }
      const value = median(own);
      return [
        { name: 'card-to-identity', value, unit: 'ms', ratio: value / median(wire), peer: 'wire-time' },
        { name: 'card-wire-time', value: median(wire), unit: 'ms' },
      ];
    } finally {
      await link.stop();
      await reader.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function cardSeen(link: BridgeLink): Promise<void> {
  const until = performance.now() + CARD_WITHIN_MS;
  while (performance.now() < until) {
    const state = await link.readerState();
    if (state.ok && state.value.card === 'present') return;
    await wait(20);
  }
  throw new Error('the reader did not see the card');
}
