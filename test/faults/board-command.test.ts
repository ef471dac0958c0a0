import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { packageFolder, readKioskDefaults } from '../../config/index.ts';
import { forgetSimulatedHardware, tellSimulatedHardware } from '../../device-daemon/bridge-link/index.ts';
import { testBoard as testParts } from '../../device-daemon/cli/board-test.ts';
import { dockActs } from '../../device-daemon/dock-acts.ts';
import { openBoard } from '../../firmware-bridge/board/index.ts';
import { type BoardControl, BoardSimulatorState } from '../../firmware-bridge/simulators/board/index.ts';
import { type TestBoard, testBoard } from '../support/simulated-board.ts';

const PROGRAM = join(packageFolder(), 'bin', 'kiosk.js');

/** What the person beside the board does when the test asks for it: in words of `kiosk sim board`, or by hand. */
const DOES: readonly (readonly [RegExp, readonly string[] | z.input<typeof BoardControl>])[] = [
  [/press key 1/, ['key', '1']],
  [/press key 2/, { cmd: 'key', key: 2 }],
  [/press key 3/, { cmd: 'key', key: 3 }],
  [/press key 4/, { cmd: 'key', key: 4 }],
  [/step in front/, ['near']],
  [/step away/, { cmd: 'near', near: false }],
  [/open the cabinet door/, ['door-open']],
  [/close the cabinet door/, { cmd: 'door', open: false }],
];

let bench: TestBoard;
let child: ChildProcess | undefined;
test.before(async () => {
  bench = await testBoard();
  writeFileSync(join(bench.dataFolder, 'settings.json'), JSON.stringify(readKioskDefaults()));
  // As a running kiosk does.
  tellSimulatedHardware(bench.dataFolder, { pcscSocket: '', printerPort: 1, boardPath: bench.path });
});
test.after(async () => {
  child?.kill('SIGKILL');
  await bench.stop();
});

/** Runs `kiosk …` as a person at a terminal would. */
function kiosk(...args: string[]): { code: number | null; said: string } {
  const env = { ...process.env, KIOSK_DATA: bench.dataFolder };
  const run = spawnSync(process.execPath, [PROGRAM, ...args], { env, encoding: 'utf8', timeout: 60_000 });
  return { code: run.status, said: run.stdout + run.stderr };
}

test('a line that another program holds is not tried', async () => {
  await bench.ready();
  const { code, said } = kiosk('board', 'test');
  assert.is(code, 1);
  assert.match(said, /bad +link +E-BOARD-008/);
  assert.match(said, /E-BOARD-008 Another program[\s\S]*To do: /);
  await bench.board.close();
});

test('every part is tried, with a person who does what is asked', async () => {
  const env = { ...process.env, KIOSK_DATA: bench.dataFolder };
  child = spawn(process.execPath, [PROGRAM, 'board', 'test', '--json', '--wait', '30'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let json = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    json += text;
  });
  const refused: string[] = [];
  if (child.stderr !== null)
    createInterface(child.stderr).on('line', (line) => {
      const does = DOES.find(([asks]) => asks.test(line))?.[1];
      if (does === undefined) return;
      if ('cmd' in does) void bench.ask(does);
      else if (kiosk('sim', 'board', ...does).code !== 0) refused.push(line);
    });
  const [code] = await once(child, 'close');
  assert.equal(refused, []);
  const report = JSON.parse(json);
  assert.equal(
    report.steps.filter(({ state }: { state: string }) => state !== 'good'),
    [],
  );
  assert.is(report.sound, true);
  assert.match(report.version, /protocol 1\.0/);
  assert.is(report.steps.length, 21);
  assert.is(code, 0);
  const left = await bench.ask({ cmd: 'state' });
  assert.equal(left.buzzes, ['card', 'ask', 'done', 'fault']);
  assert.is(left.watchdogMs, 0);
});

test('a part that does not do what it should is bad, and everything else is tried all the same', async () => {
  await bench.ask({ cmd: 'fault', fault: { fault: 'failNext', times: 2 } });
  const board = openBoard({ path: bench.path, onEvent: () => undefined });
  const listen = () => () => undefined;
  const report = await testParts({ board, listen, waitMs: 20, showMs: 0, say: () => undefined });
  await board.close();
  assert.is(report.sound, false);
  const bad = report.steps.filter(({ state }) => state === 'bad');
  assert.equal(
    bad.map(({ part }) => part),
    [
      'light reader',
      'light printer',
      ...[1, 2, 3, 4].map((key) => `key ${key}`),
      'presence',
      'presence again',
      'door',
      'door again',
    ],
  );
  assert.is(bad[0]?.detail, 'E-BOARD-006 lights: broken');
});

test('a kiosk that runs is named: its bridge holds the line', async () => {
  // `kiosk` stands in its command line, as in that of every kiosk.
  const running = spawn('sh', ['-c', 'sleep 60; : kiosk'], { stdio: 'ignore' });
  try {
    mkdirSync(join(bench.dataFolder, 'run'), { recursive: true });
    const endpoint = { url: 'http://127.0.0.1:8650', pid: running.pid };
    writeFileSync(join(bench.dataFolder, 'run', 'endpoint.json'), JSON.stringify(endpoint));
    const { code, said } = kiosk('board', 'test', '--json');
    assert.is(code, 1);
    assert.is(JSON.parse(said).code, 'E-BOARD-008');
    assert.match(said, new RegExp(`8650 \\(process ${running.pid}\\)`));
  } finally {
    running.kill('SIGKILL');
  }
});

test('the dock does the same and sees the same', async () => {
  const acts = dockActs(bench.dataFolder, undefined);
  await acts.board({ cmd: 'power', failing: true });
  const Seen = z.object({ reader: z.literal('gone'), board: BoardSimulatorState });
  assert.is(Seen.parse(await acts.state()).board.powerFailing, true);
  await acts.board({ cmd: 'power', failing: false });
  assert.is((await bench.ask({ cmd: 'state' })).powerFailing, false);
});

test('no board in the settings is said; what the simulator cannot do is said', () => {
  const refused = kiosk('sim', 'board', 'key', '5');
  assert.is(refused.code, 1);
  assert.match(refused.said, /key 1 to key 4/);
  forgetSimulatedHardware(bench.dataFolder);
  const none = kiosk('board', 'test');
  assert.is(none.code, 1);
  assert.match(none.said, /E-BOARD-001/);
});

test.run();
