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
    { encoding: 'utf8', env: { ...process.env, COUNTY_DATA: countyFolder }, timeout: 120_000 },
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
});

test('the auditor verifies the mirror and the stick, with the county nowhere at hand', () => {
  const copy = join(base, 'copy');
  cpSync(join(countyFolder, 'mirror'), copy, { recursive: true });
  const said = ends(0, 'verify', copy);
  assert.match(said, `证实：${DEVICE} 的 2 条记录没有被改动`);
  assert.match(said, '树头 1 个');
  assert.match(said, /已确认（人脸） 服务站确认 人脸识别 1\n/);
  assert.match(said, '2026 年度经终端确认 1 人');
  assert.match(ends(2, 'verify', stick), 'E-COUNTY-059');
  writeFileSync(join(base, 'keys'), `${device.ledgerKey}\n`);
  assert.match(ends(0, 'verify', stick, '--keys', join(base, 'keys')), '不能判断：没有别处留存的树头');
});

test('a slip is proven, refuted, or cannot be told, each with its own exit code', () => {
  const qr = receiptQr(receipt);
  writeFileSync(join(base, 'qr.txt'), `${qr}\n`);
  const proven = ends(0, 'verify', 'receipt', join(base, 'qr.txt'), '--mirror', join(countyFolder, 'mirror'));
  assert.match(proven, `终端 ${DEVICE}，记录 1，已确认（人脸）`);
  const forged = receiptQr({ ...receipt, leafHash: 'ab'.repeat(32) });
  assert.match(ends(1, 'verify', 'receipt', forged), 'E-COUNTY-062');
  assert.match(ends(3, 'verify', 'receipt', receiptQr({ ...receipt, index: 9 })), 'E-COUNTY-063');
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
  ends(0, 'alarms', 'settle', alarm.id, '--words', 'the stick was bad');
  const right = join(base, 'right');
  await exportLog(join(kioskFolder, 'ledger'), right);
  assert.match(ends(0, 'pull', '--from', right), '新收 3 条，共 5 条');
  assert.match(ends(0, 'alarms'), '没有未处理的警报');
});

test.run();
