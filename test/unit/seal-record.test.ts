import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { personDigest } from '../../device-daemon/identity/index.ts';
import { Ledger, sealRecord } from '../../device-daemon/ledger/index.ts';
import { ConfirmationRecord } from '../../domain/index.ts';
import { enrolled } from '../support/county-fixture.ts';
import { madeUpRecord, RECORD_ID_NUMBER } from '../support/made-up-record.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const idNumber = RECORD_ID_NUMBER;

test('the stock age program opens a sealed record with the county identity', async () => {
  const { county, countyFolder } = await enrolled();
  const record = madeUpRecord('cd'.repeat(32));
  const path = join(temporaryFolder(), 'record.age');
  writeFileSync(path, Buffer.from(await sealRecord(record, [county.recipient]), 'base64'));
  const opened = execFileSync('age', ['-d', '-i', join(countyFolder, 'keys/records.agekey'), path]);
  assert.equal(ConfirmationRecord.parse(JSON.parse(opened.toString('utf8'))), record);
});

test('nobody to seal to, or a recipient that is none, is a broken invariant', async () => {
  for (const recipients of [[], ['age1nobody']]) {
    const error = await sealRecord(madeUpRecord('cd'.repeat(32)), recipients).catch(
      (reason: unknown) => reason,
    );
    assert.instance(error, Error);
    assert.not.match(String(error), /欧阳样例|990000/);
  }
});

test('nothing of the person stands in any byte of the data folder after a visit', async () => {
  const { county, kioskFolder, keys, trust } = await enrolled();
  const ledger = await Ledger.open({
    folder: join(kioskFolder, 'ledger'),
    origin: keys.deviceId,
    signingKey: keys.ledgerKey,
    boot: randomUUID(),
    software: 'test',
    now: Date.now,
    monotonic: () => performance.now(),
  });
  const person = personDigest(trust.personKey, idNumber);
  const record = madeUpRecord(person);
  const sealed = await sealRecord(record, [county.recipient]);
  const { visit, year, outcome, method, means } = record;
  await ledger.append({ event: 'visit-outcome', visit, year, person, outcome, method, means, sealed });
  await ledger.close();
  const files = readdirSync(kioskFolder, { recursive: true })
    .map((name) => join(kioskFolder, String(name)))
    .filter((path) => statSync(path).isFile());
  assert.ok(files.some((path) => path.endsWith('journal')));
  for (const path of files) {
    const bytes = readFileSync(path);
    for (const planted of [idNumber, record.name, '13900001234', '13900005678', '梧桐村', county.personKey])
      for (const form of [planted, Buffer.from(planted).toString('base64').replace(/=*$/, '').slice(0, -1)])
        assert.is(bytes.indexOf(form), -1, `${planted} in ${path}`);
  }
});

test.run();
