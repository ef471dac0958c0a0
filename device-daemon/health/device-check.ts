import { setTimeout as wait } from 'node:timers/promises';
import type { Settings } from '../../config/index.ts';
import {
  type DeviceReport,
  isErrorCode,
  type LadderCounts,
  type ReaderFinding,
  type Result,
} from '../../domain/index.ts';
import {
  BridgeLink,
  bridgeOfSettings,
  readerSeenWithinMs,
  readSimulatedHardware,
} from '../bridge-link/index.ts';
import { REPORT_FRESH_MS } from './device-watch.ts';
import { bad, type Finding, good } from './finding.ts';
import { partStates } from './part-states.ts';
import { askHealthPage, runningKiosk } from './running-kiosk.ts';

/** The kiosk asks its devices anew within this time, in milliseconds: the printer may be slow. */
const REPORT_MS = 12_000;
const POLL_MS = 100;

/** How a reader is looked for when that of the settings is not there. */
export interface SearchHow {
  /** Asks serial ports too of which nothing says that a reader hangs on them: only when a technician wants it. */
  readonly everyPort?: boolean;
}

/** What the self-test learnt of the devices. */
export interface DeviceFindings {
  readonly findings: readonly Finding[];
  /** Who asked the devices: the kiosk that runs and holds them, or this program. */
  readonly askedBy: 'kiosk' | 'doctor';
  /** Age of the report in milliseconds; older than a moment only while a visit is under way. */
  readonly ageMs: number;
  readonly busy: boolean;
  readonly ladders: LadderCounts[];
  /** What a search for the reader found; null where none was needed. */
  readonly search: ReaderFinding[] | null;
}

/**
 * Bridge, reader, module, decoder, printer, paper and board. A kiosk that runs is asked for its own report, since a
 * serial line has one user at a time; without one the devices are asked through a bridge of the self-test's own.
 */
export async function checkDevices(
  dataFolder: string,
  settings: Settings,
  how: SearchHow = {},
): Promise<DeviceFindings> {
  const kiosk = runningKiosk(dataFolder);
  if (kiosk === undefined) return askDevices(dataFolder, settings, how, good('kiosk', 'does not run'));
  const until = performance.now() + REPORT_MS;
  for (;;) {
    const page = await askHealthPage(kiosk);
    if (!page.ok) return { ...NOTHING, findings: [bad('kiosk', page.error)] };
    const runs = good('kiosk', `runs, process ${kiosk.pid}, shows ${page.value.showing}`);
    const { devices } = page.value;
    // Settings, keys or ledger keep it from serving: it has opened no device.
    if (devices === undefined) return askDevices(dataFolder, settings, how, runs);
    const { ageMs, busy, report, code } = devices;
    const fresh = ageMs !== null && (busy || ageMs <= REPORT_FRESH_MS);
    if (fresh || performance.now() > until) {
      const told: Result<DeviceReport> =
        report === null
          ? { ok: false, error: { code: code !== null && isErrorCode(code) ? code : 'E-BRIDGE-002' } }
          : { ok: true, value: report };
      const known = ofReport(told, runs);
      const search = isReaderAbsent(known) && !busy ? await searchBeside(dataFolder, settings, how) : null;
      return { ...NOTHING, ...known, ageMs: ageMs ?? 0, busy, search };
    }
    await wait(POLL_MS);
  }
}

const NOTHING: DeviceFindings = {
  findings: [],
  askedBy: 'kiosk',
  ageMs: 0,
  busy: false,
  ladders: [],
  search: null,
};

/** What a report says, behind what is known of the kiosk. */
function ofReport(
  report: Result<DeviceReport>,
  kiosk: Finding,
): Pick<DeviceFindings, 'findings' | 'ladders'> {
  if (!report.ok) return { findings: [kiosk, bad('bridge', report.error)], ladders: [] };
  const parts = partStates(report.value).map(({ part, code, detail }) =>
    code === null ? good(part, detail) : bad(part, { code, detail }),
  );
  return { findings: [kiosk, good('bridge', 'answers'), ...parts], ladders: report.value.ladders };
}

async function askDevices(
  dataFolder: string,
  settings: Settings,
  how: SearchHow,
  kiosk: Finding,
): Promise<DeviceFindings> {
  const link = new BridgeLink();
  await link.start({ ...bridgeOfSettings(settings, readSimulatedHardware(dataFolder)), log: () => {} });
  try {
    await readerSeen(link, readerSeenWithinMs(settings.reader.profile));
    const told = ofReport(await link.report(), kiosk);
    const search = isReaderAbsent(told) ? await searchBy(link, how) : null;
    return { ...NOTHING, ...told, askedBy: 'doctor', search };
  } finally {
    await link.stop();
  }
}

/** A module that says that it is out of order was found; one that is silent may be of another profile. */
function isReaderAbsent({ findings }: Pick<DeviceFindings, 'findings'>): boolean {
  return findings.some(
    ({ part, code }) => part === 'reader' && (code === 'E-CARD-012' || code === 'E-CARD-015'),
  );
}

/** The kiosk's reader is not there, so it holds none: another bridge looks for one, without the kiosk's board. */
async function searchBeside(
  dataFolder: string,
  settings: Settings,
  how: SearchHow,
): Promise<ReaderFinding[] | null> {
  const link = new BridgeLink();
  const { options, env } = bridgeOfSettings(settings, readSimulatedHardware(dataFolder));
  await link.start({ options: { ...options, board: { path: '' } }, env, log: () => {} });
  try {
    return await searchBy(link, how);
  } finally {
    await link.stop();
  }
}

async function searchBy(link: BridgeLink, how: SearchHow): Promise<ReaderFinding[] | null> {
  const search = await link.findReader(how);
  return search.ok ? search.value : null;
}

/** Waits until the reader is there, or as long as one may take. */
async function readerSeen(link: BridgeLink, withinMs: number): Promise<void> {
  const until = performance.now() + withinMs;
  while (performance.now() < until) {
    const state = await link.readerState();
    if (!state.ok || state.value.reader === 'ready') return;
    await wait(POLL_MS);
  }
}
