import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { packageFolder } from '../../config/index.ts';
import { receiptQr } from '../../domain/index.ts';
import { exportLog } from '../../ledger/index.ts';
import { DEVICE, enrolled } from '../support/county-fixture.ts';
import { openLedger, PERSON, visitOutcome } from '../support/ledger-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { kioskFolder, countyFolder, keys, device } = await enrolled();
const base = temporaryFolder();
const stick = join(base, 'stick');
const ledger = await openLedger(join(kioskFolder, 'ledger'), keys.ledgerKey);
const receipt = await ledger.append(visitOutcome(PERSON));
await ledger.checkpoint();
await exportLog(join(kioskFolder, 'ledger'), stick);

function county(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(packageFolder(), 'bin', 'county.js'), ...args],
    { encoding: 'utf8', env: { ...process.env, COUNTY_DATA: countyFolder }, timeout: 30_000 },
  );
  return { status, said: stdout + stderr };
}

function ends(status: number, ...args: string[]): string {
  const done = county(...args);
  assert.is(done.status, status, `${args.join(' ')}: ${done.said}`);
  return done.said;
}

test('a stick is pulled, gets its cosignature, and is pulled again without news', () => {
  assert.match(ends(0, 'pull', '--from', stick), `${DEVICE}  新收 2 条，共 2 条`);
  const given = readdirSync(join(stick, 'inbox')).filter((name) => name.startsWith('cosignature-'));
  assert.is(given.length, 1);
  assert.match(readFileSync(join(stick, 'inbox', given[0] ?? ''), 'utf8'), '— county-');
  assert.match(ends(0, 'pull', DEVICE, '--from', stick), '收到 1 台，新记录 0 条');
  assert.match(ends(1, 'pull', 'kiosk-990000-77', '--from', stick), 'E-COUNTY-055');
  assert.match(ends(1, 'pull', '--from', join(base, 'nothing')), 'E-COUNTY-040');
});

test('the auditor verifies the mirror and the stick, with the county nowhere at hand', () => {
  assert.match(ends(0, 'verify'), `证实：${DEVICE} 的 2 条记录没有被改动`);
  const copy = join(base, 'copy');
  cpSync(join(countyFolder, 'mirror'), copy, { recursive: true });
  const said = ends(0, 'verify', copy);
  assert.match(said, '树头 1 个');
  assert.match(said, /已确认（人脸） 服务站确认 人脸识别 1\n/);
  assert.match(said, '2026 年度经终端确认 1 人');
  assert.match(ends(2, 'verify', stick), 'E-COUNTY-059');
  writeFileSync(join(base, 'keys'), `${device.ledgerKey}\n`);
  assert.match(ends(0, 'verify', stick, '--keys', join(base, 'keys')), '不能判断：没有别处留存的树头');
  const report = JSON.parse(ends(0, 'verify', copy, '--json'));
  assert.is(report.logs[0].size, 2);
  assert.equal(report.persons, [{ year: 2026, count: 1 }]);
});

test('a slip is proven, refuted, or cannot be told, each with its own exit code', () => {
  const qr = receiptQr(receipt);
  assert.match(ends(0, 'verify', 'receipt', qr), `终端 ${DEVICE}，记录 1，已确认（人脸）`);
  writeFileSync(join(base, 'qr.txt'), `${qr}\n`);
  ends(0, 'verify', 'receipt', join(base, 'qr.txt'), '--mirror', join(countyFolder, 'mirror'));
  const forged = receiptQr({ ...receipt, leafHash: 'ab'.repeat(32) });
  assert.match(ends(1, 'verify', 'receipt', forged), 'E-COUNTY-062');
  assert.match(ends(3, 'verify', 'receipt', receiptQr({ ...receipt, index: 9 })), 'E-COUNTY-063');
  assert.match(ends(1, 'verify', 'receipt', 'no', 'slip', 'at', 'all'), 'E-COUNTY-064');
});

test('a lie on a stick ends with 1, is alarmed, and is settled by an officer', async () => {
  for (let i = 0; i < 3; i++) await ledger.append(visitOutcome(PERSON));
  await ledger.close();
  const forged = join(base, 'forged');
  await exportLog(join(kioskFolder, 'ledger'), forged);
  const bundle = join(forged, 'tile/entries/000.p/5');
  const bytes = readFileSync(bundle);
  bytes.write('CONFIRMED_STAFF"'.slice(0, 14), bytes.lastIndexOf('CONFIRMED_FACE'));
  writeFileSync(bundle, bytes);
  assert.match(ends(1, 'pull', '--from', forged), `${DEVICE}  警报 E-COUNTY-047 记录 4`);
  assert.match(ends(1, 'pull', '--from', stick), '已隔离');
  const [{ alarm }] = JSON.parse(ends(1, 'alarms', '--json'));
  assert.is(alarm.record, 4);
  assert.ok(existsSync(join(countyFolder, 'alarms', DEVICE, alarm.id, 'got.bundle')));
  assert.match(ends(1, 'alarms'), 'E-COUNTY-047');
  ends(0, 'alarms', 'settle', alarm.id, '--words', 'the stick was bad');
  assert.match(ends(1, 'alarms', 'settle', alarm.id, '--words', 'again'), 'E-COUNTY-058');
  assert.match(ends(0, 'alarms'), '没有未处理的警报');
  const right = join(base, 'right');
  await exportLog(join(kioskFolder, 'ledger'), right);
  assert.match(ends(0, 'pull', '--from', right), '新收 3 条，共 5 条');
  assert.match(ends(0, 'verify'), '5 条记录没有被改动');
});

test.run();
