import { SAM_BAUD_RATES, type SerialReaderProfile } from '../../config/index.ts';
import { fail, ok, type Result, type SamReport } from '../../domain/index.ts';
import { encodeCommand, maxFrameLength, SAM_COMMANDS, SamClient, wireMs } from '../card/index.ts';
import { polledQuirks } from './look-for-card.ts';
import type { PolledConnection } from './polled-card-reader.ts';
import { serialDevice } from './serial-devices.ts';
import { SerialFrames } from './serial-frames.ts';
import { openSerialLine, type SerialLine } from './serial-line.ts';

/** Milliseconds for an answer at each rate that `auto` tries. */
const AUTO_LIMIT_MS = 500;
/** Milliseconds for a board to carry out its escape, on top of the wire's own time. */
const INIT_MS = 50;
const SLOWEST_BAUD = 1200;

/** A module that has answered on its line. */
export interface SerialConnection {
  readonly line: SerialLine;
  readonly baud: number;
  readonly client: SamClient;
  readonly report: SamReport;
  /** Overwrites what the line's buffers hold. */
  wipe(): void;
}

export interface SerialConnectOptions {
  readonly profile: SerialReaderProfile;
  /** Device file, '' to look for it. */
  readonly path: string;
  /** The rate that worked last: the first that `auto` tries. */
  readonly lastBaud?: number;
  readonly onStuck: (call: string) => void;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Opens the line and asks the module how it is. E-CARD-012 without the device, E-CARD-010 when nothing answers.
 * A module that answers is connected whatever its status.
 */
export async function connectSerial(options: SerialConnectOptions): Promise<Result<SerialConnection>> {
  const { profile, onStuck } = options;
  const path = await serialDevice(profile, options.path);
  if (!path.ok) return path;
  const rates = ratesToTry(profile, options.lastBaud);
  const [first = SAM_BAUD_RATES[0]] = rates;
  const opened = await openSerialLine({ path: path.value, baud: first, onStuck });
  if (!opened.ok) return opened;
  const line = opened.value;
  const connected = await connectOver(line, profile, rates);
  if (!connected.ok) await line.close();
  return connected;
}

function ratesToTry({ serial }: SerialReaderProfile, lastBaud: number | undefined): readonly number[] {
  if (serial.baud !== 'auto') return [serial.baud];
  if (lastBaud === undefined) return SAM_BAUD_RATES;
  return [lastBaud, ...SAM_BAUD_RATES.filter((rate) => rate !== lastBaud)];
}

async function connectOver(
  line: SerialLine,
  profile: SerialReaderProfile,
  rates: readonly number[],
): Promise<Result<SerialConnection>> {
  await pause(profile.serial.openDelayMs);
  if (profile.serial.initBytes !== '') {
    const initBytes = Buffer.from(profile.serial.initBytes, 'hex');
    const written = await line.write(initBytes);
    if (!written.ok) return written;
    // Throwing away what has come would throw away what has not gone out yet, too.
    await pause(INIT_MS + wireMs(initBytes.length, rates[0] ?? SLOWEST_BAUD));
  }
  const baud = await answeringRate(line, rates);
  if (!baud.ok) return baud;
  const frames = new SerialFrames(line, baud.value, maxFrameLength(profile.photo));
  const client = new SamClient(frames, { ...profile, quirks: polledQuirks(profile) });
  const report = await client.report();
  if (!report.ok) return report;
  return ok({ line, baud: baud.value, client, report: report.value, wipe: () => frames.wipe() });
}

/** The first rate at which a right frame comes, whatever its status. Rates are never changed on the module (60 xx). */
async function answeringRate(line: SerialLine, rates: readonly number[]): Promise<Result<number>> {
  const { command, parameter, timeoutMs } = SAM_COMMANDS.status;
  const limit = rates.length === 1 ? timeoutMs : AUTO_LIMIT_MS;
  for (const baud of rates) {
    const set = await line.setBaud(baud);
    if (!set.ok) return set;
    await line.flush();
    const frames = new SerialFrames(line, baud);
    const reply = await frames.exchange(encodeCommand(command, parameter), limit);
    if (reply.ok) return ok(baud);
    if (!line.open) return fail('E-CARD-012', 'the line has gone');
  }
  return fail('E-CARD-010', `no answer at ${rates.join(', ')} baud`);
}

/** Opens the line anew at each call, first at the rate that worked last. */
export function serialConnector(
  options: Omit<SerialConnectOptions, 'lastBaud'>,
): () => Promise<Result<PolledConnection>> {
  let lastBaud: number | undefined;
  return async () => {
    const connected = await connectSerial({ ...options, ...(lastBaud !== undefined && { lastBaud }) });
    if (!connected.ok) return connected;
    const { line, baud, client, report, wipe } = connected.value;
    lastBaud = baud;
    return ok({
      name: `${line.path} ${baud}`,
      client,
      report,
      get open() {
        return line.open;
      },
      onGone: (listener) => line.onGone(listener),
      wipe,
      close: () => line.close(),
    });
  };
}
