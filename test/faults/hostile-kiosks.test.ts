import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Device } from '../../county-desk/index.ts';
import {
  type Alarm,
  type KioskReport,
  type LogSource,
  OwnTurns,
  PULL_LIMITS,
  pullOnce,
  readAlarms,
  settleAlarm,
  type VerifiedSink,
} from '../../county-desk/pull/index.ts';
import { ok } from '../../domain/index.ts';
import { openCheckpoint, parseVerifierKey } from '../../domain/tlog/index.ts';
import { GROWN, KEPT, LIES } from '../support/hostile-kiosk.ts';
import { KioskLog, madeUpEntries } from '../support/kiosk-log.ts';
import { deviceOf, pullContext } from '../support/pull-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Milliseconds that a kiosk may be silent here: the one that never answers must not hold up the test. */
const READ_MS = 2000;

interface Round {
  readonly reports: Map<string, KioskReport>;
  readonly alarms: readonly Alarm[];
}

/** A county with a sink that counts what it was handed of each kiosk. */
class County {
  readonly folder = temporaryFolder();
  readonly rows = new Map<string, number>();

  async pull(devices: readonly Device[], sources: ReadonlyMap<string, LogSource>): Promise<Round> {
    const reports = new Map<string, KioskReport>();
    const alarms: Alarm[] = [];
    const sink: VerifiedSink = {
      held: (kiosk) => Promise.resolve(this.rows.get(kiosk) ?? 0),
      take: ({ kiosk }, rows) => {
        this.rows.set(kiosk, (this.rows.get(kiosk) ?? 0) + [...rows].length);
        return Promise.resolve();
      },
    };
    await pullOnce({
      county: this.folder,
      devices: () => devices,
      sourceOf: ({ device }) => {
        const source = sources.get(device);
        if (source === undefined) throw new Error(`no source of ${device}`);
        return Promise.resolve(ok(source));
      },
      context: pullContext(this.folder, { limits: { ...PULL_LIMITS, readMs: READ_MS }, sink }),
      turns: new OwnTurns(Date.now),
      pace: { everyMs: 60_000, mostMs: 60_000 },
      atOnce: 8,
      random: () => 0.5,
      afterPull: () => Promise.resolve(),
      report: (report) => reports.set(report.device, report),
      onAlarm: (alarm) => {
        alarms.push(alarm);
        return Promise.resolve();
      },
    });
    return { reports, alarms };
  }
}

function keyOf(kiosk: KioskLog) {
  const key = parseVerifierKey(kiosk.vkey);
  if (key === undefined) throw new Error('no key');
  return key;
}

const hostile = LIES.map(
  (_, i) => new KioskLog(`kiosk-990000-${String(i + 10).padStart(3, '0')}`, madeUpEntries(GROWN)),
);
const honest = [1, 2, 3].map((i) => new KioskLog(`kiosk-990000-0${i}`, madeUpEntries(GROWN)));
const all = [...hostile, ...honest];
const devices = all.map((kiosk) => deviceOf(kiosk.name, kiosk.vkey));
const first = new Map(
  all.map((kiosk) => [kiosk.name, new KioskLog(kiosk.name, kiosk.entries.slice(0, KEPT), kiosk.key)]),
);
const county = new County();

test('at first all of them are honest and pulled', async () => {
  const { reports, alarms } = await county.pull(devices, first);
  assert.is(reports.size, all.length);
  for (const { device, result } of reports.values()) assert.is(result.outcome, 'pulled', device);
  assert.equal(alarms, []);
});

let round: Round;
test('then most of them lie, in the same run as their honest neighbours, which are pulled', async () => {
  const sources = new Map<string, LogSource>(honest.map((kiosk) => [kiosk.name, kiosk]));
  LIES.forEach((lie, i) => {
    const kiosk = hostile[i];
    if (kiosk !== undefined) sources.set(kiosk.name, lie.tell(kiosk));
  });
  round = await county.pull(devices, sources);
  for (const { name } of honest) {
    const result = round.reports.get(name)?.result;
    assert.is(result?.outcome === 'pulled' && result.size, GROWN, name);
    assert.is(county.rows.get(name), GROWN);
  }
});

