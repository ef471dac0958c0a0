import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  configFolder,
  loadReaderProfile,
  PhotoLibrary,
  readErrorBook,
  readKioskDefaults,
  Settings,
} from '../../config/index.ts';
import { tellSimulatedHardware } from '../../device-daemon/bridge-link/index.ts';
import { doctorLines } from '../../device-daemon/cli/doctor-lines.ts';
import { checkDevices, type DeviceFindings } from '../../device-daemon/health/device-check.ts';
import { partStates } from '../../device-daemon/health/part-states.ts';
import { selfTest } from '../../device-daemon/health/self-test.ts';
import { checkLedger, checkRoster } from '../../device-daemon/health/storage-checks.ts';
import { loadOrMakeDeviceKeys } from '../../device-daemon/identity/index.ts';
import { type DeviceReport, PrinterStatus } from '../../domain/index.ts';
import { eventually } from '../support/eventually.ts';
import { type TestReader, testReader } from '../support/simulated-reader.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Nobody listens there. */
const NO_PRINTER = 1;
let reader: TestReader;

test.before(async () => {
  reader = await testReader();
});
test.after(() => reader.stop());
test.after.each(async () => {
  await reader.ask({ cmd: 'fault', fault: { fault: 'none' } });
  await reader.ask({ cmd: 'remove' });
});

const settings = (change: Partial<Settings> = {}): Settings =>
  Settings.parse({ ...readKioskDefaults(), ...change });

/** A data folder whose simulated hardware is this reader, and no printer. */
function folderWithReader(pcscSocket: string = reader.env.PCSCLITE_CSOCK_NAME): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'run'));
  tellSimulatedHardware(folder, { pcscSocket, printerPort: NO_PRINTER });
  return folder;
}

/** The code of each part, null for a good one; bad ones have words in the error book. */
function codes({ findings }: DeviceFindings): Record<string, string | null> {
  const book = readErrorBook();
  for (const { code, detail } of findings)
    if (code !== null) assert.ok((book.get(code)?.technician.length ?? 0) > 20, `${code} ${detail}`);
  return Object.fromEntries(findings.map(({ part, code }) => [part, code]));
}

const detailOf = (told: DeviceFindings, part: string): string =>
  told.findings.find((finding) => finding.part === part)?.detail ?? 'absent';

test('a card that lies there is seen at once; printer, board and decoder that are not there are told', async () => {
  await reader.ask({ cmd: 'insert', person: 'p001' });
  const told = await checkDevices(
    folderWithReader(),
    settings({
      photoDecoder: 'vendor-library',
      photoLibrary: PhotoLibrary.parse({ abi: 'unpack', path: '/no/such/libwlt.so' }),
      board: { path: '/no/such/board' },
    }),
  );
  assert.equal(codes(told), {
    kiosk: null,
    bridge: null,
    reader: null,
    sam: null,
    decoder: 'E-CARD-017',
    printer: 'E-PRINT-005',
    board: 'E-BOARD-002',
  });
  assert.match(detailOf(told, 'reader'), /card present$/);
  assert.is(told.askedBy, 'doctor');
  assert.is(told.search, null);
  assert.is(told.ladders.find(({ device }) => device === 'board')?.now === 'well', false);
});

test('for a profile that there is not, a reader is looked for and found, and how to use it is said', async () => {
  const told = await checkDevices(
    folderWithReader('/no/such/pcscd'),
    settings({ reader: { profile: 'none-such', nameMatch: '', path: reader.ttyPath } }),
  );
  assert.is(codes(told).reader, 'E-CARD-015');
  const serial = told.search?.find(({ profile }) => profile === 'generic-serial-sam');
  assert.ok(serial?.answered, JSON.stringify(told.search));
  assert.is(told.search?.find(({ profile }) => profile === 'pcsc-paged')?.answered, false);
  const lines = doctorLines({
    version: 1,
    sound: false,
    at: new Date().toISOString(),
    device: 'kiosk-990000-01',
    askedBy: 'doctor',
    ageMs: 0,
    busy: false,
    findings: [],
    cameras: [],
    ladders: told.ladders,
    search: told.search,
  }).join('\n');
  assert.match(lines, 'kiosk config set reader.profile generic-serial-sam');
  assert.match(lines, /silent +pcsc-paged/);
});

test('a serial reader shows its module; a module that does not work is told with its status', async () => {
  process.env.KIOSK_CONFIG = configWithQuickSerial();
  try {
    const serial = settings({ reader: { profile: 'quick-serial', nameMatch: '', path: reader.ttyPath } });
    const well = await checkDevices(folderWithReader(), serial);
    assert.equal([codes(well).reader, codes(well).sam], [null, null]);
    assert.match(detailOf(well, 'sam'), /^status 90, id 05\.01-/);
    const fault = { fault: 'status', command: 'status', status: 0x66, times: 1000 } as const;
    await reader.ask({ cmd: 'fault', fault });
    const ill = await checkDevices(folderWithReader(), serial);
    assert.is(codes(ill).reader, 'E-CARD-007');
    assert.is(ill.search, null);
  } finally {
    delete process.env.KIOSK_CONFIG;
  }
});

