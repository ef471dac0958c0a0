import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BridgeOptions } from '../../config/index.ts';
import { BridgeLink } from '../../device-daemon/bridge-link/index.ts';
import type { BoardEvent } from '../../domain/index.ts';
import {
  boardSocket,
  type SimulatedBoardProcess,
  startSimulatedBoard,
} from '../../firmware-bridge/simulators/board/index.ts';
import { sendControl } from '../../firmware-bridge/simulators/control.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testBridgeOptions } from '../support/test-bridge.ts';

const dataFolder = temporaryFolder();
const link = new BridgeLink();
const events: BoardEvent[] = [];
let board: SimulatedBoardProcess;

const isReady = (): boolean => events.some((event) => event.what === 'link' && event.state.link === 'ready');
const ask = (command: unknown): Promise<unknown> => sendControl(boardSocket(dataFolder), command);

test.before(async () => {
  board = await startSimulatedBoard({ dataFolder, log: (line) => console.error(line) });
  link.on((event) => {
    if (event.event === 'board') events.push(event.happened);
  });
  await link.start({
    // No reader and no printer are there: the board is served all the same.
    options: BridgeOptions.parse({ ...testBridgeOptions('pcsc-paged'), board: { path: board.path } }),
    env: { PCSCLITE_CSOCK_NAME: `${dataFolder}/nobody` },
    log: () => undefined,
  });
});
test.after(async () => {
  await link.stop();
  await board.stop();
});

test('the daemon hears of the board and tells it what to do', async () => {
  await eventually('the board', isReady);
  const armed = await link.board({ command: 'watchdog', withinMs: 60_000 });
  assert.is(armed.ok && armed.value.watchdogMs, 60_000);
  await ask({ cmd: 'key', key: 2 });
  await eventually('the key', () => events.some((event) => event.what === 'key' && event.key === 2));
});

test('a bridge that is killed lets the line go; the next one has the board again, and what happened meanwhile', async () => {
  events.length = 0;
  process.kill(link.pid ?? 0, 'SIGKILL');
  await ask({ cmd: 'door', open: true });
  await eventually('the board again', isReady);
  await eventually('the door', () => events.some((event) => event.what === 'door' && event.open));
  const state = await link.board({ command: 'kick' });
  // The watchdog is the board's: it outlives the bridge.
  assert.is(state.ok && state.value.watchdogMs, 60_000);
});

test.run();
