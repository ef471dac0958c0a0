import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { configFolder, readErrorBook } from '../../config/index.ts';
import { camerasBelow, checkCameras } from '../../device-daemon/health/camera-check.ts';
import { checkClock, clockSync } from '../../device-daemon/health/clock-check.ts';
import { checkCores } from '../../device-daemon/health/core-check.ts';
import { checkDisk } from '../../device-daemon/health/disk-check.ts';
import type { Finding } from '../../device-daemon/health/finding.ts';
import { checkFonts } from '../../device-daemon/health/font-check.ts';
import { checkMemory } from '../../device-daemon/health/memory-check.ts';
import { checkNetwork, takenPorts } from '../../device-daemon/health/network-check.ts';
import { runningKiosk } from '../../device-daemon/health/running-kiosk.ts';
import { checkModels } from '../../device-daemon/health/storage-checks.ts';
import { checkSwap } from '../../device-daemon/health/swap-check.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const book = readErrorBook();

/** The part is bad with this code, and the book says what to do about it. */
function isBad(finding: Finding, part: Finding['part'], code: string): void {
  assert.equal([finding.part, finding.state, finding.code], [part, 'bad', code], finding.detail);
  assert.ok((book.get(code)?.technician.length ?? 0) > 20, code);
  assert.ok((book.get(code)?.cause.length ?? 0) > 20, code);
}

function isGood(finding: Finding): void {
  assert.is(finding.state, 'good', `${finding.part}: ${finding.code} ${finding.detail}`);
}

/** The files of a machine below a folder that stands for its root. */
function machine(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

test('cameras are listed with their names; none is bad, but with simulated hardware', () => {
  const root = machine({
    'dev/video0': '',
    'dev/video1': '',
    'dev/video': '',
    'sys/class/video4linux/video0/name': 'HD WebCam: HD WebCam\n',
  });
  const cameras = camerasBelow(root);
  assert.equal(cameras, [
    { device: '/dev/video0', name: 'HD WebCam: HD WebCam' },
    { device: '/dev/video1', name: '' },
  ]);
  isGood(checkCameras(cameras, false));
  isGood(checkCameras([], true));
  isBad(checkCameras([], false), 'cameras', 'E-HEALTH-008');
});

const SWAPS = 'Filename Type Size Used Priority\n';
const SWAPPING = {
  'proc/swaps': `${SWAPS}/dev/sda2 partition 4194300 0 -2\n`,
  'proc/71/cgroup': '0::/system.slice/kiosk.service\n',
  'proc/71/status': 'Name: node\nVmLck:     5120 kB\n',
  'sys/fs/cgroup/system.slice/memory.swap.max': 'max\n',
};

test('a kiosk that may be swapped is told of; one that is kept out of swap is not', () => {
  const group = 'sys/fs/cgroup/system.slice/kiosk.service/memory.swap.max';
  isGood(checkSwap(machine({}), 71));
  isGood(checkSwap(machine({ ...SWAPPING, 'proc/swaps': SWAPS }), 71));
  isGood(checkSwap(machine(SWAPPING), undefined));
  isGood(checkSwap(machine({ ...SWAPPING, [group]: '0\n' }), 71));
  isGood(checkSwap(machine({ ...SWAPPING, 'sys/fs/cgroup/system.slice/memory.swap.max': '0\n' }), 71));
  const swapped = checkSwap(machine({ ...SWAPPING, [group]: 'max\n' }), 71);
  isBad(swapped, 'swap', 'E-HEALTH-017');
  assert.match(swapped.detail, '5120 kB');
});

const ROUTES = 'Iface\tDestination\tGateway\neth0\t00000000\t010200C0\nlo\t00000000\t0\n';
const NETWORK = {
  'sys/class/net/eth0/operstate': 'up\n',
  'sys/class/net/lo/operstate': 'unknown\n',
  'proc/net/route': ROUTES,
  'etc/resolv.conf': '# made up\nnameserver 192.0.2.1\n',
};

test('a network needs an interface, a default route and a name server', () => {
  isGood(checkNetwork(machine(NETWORK), []));
  const only6 = `${'0'.repeat(32)} 00 ${'0'.repeat(32)} 00 fe80 00000400 00000001 00000000 00000003     eth0\n`;
  isGood(checkNetwork(machine({ ...NETWORK, 'proc/net/route': '', 'proc/net/ipv6_route': only6 }), []));
  for (const [path, text] of [
    ['sys/class/net/eth0/operstate', 'down\n'],
    ['proc/net/route', 'Iface\tDestination\nlo\t00000000\n'],
    ['etc/resolv.conf', 'search example\n'],
  ] as const)
    isBad(checkNetwork(machine({ ...NETWORK, [path]: text }), []), 'network', 'E-HEALTH-012');
  isBad(checkNetwork(machine({}), []), 'network', 'E-HEALTH-012');
});

test('a port that another program holds is found and named', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const taken = await takenPorts([port]);
  await new Promise((resolve) => other.close(resolve));
  assert.equal(taken, [port]);
  assert.equal(await takenPorts([port]), []);
  const finding = checkNetwork(machine(NETWORK), taken);
  isBad(finding, 'network', 'E-HEALTH-013');
  assert.match(finding.detail, String(port));
});

