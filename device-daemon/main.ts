import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { loadCameraProfile, readWatchdogPolicy, softwareVersion } from '../config/index.ts';
import type { ErrorCode } from '../domain/index.ts';
import { KioskBoard } from './board/index.ts';
import type { CountyLine } from './county-api/index.ts';
import { dockActs } from './dock-acts.ts';
import { type Endpoint, openEndpoint, type ScreenSource, type Shown } from './endpoint/index.ts';
import { DeviceWatch, deviceMetrics, type HealthEvent } from './health/index.ts';
import { openCountyLine } from './line-of-parts.ts';
import { logFile } from './log-file.ts';
import { type OpenParts, openParts } from './open-parts.ts';
import { VisitHost } from './visit/index.ts';
import { type WatchedScreen, watchScreen } from './watch-screen.ts';
import { openServiceNotify, type Watchdog } from './watchdog/index.ts';

export interface DaemonOptions {
  readonly dataFolder: string;
  /** Of page and websocket; 0 takes a free one. */
  readonly port: number;
  readonly simulated: boolean;
  readonly pcscSocket?: string;
  readonly printerPort?: number;
  readonly readerPath?: string;
  readonly boardPath?: string;
  /** Port for the county in place of that of the settings. */
  readonly countyPort?: number;
  /** Shown in the dock of a simulated kiosk. */
  readonly operatorHint?: { id: string; pin: string };
  readonly log?: 'stdout' | 'file';
}

/** EX_TEMPFAIL of sysexits.h: start me again. */
export const RESTART_EXIT_CODE = 75;

export interface Daemon {
  readonly url: string;
  stop(): Promise<void>;
}

function openLog(options: DaemonOptions): pino.Logger {
  if (options.log === 'stdout') return pino({ base: null });
  return pino({ base: null }, pino.destination({ dest: logFile(options.dataFolder), sync: false }));
}

/**
 * Wires the parts of one kiosk and serves its page. A device whose settings, keys, roster or ledger cannot be
 * used still serves: it shows that it is out of service, with the code for the technician.
 */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const log = openLog(options);
  // As it stands in every record.
  const software = `youfu-kiosk ${softwareVersion()}`;
  const systemd = openServiceNotify(process.env, (line) => log.warn(line));
  const watched = {
    dataFolder: options.dataFolder,
    systemd,
    log: (line: { readonly [fact: string]: unknown }) => log.info(line),
  };
  const opened = await openParts({
    dataFolder: options.dataFolder,
    software,
    log: (line) => log.info(line),
    restart: (code) => endForRestart(log, code),
    ...(options.pcscSocket === undefined ? {} : { pcscSocket: options.pcscSocket }),
    ...(options.printerPort === undefined ? {} : { printerPort: options.printerPort }),
    ...(options.readerPath === undefined ? {} : { readerPath: options.readerPath }),
    ...(options.boardPath === undefined ? {} : { boardPath: options.boardPath }),
  });
  if (!opened.ok) {
    log.error({ event: 'out-of-service', code: opened.error.code, detail: opened.error.detail });
    const endpoint = await outOfService(options, software, opened.error.code);
    const watchdog = watchScreen({
      ...watched,
      screen: endpoint.screen,
      screenIs: (state) => log.warn({ event: 'screen', state }),
    });
    systemd.tell('READY=1', `STATUS=out of service, ${opened.error.code}`);
    return {
      url: publish(options, endpoint),
      async stop() {
        systemd.tell('STOPPING=1');
        watchdog.stop();
        await endpoint.close();
      },
    };
  }
  const served = await serve(options, software, opened.value, watched);
  log.info({ event: 'serving', port: served.endpoint.port, software });
  systemd.tell('READY=1', 'STATUS=serving');
  return {
    url: publish(options, served.endpoint),
    stop() {
      systemd.tell('STOPPING=1');
      return served.stop();
    },
  };
}

