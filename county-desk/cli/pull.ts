import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { readAuditWords } from '../../config/index.ts';
import { DIAL_PORT } from '../../domain/county/index.ts';
import { fail, HostAndPort, ok, type Result, splitHostAndPort } from '../../domain/index.ts';
import { parseVerifierKey } from '../../domain/tlog/index.ts';
import { type CountyLine, type Device, loadOrMakeCountyLine, readDevices } from '../enrolment/index.ts';
import { keepCountyKey } from '../mirror/index.ts';
import {
  DialledKiosks,
  deliverOrders,
  directLine,
  FolderSource,
  type KioskReport,
  LeasedTurns,
  type LogSource,
  logFolders,
  OwnTurns,
  originOf,
  PULL_LIMITS,
  type PullJob,
  PullTally,
  pullOnce,
  pullUntil,
} from '../pull/index.ts';
import { end, now, orEnd } from './end.ts';
import { atDesk, type Desk } from './open-desk.ts';
import { pullProgress } from './pull-progress.ts';

/** Longest wait for a kiosk that does not answer. Milliseconds. */
const MOST_WAIT_MS = 60 * 60 * 1000;
/** Longer than any pull, so that nobody else begins one that is under way. Seconds. */
const LEASE_SECONDS = PULL_LIMITS.pullMs / 1000 + 60;
/** Seconds between two pulls of a kiosk without --every. */
const DEFAULT_SECONDS = 60;

interface PullOptions {
  readonly from?: string;
  readonly every?: string;
  readonly listen?: string;
  readonly atOnce: string;
}

/** `county pull`. */
export function registerPull(program: Command): void {
  program
    .command('pull [devices...]')
    .description(
      'pull and verify the logs of all kiosks, or of those named; exit code 1 when something was found',
    )
    .option('--from <folder>', 'a stick or folder with one log or several, instead of the line')
    .option('--once', 'each kiosk once, then end: what it does without --every')
    .option('--every <seconds>', 'go on pulling, each kiosk about so often, until it is stopped')
    .option(
      '--listen <host:port>',
      `also wait for kiosks that dial out, for instance on 0.0.0.0:${DIAL_PORT}`,
    )
    .option('--at-once <kiosks>', 'kiosks pulled at the same time at most', '256')
    .action((devices: string[], options: PullOptions) =>
      atDesk(program, (desk) => pull(program, desk, devices, options)),
    );
}

async function pull(
  program: Command,
  desk: Desk,
  names: readonly string[],
  options: PullOptions,
): Promise<void> {
  const { folder, keys } = desk;
  const stick = options.from === undefined ? undefined : orEnd(program, await stickLogs(options.from));
  const wanted = names.length > 0 ? names : stick === undefined ? undefined : [...stick.keys()];
  const enrolled = readDevices(folder);
  const unknown = wanted?.find((name) => !enrolled.some(({ device }) => device === name));
  if (unknown !== undefined) return end(program, fail('E-COUNTY-055', unknown));
  const devices = () => readDevices(folder).filter(({ device }) => wanted?.includes(device) ?? true);
  const line = orEnd(program, await loadOrMakeCountyLine(folder, keys, now()));
  const dialled = orEnd(program, await dialledKiosks(desk, line, options.listen));
  keepCountyKey(join(folder, 'mirror'), keys.verifierKey);
  const again = options.every !== undefined;
  const tally = new PullTally();
  const progress = pullProgress(devices().length, again);
  const job: PullJob = {
    ...jobAt(desk, again, Number(options.every ?? DEFAULT_SECONDS) * 1000, options),
    devices,
    sourceOf: async (device) => sourceOf(device, { desk, line, dialled, stick }),
    afterPull: async (device, source) => {
      await deliverOrders(folder, keys, device.device, source, stick === undefined ? 'line' : 'stick');
    },
    report: (report: KioskReport) => {
      tally.take(report);
      progress.report(report);
    },
  };
  if (again) await pullUntil(job, stopSignal());
  else await pullOnce(job);
  progress.end();
  await dialled?.close();
  console.log(tally.summary(readAuditWords()));
  process.exitCode = tally.found ? 1 : 0;
}

/** What does not depend on where the logs come from. */
function jobAt(
  { folder, keys, store, acts }: Desk,
  again: boolean,
  everyMs: number,
  { from, atOnce }: PullOptions,
): Omit<PullJob, 'devices' | 'sourceOf' | 'afterPull' | 'report'> {
  const name = parseVerifierKey(keys.verifierKey)?.name;
  if (name === undefined) throw new Error("the county's own verifier key must parse");
  return {
    county: folder,
    context: {
      mirror: join(folder, 'mirror'),
      cosigner: { name, key: keys.signingKey },
      now: Date.now,
      limits: PULL_LIMITS,
      mayBeOld: from !== undefined,
      sink: {
        held: async (kiosk) => (await store.head(kiosk))?.size ?? 0,
        take: (head, rows) => store.takeEntries(head, rows),
      },
    },
    // Several pullers share the kiosks by leases; whoever asks for one pull gets it at once.
    turns: again
      ? new LeasedTurns(store, `${hostname()}:${process.pid}`, LEASE_SECONDS, Date.now)
      : new OwnTurns(Date.now),
    pace: { everyMs, mostMs: Math.max(everyMs, MOST_WAIT_MS) },
    atOnce: Number(atOnce),
    random: Math.random,
    onAlarm: async ({ device, code, record, what }) => {
      await acts.append('tool', { act: 'alarm', kiosk: device, code, record, words: what });
    },
  };
}

interface Ways {
  readonly desk: Desk;
  readonly line: CountyLine;
  readonly dialled: DialledKiosks | undefined;
  readonly stick: ReadonlyMap<string, LogSource> | undefined;
}

/** The way to a device: the stick where one is named, its address, else the connection that it makes itself. */
function sourceOf(device: Device, { desk, line, dialled, stick }: Ways): Result<LogSource> {
  if (stick !== undefined) {
    const source = stick.get(device.device);
    return source === undefined ? fail('E-COUNTY-040', device.device) : ok(source);
  }
  const { folder, keys } = desk;
  if (device.address === null && dialled !== undefined) return ok(dialled.source(device.device));
  return directLine(device, { folder, keys, line });
}

async function dialledKiosks(
  { folder, keys }: Desk,
  line: CountyLine,
  on: string | undefined,
): Promise<Result<DialledKiosks | undefined>> {
  if (on === undefined) return ok(undefined);
  if (!HostAndPort.safeParse(on).success) return fail('E-COUNTY-031', `${on} is not host:port`);
  const tell = () => undefined;
  return DialledKiosks.listen({ folder, keys, line, ...splitHostAndPort(on), tell });
}

/** The logs on a stick by the origin that each names; whether it is right is what the pull finds out. */
async function stickLogs(folder: string): Promise<Result<Map<string, LogSource>>> {
  const logs = new Map<string, LogSource>();
  for (const path of logFolders(folder)) logs.set(originOf(path) ?? path, await FolderSource.open(path));
  return logs.size > 0 ? ok(logs) : fail('E-COUNTY-040', folder);
}

function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}
