import { dataFolder } from '../../config/index.ts';
import { startSimulatedBoard } from '../../firmware-bridge/simulators/board/index.ts';
import { startSimulatedReader } from '../../firmware-bridge/simulators/index.ts';
import { startSimulatedPrinter } from '../../firmware-bridge/simulators/printer/index.ts';
import { forgetSimulatedHardware, tellSimulatedHardware } from '../bridge-link/index.ts';
import { prepareFirstRun, readOperator } from '../first-run/index.ts';
import { startDaemon } from '../main.ts';
import { assertFreeToStart } from './free-to-start.ts';

export interface RunOptions {
  readonly dataFolder: string;
  readonly countyFolder: string;
  /** Of page and websocket; 0 takes a free one. */
  readonly port: number;
  /** Of the simulated printer. */
  readonly printerPort: number;
  /** Where the county pulls; the settings' port by default. */
  readonly countyPort?: number;
  readonly simulated: boolean;
  readonly log: 'stdout' | 'file';
}

/** What has to be stopped, the latest first. */
type Stop = () => Promise<void>;

/** Milliseconds after which a stop that hangs is cut short. */
const STOP_MS = 10_000;

/** Runs a kiosk until SIGINT, SIGTERM or SIGHUP; then everything that was started is stopped, latest first. */
export async function runKiosk(options: RunOptions): Promise<void> {
  const stops: Stop[] = [];
  let stopping = false;
  const end = async (code: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_MS).unref();
    for (const stop of stops.reverse()) await stop().catch((error: unknown) => console.error(wordsOf(error)));
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
  try {
    if (options.simulated) await startSimulated(options, stops);
    else await startReal(options, stops);
  } catch (error) {
    console.error(wordsOf(error));
    await end(1);
  }
}

async function startReal(options: RunOptions, stops: Stop[]): Promise<void> {
  const { port, log, countyPort } = options;
  const daemon = await startDaemon({
    dataFolder: options.dataFolder,
    port,
    log,
    simulated: false,
    ...(countyPort === undefined ? {} : { countyPort }),
  });
  stops.push(() => daemon.stop());
  console.log(`kiosk: ${daemon.url}`);
}

async function startSimulated(options: RunOptions, stops: Stop[]): Promise<void> {
  const { dataFolder: data, port, printerPort, log } = options;
  const say = (line: string): void => console.log(line);
  await assertFreeToStart(options);
  await prepareFirstRun(data, options.countyFolder, say, options.countyPort);
  // Each is stopped even when the other one does not come up.
  const keep = <T extends { stop(): Promise<void> }>(started: T): T => {
    stops.push(() => started.stop());
    return started;
  };
  const [reader, printer, board] = await Promise.allSettled([
    startSimulatedReader({ dataFolder: data, log: say }).then(keep),
    startSimulatedPrinter({ dataFolder: data, port: printerPort, log: say }).then(keep),
    startSimulatedBoard({ dataFolder: data, log: say }).then(keep),
  ]);
  // A kiosk without its hardware runs too, out of service or without slips: it says so itself.
  for (const part of [reader, printer, board])
    if (part.status === 'rejected') console.error(wordsOf(part.reason));
  const operatorHint = readOperator(data);
  const boardPath = board.status === 'fulfilled' ? { boardPath: board.value.path } : {};
  if (reader.status === 'fulfilled' && printer.status === 'fulfilled') {
    tellSimulatedHardware(data, {
      pcscSocket: reader.value.env.PCSCLITE_CSOCK_NAME,
      printerPort: printer.value.port,
      readerPath: reader.value.ttyPath,
      ...boardPath,
    });
    stops.push(async () => forgetSimulatedHardware(data));
  }
  const daemon = await startDaemon({
    dataFolder: data,
    port,
    log,
    simulated: true,
    ...(reader.status === 'fulfilled'
      ? { pcscSocket: reader.value.env.PCSCLITE_CSOCK_NAME, readerPath: reader.value.ttyPath }
      : {}),
    printerPort: printer.status === 'fulfilled' ? printer.value.port : printerPort,
    ...boardPath,
    ...(options.countyPort === undefined ? {} : { countyPort: options.countyPort }),
    ...(operatorHint === undefined ? {} : { operatorHint }),
  });
  stops.push(() => daemon.stop());
  console.log(hints(options, daemon.url, operatorHint));
}

function hints(options: RunOptions, url: string, operator: { id: string; pin: string } | undefined): string {
  const where = options.dataFolder === dataFolder({}) ? '' : `KIOSK_DATA=${options.dataFolder} `;
  return [
    '',
    `  kiosk                 ${url}`,
    `  simulated hardware    ${new URL('/dock', url).href}`,
    `  lay on a card         ${where}npx kiosk sim insert p001    (p001 to p200, all made up)`,
    `  take it away          ${where}npx kiosk sim remove`,
    ...(operator === undefined
      ? []
      : [`  staff check           operator ${operator.id}, PIN ${operator.pin}`]),
    '  stop                  Ctrl-C',
    '',
  ].join('\n');
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