/** The configuration with a serial profile that tries one baud rate only. */
function configWithQuickSerial(): string {
  const folder = join(temporaryFolder(), 'config');
  cpSync(configFolder(), folder, { recursive: true });
  const profile = loadReaderProfile('generic-serial-sam');
  assert.ok(profile.ok);
  const quick = { ...profile.value, name: 'quick-serial', serial: { baud: 115_200, openDelayMs: 0 } };
  writeFileSync(join(folder, 'readers', 'quick-serial.json'), JSON.stringify(quick));
  return folder;
}

test('a bridge that does not start is told', async () => {
  process.env.NODE_OPTIONS = '--import=data:text/javascript,process.exit(3)';
  try {
    const dead = await checkDevices(folderWithReader(), settings());
    assert.is(codes(dead).bridge, 'E-BRIDGE-001');
  } finally {
    delete process.env.NODE_OPTIONS;
  }
});

test('a kiosk that runs but does not answer is told, and its devices are left alone', async () => {
  const folder = folderWithReader();
  const daemon = spawn('sh', ['-c', 'sleep 60; : kiosk'], { stdio: 'ignore', detached: true });
  const { pid = 0 } = daemon;
  writeFileSync(join(folder, 'run', 'endpoint.json'), JSON.stringify({ url: 'http://127.0.0.1:1', pid }));
  try {
    const told = await eventually('the finding', async () => {
      const devices = await checkDevices(folder, settings());
      return devices.findings.length === 1 && devices;
    });
    assert.equal(codes(told), { kiosk: 'E-HEALTH-015' });
  } finally {
    process.kill(-pid, 'SIGKILL');
    await once(daemon, 'exit');
  }
});

test('each state of a printer, and a reader that was given up, is told with its code', () => {
  const report: DeviceReport = {
    reader: {
      profile: 'pcsc-paged',
      state: { reader: 'ready', card: 'none', name: 'made up' },
      sam: { status: 0x90, id: null },
      decoder: { name: 'none', code: 'E-CARD-013', detail: '' },
      code: null,
      detail: '',
    },
    printer: { profile: 'escpos-80', status: { state: 'ready' }, code: null, detail: '' },
    board: {
      link: 'ready',
      code: null,
      version: '1.0',
      near: false,
      doorOpen: true,
      powerFailing: true,
      watchdogMs: 0,
      lastReset: 'watchdog',
    },
    ladders: [{ device: 'reader', now: 'out-of-service', retry: 2, flush: 1, reopen: 4, respawn: 3 }],
  };
  const parts = new Map(partStates(report).map((state) => [state.part, state]));
  assert.is(parts.get('reader')?.code, 'E-BRIDGE-005');
  const gone = { ...report.reader, state: { reader: 'gone', card: 'none', name: '' }, code: null } as const;
  assert.equal(partStates({ ...report, reader: gone }).map(({ part, code }) => [part, code])[0], [
    'reader',
    'E-CARD-012',
  ]);
  assert.is(parts.get('decoder')?.code, null);
  assert.match(parts.get('board')?.detail ?? '', 'door open');
  const expected = {
    ready: [null, null],
    'paper-low': [null, null],
    'paper-out': [null, 'E-PRINT-001'],
    'cover-open': ['E-PRINT-002'],
    offline: ['E-PRINT-003'],
    'cutter-error': ['E-PRINT-014'],
    error: ['E-PRINT-004'],
  };
  for (const state of PrinterStatus.shape.state.options) {
    const printer = { ...report.printer, status: { state } };
    const found = partStates({ ...report, printer })
      .filter(({ part }) => part === 'printer' || part === 'paper')
      .map(({ code }) => code);
    assert.equal(found, expected[state], state);
  }
});

test('a device without settings, without a roster, with a log that is none', async () => {
  const folder = temporaryFolder();
  const bare = await selfTest(folder);
  assert.not(bare.sound);
  assert.is(bare.findings.find(({ part }) => part === 'settings')?.code, 'E-SETTINGS-001');
  const keys = await loadOrMakeDeviceKeys(join(folder, 'keys'), 'kiosk-990000-01');
  assert.ok(keys.ok);
  assert.is(checkRoster(folder, keys.value).code, 'E-HEALTH-004');
  assert.is((await checkLedger(folder, keys.value)).code, null);
  mkdirSync(join(folder, 'ledger'));
  writeFileSync(join(folder, 'ledger', 'journal'), 'not a journal');
  const ledger = await checkLedger(folder, keys.value);
  assert.is(ledger.state, 'bad');
  assert.match(ledger.code ?? '', /^E-LEDGER-/);
});

test.run();
