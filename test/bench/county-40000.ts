import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { makeCountyKeys } from '../../county-desk/enrolment/index.ts';
import { enrolDevice } from '../../county-desk/index.ts';
import { readMirroredLog } from '../../county-desk/rebuild/index.ts';
import { openCountyStore } from '../../county-desk/store/index.ts';
import { loadOrMakeDeviceKeys } from '../../device-daemon/identity/index.ts';
import { must, NOW, requestOf } from '../support/county-fixture.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import type { Bench, BenchLine } from './bench-line.ts';
import { writeDay } from './kiosk-day.ts';

/** The whole country: kiosks, and events of each in a day. */
const KIOSKS = 40_000;
const EVENTS = 2000;
/** Measured at a thousandth, and at half of that: what is extrapolated must grow in a straight line. */
const SMALL = KIOSKS / 2000;
const LARGE = KIOSKS / 1000;
const WARM_UP = 4;
/** Ticks of /proc/<pid>/stat in a second (USER_HZ on Linux). */
const TICKS = 100;

interface Day {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly mirrorBytes: number;
  readonly databaseBytes: number;
}

/**
 * A day of 40,000 kiosks with 2,000 events each, simulated by a thousandth of them: each log is verified from end to
 * end (signature, every tile, every entry) and taken into PostgreSQL. Without the way over the network.
 */
export const county40000: Bench = {
  name: 'county-40000',
  run: async () => {
    const server = await startPostgres();
    try {
      // The first kiosks only warm the program up.
      await dayOf(server, WARM_UP);
      const small = await dayOf(server, SMALL);
      const large = await dayOf(server, LARGE);
      return linesOf(small, large);
    } finally {
      await server.stop();
    }
  },
};

function linesOf(small: Day, large: Day): BenchLine[] {
  const factor = KIOSKS / LARGE;
  const per = (day: Day, kiosks: number, of: keyof Day): number => day[of] / kiosks;
  const growth = (of: keyof Day): number => per(large, LARGE, of) / per(small, SMALL, of);
  return [
    { name: 'county-40000-entries', value: (LARGE * EVENTS) / large.seconds, unit: 'entries/s' },
    { name: 'county-40000-cpu', value: (large.cpuSeconds * factor) / 3600, unit: 'core-hours/day' },
    { name: 'county-40000-mirror', value: (large.mirrorBytes * factor) / 1e9, unit: 'GB/day' },
    { name: 'county-40000-database', value: (large.databaseBytes * factor) / 1e9, unit: 'GB/day' },
    { name: 'county-40000-cpu-growth', value: growth('cpuSeconds'), unit: 'times a kiosk, at twice as many' },
    {
      name: 'county-40000-mirror-growth',
      value: growth('mirrorBytes'),
      unit: 'times a kiosk, at twice as many',
    },
    {
      name: 'county-40000-database-growth',
      value: growth('databaseBytes'),
      unit: 'times a kiosk, at twice as many',
    },
  ];
}

async function dayOf(server: TestPostgres, kiosks: number): Promise<Day> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-county-'));
  try {
    const url = await server.database();
    const keys = must(await makeCountyKeys(folder, '样例县'));
    const names: string[] = [];
    for (let i = 0; i < kiosks; i++) {
      const name = `kiosk-${String(i).padStart(5, '0')}`;
      const device = must(await loadOrMakeDeviceKeys(join(folder, 'kiosks', name), name));
      must(await enrolDevice(requestOf(device), { folder, keys, now: NOW, replace: false }));
      writeDay(join(folder, 'mirror', name), name, device.ledgerKey, EVENTS, '2026-11-02T00:00:00.000Z');
      names.push(name);
    }
    const store = must(await openCountyStore(folder, url));
    const before = await databaseBytes(url);
    const cpu = cpuSeconds(server.pid());
    const since = performance.now();
    for (const name of names) {
      const log = must(readMirroredLog(folder, name));
      const head = log?.heads[0];
      if (log === undefined || head === undefined) throw new Error(`${name} has a log`);
      await store.takeEntries(head, log.rows(0, head.size));
    }
    const seconds = (performance.now() - since) / 1000;
    const done = {
      seconds,
      cpuSeconds: cpuSeconds(server.pid()) - cpu,
      mirrorBytes: bytesIn(join(folder, 'mirror')),
      databaseBytes: (await databaseBytes(url)) - before,
    };
    await store.close();
    return done;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** CPU of this process and of the server with all its backends, the ended ones too. */
function cpuSeconds(server: number): number {
  const own = process.cpuUsage();
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const ticks = pids
    .map((pid) => statOf(pid))
    .filter((stat) => stat.pid === server || stat.parent === server);
  const theirs = ticks.reduce((sum, stat) => sum + stat.own + (stat.pid === server ? stat.children : 0), 0);
  return (own.user + own.system) / 1e6 + theirs / TICKS;
}

function statOf(pid: string): { pid: number; parent: number; own: number; children: number } {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
    const [parent = 0, user = 0, system = 0, childUser = 0, childSystem = 0] = [1, 11, 12, 13, 14].map(
      (place) => fields[place] ?? 0,
    );
    return { pid: Number(pid), parent, own: user + system, children: childUser + childSystem };
  } catch {
    // It has ended meanwhile.
    return { pid: Number(pid), parent: 0, own: 0, children: 0 };
  }
}

async function databaseBytes(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query('SELECT pg_database_size(current_database())::text AS bytes');
  await client.end();
  return Number(rows[0]?.bytes);
}

/** Bytes of all files below, as they lie on the disk. */
function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.blocks * 512 : 0), 0);
}