LIES.forEach((lie, i) => {
  const kiosk = hostile[i];
  if (kiosk === undefined) throw new Error('a kiosk for each lie');
  test(`${lie.name}: ${lie.code}`, () => {
    const result = round.reports.get(kiosk.name)?.result;
    assert.is(result?.outcome, lie.outcome, JSON.stringify(result));
    if (result?.outcome === 'failed') assert.is(result.error.code, lie.code);
    if (result?.outcome === 'alarm') {
      assert.is(result.alarm.code, lie.code, result.alarm.what);
      assert.is(result.alarm.record, lie.record, result.alarm.what);
      const folder = join(county.folder, 'alarms', kiosk.name, result.alarm.id);
      for (const { file, sha256 } of result.alarm.evidence)
        assert.is(
          createHash('sha256')
            .update(readFileSync(join(folder, file)))
            .digest('hex'),
          sha256,
        );
    }
    assert.is(county.rows.get(kiosk.name), KEPT, 'nothing of it enters the store');
  });
});

test('an alarm of a fork, a roll-back or a rewritten log holds both signed heads', () => {
  const proofs = round.alarms.filter(({ code }) => /04[345]/.test(code));
  assert.ok(proofs.length >= 6);
  for (const { device, id } of proofs) {
    const kiosk = hostile.find(({ name }) => name === device);
    if (kiosk === undefined) throw new Error(device);
    const folder = join(county.folder, 'alarms', device, id);
    const [kept, got] = ['kept.checkpoint', 'got.checkpoint'].map((file) =>
      openCheckpoint(readFileSync(join(folder, file), 'utf8'), keyOf(kiosk)),
    );
    if (kept === undefined || got === undefined) throw new Error('both heads must be signed');
    assert.is(kept.size, KEPT);
    assert.ok(got.size !== kept.size || !Buffer.from(got.root).equals(Buffer.from(kept.root)));
  }
});

test('who lied is not pulled again until an officer settles it; a bad line is just tried again', async () => {
  const truth = new Map<string, LogSource>(all.map((kiosk) => [kiosk.name, kiosk]));
  const { reports, alarms } = await county.pull(devices, truth);
  assert.equal(alarms, []);
  LIES.forEach((lie, i) => {
    const name = hostile[i]?.name ?? '';
    const outcome = reports.get(name)?.result.outcome;
    assert.is(outcome, lie.outcome === 'alarm' ? 'quarantined' : 'pulled', lie.name);
  });
  const [one] = round.alarms;
  if (one === undefined) throw new Error('an alarm');
  const settlement = {
    at: '2026-06-11T08:00:00.000Z',
    by: 'cli:officer',
    words: 'the disk was put back from a backup',
  };
  assert.ok(settleAlarm(county.folder, one.id, settlement).ok);
  assert.not.ok(settleAlarm(county.folder, one.id, settlement).ok);
  const again = await county.pull(devices, truth);
  const result = again.reports.get(one.device)?.result;
  assert.is(result?.outcome === 'pulled' && result.size, GROWN);
  assert.is(readAlarms(county.folder, one.device)[0]?.settled?.by, 'cli:officer');
});

test('two devices with one key are both quarantined, and a third is pulled', async () => {
  const other = new County();
  const a = new KioskLog('kiosk-990000-31', madeUpEntries(5));
  const b = new KioskLog('kiosk-990000-32', madeUpEntries(6), a.key);
  const c = new KioskLog('kiosk-990000-33', madeUpEntries(7));
  const three = [a, b, c];
  const { reports } = await other.pull(
    three.map((kiosk) => deviceOf(kiosk.name, kiosk.vkey)),
    new Map(three.map((kiosk) => [kiosk.name, kiosk])),
  );
  for (const { name } of [a, b]) {
    const result = reports.get(name)?.result;
    assert.is(result?.outcome === 'alarm' && result.alarm.code, 'E-COUNTY-054');
  }
  assert.is(reports.get(c.name)?.result.outcome, 'pulled');
  assert.not.ok(existsSync(join(other.folder, 'mirror', a.name, 'checkpoint')));
});

test('entries written with a key after it was replaced are found', async () => {
  const other = new County();
  const old = new KioskLog('kiosk-990000-41', madeUpEntries(20));
  const present = new KioskLog(old.name, madeUpEntries(3));
  const former = [{ ledgerKey: old.vkey, until: '2026-06-01T00:10:00.000Z' }];
  const { reports } = await other.pull(
    [deviceOf(old.name, present.vkey, former)],
    new Map([[old.name, old]]),
  );
  const result = reports.get(old.name)?.result;
  assert.is(result?.outcome === 'alarm' && result.alarm.code, 'E-COUNTY-065');
  assert.is(result?.outcome === 'alarm' && result.alarm.record, 11);
});

test.run();
