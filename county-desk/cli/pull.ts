import { hostname } from 'node:os';
import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { countyFolder, readAuditWords, sayAudit } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import { parseVerifierKey } from '../../domain/tlog/index.ts';
import { type CountyKeys, type Device, readCountyKeys, readDevices } from '../enrolment/index.ts';
import { keepCountyKey } from '../mirror/index.ts';
import {
  folderLog,
  type KioskReport,
  type LogSource,
  logFolders,
  OwnTurns,
  originOf,
  PULL_LIMITS,
  type PullJob,
  PullTally,
  pullOnce,
  pullUntil,
  readAlarms,
  reportLine,
  settleAlarm,
} from '../pull/index.ts';
import { end, now, orEnd } from './end.ts';

/** Longest wait for a kiosk that does not answer. Milliseconds. */
const MOST_WAIT_MS = 60 * 60 * 1000;

interface PullWords {
  readonly from?: string;
  readonly every?: string;
  readonly once?: boolean;
  readonly atOnce: string;
}

/** `county pull` and `county alarms`. */
export function registerPull(program: Command): void {
  program
    .command('pull [devices...]')
    .description(
      'pull and verify the logs of all kiosks, or of those named; exit code 1 when something was found',
    )
    .option('--from <folder>', 'a stick or folder with one log or several, instead of the line')
    .option('--once', 'each kiosk once, then end (the default)')
    .option('--every <seconds>', 'go on pulling, each kiosk about so often, until it is stopped')
    .option('--at-once <kiosks>', 'kiosks pulled at the same time at most', '256')
    .action((devices: string[], options: PullWords) => pull(program, devices, options));
  const alarms = program.command('alarms').description('alarms that keep kiosks from being pulled');
  alarms
    .command('list', { isDefault: true })
    .option('--all', 'also those that were settled', false)
    .option('--json', 'as JSON', false)
    .action((options: { all: boolean; json: boolean }) => listAlarms(options));
  alarms
    .command('settle <id>')
    .description('say what an alarm came from; the kiosk is pulled again')
    .requiredOption('--by <name>', 'who settles it')
    .requiredOption('--words <text>', 'what it came from; no name of a beneficiary')
    .action((id: string, { by, words }: { by: string; words: string }) => {
      orEnd(program, settleAlarm(countyFolder(), id, { at: now(), by: `cli:${by}`, words }));
      console.log(sayAudit(readAuditWords().pull, 'settled', { id }));
    });
}

async function pull(program: Command, names: readonly string[], options: PullWords): Promise<void> {
  const folder = countyFolder();
  const keys = orEnd(program, await readCountyKeys(folder));
  const enrolled = readDevices(folder);
  const stick = options.from === undefined ? undefined : orEnd(program, stickLogs(options.from));
  const wanted = names.length > 0 ? names : stick === undefined ? undefined : [...stick.keys()];
  const unknown = wanted?.find((name) => !enrolled.some(({ device }) => device === name));
  if (unknown !== undefined) return end(program, fail('E-COUNTY-055', unknown));
  const devices = enrolled.filter(({ device }) => wanted === undefined || wanted.includes(device));
  keepCountyKey(join(folder, 'mirror'), keys.verifierKey);
  const seconds = Number(options.every ?? 60);
  const show = progress(devices.length, options.every === undefined);
  const tally = new PullTally();
  const job = jobOf(folder, keys, devices, {
    stick,
    everyMs: seconds * 1000,
    atOnce: Number(options.atOnce),
    report: (report) => {
      tally.take(report);
      show.report(report);
    },
  });
  if (options.every === undefined) await pullOnce(job);
  else await pullUntil(job, stopSignal());
  show.end();
  console.log(tally.summary(readAuditWords()));
  process.exitCode = tally.found ? 1 : 0;
}

function jobOf(
  county: string,
  keys: CountyKeys,
  devices: readonly Device[],
  options: {
    readonly stick: ReadonlyMap<string, LogSource> | undefined;
    readonly everyMs: number;
    readonly atOnce: number;
    report(report: KioskReport): void;
  },
): PullJob {
  const name = parseVerifierKey(keys.verifierKey)?.name;
  if (name === undefined) throw new Error("the county's own verifier key must parse");
  return {
    county,
    devices,
    sourceOf: (device) => Promise.resolve(lineTo(device, options.stick)),
    context: {
      mirror: join(county, 'mirror'),
      cosigner: { name, key: keys.signingKey },
      now: Date.now,
      limits: PULL_LIMITS,
      mayBeOld: options.stick !== undefined,
      sink: undefined,
    },
    turns: new OwnTurns(
      devices.map(({ device }) => device),
      Date.now,
    ),
    pace: { everyMs: options.everyMs, mostMs: Math.max(options.everyMs, MOST_WAIT_MS) },
    atOnce: options.atOnce,
    random: Math.random,
    report: options.report,
    onAlarm: () => Promise.resolve(),
  };
}

/** Name of this puller towards other pullers of the same store. */
export function pullerName(): string {
  return `${hostname()}:${process.pid}`;
}

function lineTo(device: Device, stick: ReadonlyMap<string, LogSource> | undefined): Result<LogSource> {
  const source = stick?.get(device.device);
  return source === undefined ? fail('E-COUNTY-040', device.device) : ok(source);
}

/** The logs on a stick by the origin that each names; whether it is right is what the pull finds out. */
function stickLogs(folder: string): Result<Map<string, LogSource>> {
  const logs = new Map<string, LogSource>();
  for (const path of logFolders(folder)) logs.set(originOf(path) ?? path, folderLog(path));
  return logs.size > 0 ? ok(logs) : fail('E-COUNTY-040', folder);
}

function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}

/** A bar on a terminal, else a line for each kiosk of which there is something to say. */
function progress(kiosks: number, once: boolean): { report(report: KioskReport): void; end(): void } {
  const words = readAuditWords();
  if (!once || !process.stderr.isTTY)
    return {
      report: (report) => {
        const line = reportLine(report, words);
        if (line !== undefined) console.log(line);
      },
      end: () => undefined,
    };
  const lines: string[] = [];
  const bar = new SingleBar({ format: '{bar} {value}/{total}  {eta_formatted}', stream: process.stderr });
  bar.start(kiosks, 0);
  return {
    report: (report) => {
      const line = reportLine(report, words);
      if (line !== undefined) lines.push(line);
      bar.increment();
    },
    end: () => {
      bar.stop();
      for (const line of lines) console.log(line);
    },
  };
}

function listAlarms({ all, json }: { all: boolean; json: boolean }): void {
  const words = readAuditWords();
  const alarms = readAlarms(countyFolder()).filter(({ settled }) => all || settled === null);
  process.exitCode = alarms.some(({ settled }) => settled === null) ? 1 : 0;
  if (json) {
    console.log(JSON.stringify(alarms, null, 2));
    return;
  }
  if (alarms.length === 0) console.log(sayAudit(words.pull, 'noAlarm'));
  for (const { alarm, settled } of alarms) {
    const { id, device, code, record, what, foundAt } = alarm;
    const place =
      record === null ? sayAudit(words.pull, 'whole') : sayAudit(words.pull, 'record', { record });
    console.log(
      `${id}  ${device}  ${code}  ${place}  ${words.findings[code] ?? ''}  ${foundAt}\n    ${what}`,
    );
    if (settled !== null) console.log(`    ${settled.at}  ${settled.by}: ${settled.words}`);
  }
}
