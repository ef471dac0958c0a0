import {
  type BoardCommand,
  type BoardEvent,
  BoardKey,
  BoardLight,
  type BoardLights,
  BuzzerPattern,
  type Result,
} from '../../domain/index.ts';
import type { Board, BoardCounts } from '../../firmware-bridge/board/index.ts';

/** One part of the board: `good` = it confirmed or told what it should, `bad` = it did not. */
export interface BoardTestStep {
  readonly part: string;
  readonly state: 'good' | 'bad';
  readonly detail: string;
}

export interface BoardTestReport {
  /** Whether every step is good. */
  readonly sound: boolean;
  /** Firmware and protocol version, '' when the board did not answer. */
  readonly version: string;
  readonly steps: readonly BoardTestStep[];
  /** How noisy the line was. */
  readonly line: BoardCounts;
}

export interface BoardTestOptions {
  readonly board: Board;
  /** Gives the board's events to a listener until the function that it returns is called. */
  readonly listen: (listener: (event: BoardEvent) => void) => () => void;
  /** How long to wait for each thing that a person has to do, in milliseconds. */
  readonly waitMs: number;
  /** How long each light stays on and each sound is given time. */
  readonly showMs: number;
  /** Tells the person what is going on and what to do. */
  readonly say: (line: string) => void;
}

/** A board that is there answers within this time, in milliseconds. */
const READY_MS = 5000;
/** Long enough that the test itself never costs power. */
const WATCHDOG_MS = 600_000;
const DARK: BoardLights = { reader: 'off', printer: 'off', camera: 'off', status: 'off' };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Tries every part of a board, with a person beside it. Nothing is left burning or armed. */
export async function testBoard(options: BoardTestOptions): Promise<BoardTestReport> {
  const { board } = options;
  const steps: BoardTestStep[] = [];
  const keep = (step: BoardTestStep): void => {
    steps.push(step);
    options.say(`${step.state.padEnd(5)} ${step.part.padEnd(18)} ${step.detail}`);
  };
  const link = await becomesReady(options);
  keep(link);
  if (link.state === 'good') {
    await tryOutputs(options, keep);
    await tryInputs(options, keep);
  }
  const { version } = board.state();
  return { sound: steps.every(({ state }) => state === 'good'), version, steps, line: board.counts() };
}

async function becomesReady({ board }: BoardTestOptions): Promise<BoardTestStep> {
  for (const until = performance.now() + READY_MS; performance.now() < until; await pause(50)) {
    const { link, code, version, lastReset } = board.state();
    if (link === 'ready')
      return { part: 'link', state: 'good', detail: `${version}, started by: ${lastReset}` };
    if (code === 'E-BOARD-004' || code === 'E-BOARD-008') break;
  }
  return { part: 'link', state: 'bad', detail: board.state().code ?? '' };
}

type Keep = (step: BoardTestStep) => void;

/** What the board only confirms; whether it shines and sounds, the person sees and hears. */
async function tryOutputs({ board, showMs }: BoardTestOptions, keep: Keep): Promise<void> {
  const told = async (part: string, command: BoardCommand): Promise<void> => {
    keep({ part, ...wordsOf(await board.command(command)) });
  };
  for (const light of BoardLight.options) {
    await told(`light ${light}`, { command: 'lights', lights: { ...DARK, [light]: 'on' } });
    await pause(showMs);
  }
  await told('lights off', { command: 'lights', lights: DARK });
  for (const pattern of BuzzerPattern.options) {
    await told(`buzzer ${pattern}`, { command: 'buzz', pattern });
    await pause(showMs);
  }
  await told('watchdog armed', { command: 'watchdog', withinMs: WATCHDOG_MS });
  await told('watchdog kicked', { command: 'kick' });
  await told('watchdog at rest', { command: 'watchdog', withinMs: 0 });
}

function wordsOf(result: Result<unknown>): Pick<BoardTestStep, 'state' | 'detail'> {
  if (result.ok) return { state: 'good', detail: 'confirmed' };
  return { state: 'bad', detail: `${result.error.code} ${result.error.detail ?? ''}`.trimEnd() };
}

/** What somebody has to do. */
async function tryInputs(options: BoardTestOptions, keep: Keep): Promise<void> {
  const { near, doorOpen } = options.board.state();
  const door = (open: boolean) => (event: BoardEvent) => event.what === 'door' && event.open === open;
  const presence = (here: boolean) => (event: BoardEvent) => event.what === 'presence' && event.near === here;
  for (const { value: key } of BoardKey.options)
    keep(await awaited(options, `key ${key}`, `press key ${key}`, (event) => isKey(event, key)));
  const coming = 'step in front of the kiosk';
  const leaving = 'step away from the kiosk';
  keep(await awaited(options, 'presence', near ? leaving : coming, presence(!near)));
  keep(await awaited(options, 'presence again', near ? coming : leaving, presence(near)));
  const [first, second] = doorOpen ? ['close', 'open'] : ['open', 'close'];
  keep(await awaited(options, 'door', `${first} the cabinet door`, door(!doorOpen)));
  keep(await awaited(options, 'door again', `${second} the cabinet door`, door(doorOpen)));
}

const isKey = (event: BoardEvent, key: number): boolean => event.what === 'key' && event.key === key;

function awaited(
  { listen, waitMs, say }: BoardTestOptions,
  part: string,
  please: string,
  isIt: (event: BoardEvent) => boolean,
): Promise<BoardTestStep> {
  say(`      ${please} (${Math.ceil(waitMs / 1000)} s)`);
  return new Promise((resolve) => {
    const settle = (state: 'good' | 'bad', detail: string): void => {
      clearTimeout(timer);
      off();
      resolve({ part, state, detail });
    };
    const timer = setTimeout(() => settle('bad', 'nothing came'), waitMs);
    const off = listen((event) => {
      if (isIt(event)) settle('good', 'came');
      else if (event.what === 'key') say(`      key ${event.key} came instead`);
    });
  });
}
