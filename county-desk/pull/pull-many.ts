import { setTimeout as wait } from 'node:timers/promises';
import { type CodedError, ErrorCodeText, type Result } from '../../domain/index.ts';
import type { Device } from '../enrolment/index.ts';
import { type Alarm, openAlarms, raiseAlarm } from './alarms.ts';
import { isSilent, noteContact } from './contact.ts';
import type { PullFinding } from './finding.ts';
import type { LogSource } from './log-source.ts';
import { type PullContext, type PullOutcome, pullKiosk } from './pull-kiosk.ts';
import { sharedKeys } from './shared-keys.ts';
import { type Pace, type Turns, waitAfter } from './timetable.ts';

/** What came of one kiosk. */
export interface KioskReport {
  readonly device: string;
  readonly result:
    | Exclude<PullOutcome, { outcome: 'lie' }>
    | { readonly outcome: 'alarm'; readonly alarm: Alarm }
    | { readonly outcome: 'quarantined'; readonly alarms: readonly Alarm[] };
  /** Not heard of for seven days. */
  readonly silent: boolean;
}

export interface PullJob {
  /** `COUNTY_DATA`. */
  readonly county: string;
  /** The kiosks to pull, as they are enrolled now: asked again and again, so that a revocation holds at once. */
  devices(): readonly Device[];
  /** The line to a device, or the code of why there is none. */
  sourceOf(device: Device): Promise<Result<LogSource>>;
  readonly context: PullContext;
  readonly turns: Turns;
  readonly pace: Pace;
  /** Kiosks pulled at the same time at most. */
  readonly atOnce: number;
  /** 0 to 1, for the jitter. */
  random(): number;
  /** Told of every kiosk as it is done. */
  report(report: KioskReport): void;
  /** Hands a kiosk that was pulled what else waits for it, over the same line. Failures are tried with the next pull. */
  afterPull(device: Device, source: LogSource): Promise<void>;
  /** Told of every new alarm when it is durable, for the county's own ledger. */
  onAlarm(alarm: Alarm): Promise<void>;
}

/** How often the enrolled devices are looked up. Milliseconds. */
const CENSUS_MS = 10_000;
/** Between two looks for kiosks that are due. Milliseconds. */
const LOOK_MS = 250;

/** Pulls each kiosk that is due once, at most `atOnce` together. */
export async function pullOnce(job: PullJob): Promise<void> {
  const pulled = new Set<string>();
  await pullWhile(job, {
    goOn: () => true,
    wants: (name) => !pulled.has(name) && pulled.add(name).size > 0,
    whenIdle: 'end',
  });
}

/** Pulls kiosks again and again, each at its pace, until the signal. Pulls under way are brought to their end. */
export async function pullUntil(job: PullJob, signal: AbortSignal): Promise<void> {
  await pullWhile(job, { goOn: () => !signal.aborted, wants: () => true, whenIdle: 'wait' });
}

interface Course {
  /** Whether more pulls may begin. */
  goOn(): boolean;
  /** Whether a kiosk that is due is pulled. */
  wants(name: string): boolean;
  readonly whenIdle: 'wait' | 'end';
}

async function pullWhile(job: PullJob, course: Course): Promise<void> {
  let known = new Map<string, Device>();
  let shared = new Map<string, PullFinding>();
  let countedAt = Number.NEGATIVE_INFINITY;
  const census = async (): Promise<void> => {
    if (performance.now() - countedAt < CENSUS_MS) return;
    const devices = job.devices();
    known = new Map(devices.map((device) => [device.device, device]));
    shared = sharedKeys(devices);
    await job.turns.enlist([...known.keys()]);
    countedAt = performance.now();
  };
  const failures = new Map<string, number>();
  const running = new Set<Promise<void>>();
  const pullNext = async (name: string): Promise<void> => {
    const device = known.get(name);
    // Enlisted by another puller, and not among those that this one was asked for.
    if (device === undefined || !course.wants(name)) return job.turns.give(name, job.pace.everyMs);
    const report = await pullGuarded(job, device, shared.get(name));
    const bad = report.result.outcome === 'pulled' ? 0 : (failures.get(name) ?? 0) + 1;
    failures.set(name, bad);
    await job.turns.give(name, waitAfter(bad, job.pace, job.random));
    job.report(report);
  };
  while (course.goOn()) {
    await census();
    const due = running.size < job.atOnce ? await job.turns.take(job.atOnce - running.size) : [];
    for (const name of due) {
      const one: Promise<void> = pullNext(name).finally(() => running.delete(one));
      running.add(one);
    }
    if (running.size === 0 && course.whenIdle === 'end') break;
    if (running.size >= job.atOnce || due.length === 0) await Promise.race([...running, wait(LOOK_MS)]);
  }
  await Promise.all(running);
}

/** One kiosk, which may cost the others nothing: neither by a lie nor by a fault of ours. */
async function pullGuarded(
  job: PullJob,
  device: Device,
  sharedKey: PullFinding | undefined,
): Promise<KioskReport> {
  const { county, context } = job;
  const name = device.device;
  const done = async (): Promise<KioskReport['result']> => {
    const open = openAlarms(county, name);
    if (open.length > 0) return { outcome: 'quarantined', alarms: open };
    const outcome: PullOutcome =
      sharedKey === undefined ? await pullBy(job, device) : { outcome: 'lie', finding: sharedKey };
    if (outcome.outcome !== 'lie') return outcome;
    const alarm = raiseAlarm(county, name, outcome.finding, new Date(context.now()).toISOString());
    await job.onAlarm(alarm);
    return { outcome: 'alarm', alarm };
  };
  let result: KioskReport['result'];
  try {
    result = await done();
    if (result.outcome === 'pulled') noteContact(context.mirror, name, context.now());
  } catch (error) {
    result = { outcome: 'failed', error: faultOf(name, error) };
  }
  return { device: name, result, silent: isSilent(context.mirror, name, context.now()) };
}

async function pullBy(job: PullJob, device: Device): Promise<PullOutcome> {
  const source = await job.sourceOf(device);
  if (!source.ok) return { outcome: 'failed', error: source.error };
  try {
    const outcome = await pullKiosk(device, source.value, job.context);
    if (outcome.outcome === 'pulled') await job.afterPull(device, source.value);
    return outcome;
  } finally {
    await source.value.close();
  }
}

/** A fault of our own disk or store, by its code where it has one. */
function faultOf(device: string, error: unknown): CodedError {
  const code =
    error instanceof Error && 'code' in error ? ErrorCodeText.safeParse(error.code).data : undefined;
  const what = error instanceof Error ? error.message : String(error);
  return { code: 'E-COUNTY-066', detail: `${device}: ${code === undefined ? what : `${code} ${what}`}` };
}
