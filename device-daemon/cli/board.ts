import { type Command, InvalidArgumentError } from 'commander';
import { dataFolder } from '../../config/index.ts';
import { type BoardEvent, fail, ok, type Result } from '../../domain/index.ts';
import { bridgeOfSettings, readSimulatedHardware } from '../bridge-link/index.ts';
import { runningKiosk } from '../health/index.ts';
import { SettingsStore } from '../settings/index.ts';
import { type BoardTestReport, testBoard } from './board-test.ts';
import { explain } from './explain.ts';

/** How long each light stays on and each sound is given time, in milliseconds. */
const SHOW_MS = 700;

function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 600)) throw new InvalidArgumentError('seconds, up to 600');
  return value;
}

/** `kiosk board …`: the control board, without the daemon. */
export function registerBoard(program: Command): void {
  const board = program.command('board').description('try the control board of the settings');
  board
    .command('test')
    .description('version, lights, buzzer, watchdog; then keys, presence and door, one after the other')
    .option('--json', 'one JSON document instead of lines; what to do is said on the error output', false)
    .option('--wait <seconds>', 'how long to wait for each key, for the sensor and for the door', seconds, 15)
    .action(async (asked: { json: boolean; wait: number }) => {
      const say = asked.json ? console.error : console.log;
      const path = await lineToTest(dataFolder());
      if (!path.ok) {
        const { code, detail } = path.error;
        if (asked.json) console.log(JSON.stringify({ sound: false, code, detail }, null, 2));
        else say(explain(path.error));
        process.exitCode = 1;
        return;
      }
      say(`      ${path.value}`);
      const report = await tryBoard(path.value, asked.wait * 1000, say);
      if (asked.json) console.log(JSON.stringify(report, null, 2));
      else
        say(
          `${report.sound ? 'sound' : 'not sound'}; ${report.line.dropped} broken frames, ${report.line.resent} commands sent again`,
        );
      const [link] = report.steps;
      // Without the line nothing else was tried: why is all there is to say.
      if (link?.state === 'bad' && link.detail !== '') say(explain({ code: link.detail }));
      process.exitCode = report.sound ? 0 : 1;
    });
}

/**
 * The device file of the board, when it can be had. E-BOARD-001 without one in the settings, E-BOARD-008 while a
 * kiosk runs on this data folder: its bridge holds the line.
 */
async function lineToTest(folder: string): Promise<Result<string>> {
  const store = await SettingsStore.open(folder);
  if (!store.ok) return store;
  const { path } = bridgeOfSettings(store.value.get(), readSimulatedHardware(folder)).options.board;
  if (path === '') return fail('E-BOARD-001');
  const kiosk = runningKiosk(folder);
  if (kiosk === undefined) return ok(path);
  return fail(
    'E-BOARD-008',
    `the kiosk ${kiosk.url} (process ${kiosk.pid}) runs and holds ${path}: stop it first`,
  );
}

async function tryBoard(path: string, waitMs: number, say: (line: string) => void): Promise<BoardTestReport> {
  // Loaded here: the native driver is not needed to say that there is no board.
  const { openBoard } = await import('../../firmware-bridge/board/index.ts');
  const listeners = new Set<(event: BoardEvent) => void>();
  const board = openBoard({
    path,
    onEvent: (event) => {
      for (const listener of [...listeners]) listener(event);
    },
  });
  try {
    const listen = (listener: (event: BoardEvent) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    };
    return await testBoard({ board, listen, waitMs, showMs: SHOW_MS, say });
  } finally {
    await board.close();
  }
}