async function serve(
  options: DaemonOptions,
  software: string,
  open: OpenParts,
  watched: Pick<WatchedScreen, 'dataFolder' | 'systemd' | 'log'>,
) {
  const { parts } = open;
  const devices = new DeviceWatch({
    bridge: parts.bridge,
    busy: () => host.busy,
    tell: (event) => noteHealth(parts, event),
  });
  const metrics = deviceMetrics({
    bridge: () => parts.bridge.counters(),
    ledgerSize: () => parts.ledger.size,
    report: () => devices.latest().report,
  });
  let endpoint: Endpoint | undefined;
  let board: KioskBoard | undefined;
  let watchdog: Watchdog | undefined;
  let line: CountyLine | undefined;
  const host = new VisitHost(parts, (shown) => {
    metrics.screenShown(shown.show.screen);
    endpoint?.screen.push(shown);
    board?.shown(shown);
  });
  const { panel, camera } = parts.settings();
  const cameras = loadCameraProfile(camera.profile);
  const infrared = cameras.ok ? cameras.value.infrared : null;
  endpoint = await openEndpoint({
    port: options.port,
    facts: {
      software,
      ...panel,
      simulated: options.simulated,
      cameraRotation: camera.rotation,
      ...(infrared === null ? {} : { infraredLabel: infrared.label }),
    },
    source: host,
    first: host.shown,
    cardPhoto: () => host.cardPhoto(),
    health: () => ({
      ok: parts.ledger.outage === null && host.shown.show.screen !== 'out-of-service',
      showing: host.shown.show.screen,
      bridge: parts.bridge.counters().up,
      bridgePid: parts.bridge.pid ?? null,
      face: parts.face.alive(),
      watchdog: watchdog?.state ?? null,
      counters: parts.bridge.counters(),
      line: line?.state() ?? null,
      devices: { busy: host.busy, ...devices.latest() },
    }),
    metrics: () => metrics.text(),
    ...(options.simulated ? { dock: dockActs(options.dataFolder, options.operatorHint) } : {}),
  });
  parts.bridge.spareWhile(() => host.busy);
  host.start();
  devices.start();
  const serving = endpoint;
  const { screen } = serving;
  const controlBoard = new KioskBoard(
    {
      ...parts,
      ...parts.settings().signals,
      watchdogMs: readWatchdogPolicy().boardWithinMs,
      power: (failing) => host.power(failing),
      key: (key) => screen.key(key),
      invite: () => screen.invite(),
    },
    host.shown,
  );
  board = controlBoard;
  const screenWatch = watchScreen({
    ...watched,
    screen,
    kickBoard: () => controlBoard.kick(),
    // The log of the device tells when people could not use its screen.
    screenIs: (state) =>
      noteHealth(parts, { event: 'device-health', part: 'screen', code: 'E-SCREEN-001', state }),
  });
  watchdog = screenWatch;
  // The last of all: a line that does not come up keeps nobody waiting (X17).
  const countyLine = await openCountyLine({
    parts,
    ...(options.countyPort === undefined ? {} : { port: options.countyPort }),
    busy: () => host.busy,
    showing: () => host.shown.show.screen,
  });
  line = countyLine;
  return {
    endpoint: serving,
    async stop() {
      screenWatch.stop();
      devices.stop();
      await countyLine.close();
      await controlBoard.stop();
      await host.stop();
      await serving.close();
      await open.close();
    },
  };
}

/** Tells technician and log of a part that turned bad or good. */
function noteHealth({ ledger, log }: OpenParts['parts'], event: HealthEvent): void {
  log({ ...event });
  // Under a signed checkpoint at once: the next thing may be that the watchdog cuts the power.
  ledger
    .append(event)
    .then(() => ledger.checkpoint())
    .catch(() => log({ event: 'not-logged', what: event.event }));
}

/** Milliseconds in which the screen can still say that staff are coming. */
const RESTART_AFTER_MS = 2_000;
let ending = false;

/** Leaves the process to its supervisor: `npm start`, a container's restart policy, a systemd unit. */
function endForRestart(log: pino.Logger, code: ErrorCode): void {
  if (ending) return;
  ending = true;
  setTimeout(() => {
    log.fatal({ event: 'restart', code });
    log.flush(() => process.exit(RESTART_EXIT_CODE));
  }, RESTART_AFTER_MS);
}

/** A device that cannot serve: one screen, every act out of state. */
async function outOfService(options: DaemonOptions, software: string, code: ErrorCode): Promise<Endpoint> {
  const nobody: ScreenSource = { act: () => false, touched: () => undefined, frame: () => undefined };
  const first: Shown = {
    show: { screen: 'out-of-service', props: { code } },
    deadlineMs: null,
    chime: 'none',
  };
  return openEndpoint({
    port: options.port,
    facts: {
      software,
      pixelsPerMm: 4.03,
      language: 'zh-CN',
      simulated: options.simulated,
      cameraRotation: 0,
    },
    source: nobody,
    first,
    cardPhoto: () => undefined,
    health: () => ({ ok: false, showing: 'out-of-service', code }),
    metrics: async () => '',
    ...(options.simulated ? { dock: dockActs(options.dataFolder, options.operatorHint) } : {}),
  });
}

/** Leaves the address where other programs of this device find it. */
function publish(options: DaemonOptions, endpoint: Endpoint): string {
  const folder = join(options.dataFolder, 'run');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(
    join(folder, 'endpoint.json'),
    `${JSON.stringify({ url: endpoint.url, pid: process.pid })}\n`,
  );
  return endpoint.url;
}
