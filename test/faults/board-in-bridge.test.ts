import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BridgeOptions } from '../../config/index.ts';
import { BridgeLink } from '../../device-daemon/bridge-link/index.ts';
import type { BoardEvent } from '../../domain/index.ts';
import {
  BoardSimulatorState,
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
let board: SimulatedBoardProcess;

/** What is told from now on, and what was kept for who begins to listen. */
function listen(): BoardEvent[] {
  const heard: BoardEvent[] = [];
  link.on((event) => {
    if (event.event === 'board') heard.push(event.happened);
  });
  return heard;
}

const isReady = (events: BoardEvent[]): boolean =>
  events.some((event) => event.what === 'link' && event.state.link === 'ready');
const ask = async (command: unknown) =>
  BoardSimulatorState.parse(await sendControl(boardSocket(dataFolder), command));

test.before(async () => {
  board = await startSimulatedBoard({ dataFolder, log: (line) => console.error(line) });
  await ask({ cmd: 'door', open: true });
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

test('a door that was opened before the daemon listened is told to whoever listens first, once', async () => {
  // The board has forgotten it: only the link can still tell it.
  await eventually('the taking', async () => (await ask({ cmd: 'state' })).eventsWaiting === 0);
  const heard = listen();
  await link.board({ command: 'kick' });
  assert.is(heard.length, 1);
  assert.ok(heard[0]?.what === 'door' && heard[0].open);
  const later = listen();
  await link.board({ command: 'kick' });
  assert.equal(later, []);
  await ask({ cmd: 'door', open: false });
});

test('the daemon hears of the board and tells it what to do', async () => {
  const events = listen();
  const armed = await link.board({ command: 'watchdog', withinMs: 60_000 });
  assert.is(armed.ok && armed.value.watchdogMs, 60_000);
  await ask({ cmd: 'key', key: 2 });
  await eventually('the key', () => events.some((event) => event.what === 'key' && event.key === 2));
});

test('a bridge that is killed lets the line go; the next one has the board again, and what happened meanwhile', async () => {
  const events = listen();
  process.kill(link.pid ?? 0, 'SIGKILL');
  await ask({ cmd: 'door', open: true });
  await eventually('the board again', () => isReady(events));
  await eventually('the door', () => events.some((event) => event.what === 'door' && event.open));
  const state = await link.board({ command: 'kick' });
  // The watchdog is the board's: it outlives the bridge.
  assert.is(state.ok && state.value.watchdogMs, 60_000);
});

test.run();