test('memory: little left, or all programs waiting for it', () => {
  const pressure = (full: string): string =>
    `some avg10=0.00 avg60=9.00\nfull avg10=0.00 avg60=${full} total=1\n`;
  const files = (kilobytes: number, full: string) =>
    machine({
      'proc/meminfo': `MemTotal: 1 kB\nMemAvailable:   ${kilobytes} kB\n`,
      'proc/pressure/memory': pressure(full),
    });
  isGood(checkMemory(files(1_000_000, '0.10')));
  isGood(checkMemory(machine({ 'proc/meminfo': 'MemAvailable: 1000000 kB\n' })));
  isBad(checkMemory(files(100_000, '0.10')), 'memory', 'E-HEALTH-014');
  isBad(checkMemory(files(1_000_000, '42.00')), 'memory', 'E-HEALTH-014');
});

test('disk: full, slow, not there, not writable', () => {
  const folder = temporaryFolder();
  isGood(checkDisk(folder, { leastFreeBytes: 0, slowMs: 60_000 }));
  isBad(checkDisk(folder, { leastFreeBytes: Number.MAX_SAFE_INTEGER }), 'disk', 'E-HEALTH-002');
  isBad(checkDisk(folder, { leastFreeBytes: 0, slowMs: 0 }), 'disk', 'E-HEALTH-010');
  isBad(checkDisk(join(folder, 'gone')), 'disk', 'E-HEALTH-011');
  isBad(checkDisk('/proc'), 'disk', 'E-HEALTH-011');
});

test('clock: behind the log, or kept by no time server', () => {
  const folder = temporaryFolder();
  const now = Date.parse('2026-06-01T00:00:00Z');
  isGood(checkClock(folder, now, 'yes'));
  isGood(checkClock(folder, now, 'unknown'));
  isBad(checkClock(folder, now, 'no'), 'clock', 'E-HEALTH-009');
  mkdirSync(join(folder, 'ledger'));
  writeFileSync(join(folder, 'ledger', 'journal'), '');
  utimesSync(join(folder, 'ledger', 'journal'), now / 1000 + 60, now / 1000 + 60);
  isBad(checkClock(folder, now, 'yes'), 'clock', 'E-HEALTH-003');
});

test('the time server is asked of timedatectl, then of chrony, and unknown without both', async () => {
  const folder = temporaryFolder();
  const path = process.env.PATH;
  const stand = (program: string, words: string): void => {
    writeFileSync(join(folder, program), `#!/bin/sh\n${words}\n`);
    chmodSync(join(folder, program), 0o755);
  };
  try {
    process.env.PATH = folder;
    assert.is(await clockSync(), 'unknown');
    stand('chronyc', "echo 'Reference ID    : 7F7F0101 ()'; echo 'Leap status     : Not synchronised'");
    assert.is(await clockSync(), 'no');
    stand('chronyc', "echo 'Leap status     : Normal'");
    assert.is(await clockSync(), 'yes');
    stand('timedatectl', 'echo no');
    assert.is(await clockSync(), 'no');
    stand('timedatectl', 'echo no; exit 1');
    assert.is(await clockSync(), 'yes');
  } finally {
    process.env.PATH = path;
  }
});

test('a kiosk process that may write core dumps is named: this one, and the daemon of the data folder', async () => {
  const folder = temporaryFolder();
  // `kiosk` stands in its command line, as in that of every kiosk.
  const daemon = spawn('sh', ['-c', 'sleep 60; : kiosk'], { stdio: 'ignore', detached: true });
  const { pid = 0 } = daemon;
  mkdirSync(join(folder, 'run'));
  writeFileSync(join(folder, 'run', 'endpoint.json'), JSON.stringify({ url: 'http://127.0.0.1:1', pid }));
  try {
    await eventually('its command line', () => runningKiosk(folder)?.pid === pid);
    isGood(checkCores(folder, () => false));
    for (const dumping of [pid, process.pid]) {
      const finding = checkCores(folder, (one) => one === dumping);
      isBad(finding, 'cores', 'E-HEALTH-007');
      assert.match(finding.detail, String(dumping));
    }
  } finally {
    process.kill(-pid, 'SIGKILL');
    await once(daemon, 'exit');
  }
  assert.is(runningKiosk(folder), undefined);
});

test('fonts: a file that is not there, a profile that is none', () => {
  isGood(checkFonts('escpos-80'));
  isBad(checkFonts('no-such-profile'), 'fonts', 'E-PRINT-011');
  const profile = readFileSync(join(configFolder(), 'printers', 'escpos-80.json'), 'utf8');
  const otherFont = profile.replace('"wait"', '"font": { "bold": "/nowhere/no-such-font.ttc" }, "wait"');
  process.env.KIOSK_CONFIG = machine({ 'printers/escpos-80.json': otherFont });
  try {
    isBad(checkFonts('escpos-80'), 'fonts', 'E-PRINT-010');
  } finally {
    delete process.env.KIOSK_CONFIG;
  }
});

test('models: absent, or not those that set-up made', () => {
  isBad(checkModels(machine({})), 'models', 'E-HEALTH-001');
  const manifest = JSON.stringify({ files: { 'a.onnx': '0'.repeat(64) } });
  isBad(checkModels(machine({ 'manifest.json': manifest, 'a.onnx': 'other' })), 'models', 'E-HEALTH-001');
});

test.run();
