import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { verifyLedger } from '../../device-daemon/ledger/index.ts';
import { LedgerFault } from '../../ledger/index.ts';
import { codeOf } from '../support/county-fixture.ts';
import { newKey, openLedger, sealedOf, visitOutcome } from '../support/ledger-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const MIB = 1024 * 1024;
/** Left free for visits that have begun. */
const RESERVE = 3 * MIB;
const disk = join(temporaryFolder(), 'disk');
mkdirSync(disk);
// A file system of eight mebibytes that really is full. Only root may mount one.
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]);
process.prependListener('exit', () => void execFileSync('umount', ['-l', disk]));

const { key, vkey } = newKey();
const folder = join(disk, 'ledger');
const person = (n: number): string => n.toString(16).padStart(64, '0');
const free = (): number => statfsSync(disk).bavail * statfsSync(disk).bsize;

test('no visit begins when less than the reserve is free, and those that have begun are written into it', async () => {
  const ledger = await openLedger(folder, key, Date.now, { reserveBytes: RESERVE });
  assert.is(await ledger.full(), null);
  let visits = 0;
  while ((await ledger.full()) === null) {
    await ledger.append(visitOutcome(person(visits++), 'CONFIRMED_FACE', sealedOf(30_000)));
    await ledger.checkpoint();
  }
  assert.is(await ledger.full(), 'E-LEDGER-025');
  const recipient = await identityToRecipient(await generateX25519Identity());
  const blob = await ledger.putBlob(Buffer.alloc(1000), 'paper', randomUUID(), [recipient]);
  assert.is(codeOf(blob), 'E-LEDGER-025');
  for (let more = 0; more < 10; more++)
    await ledger.append(visitOutcome(person(visits++), 'CONFIRMED_FACE', sealedOf(30_000)));
  assert.is(ledger.outage, null);
  await ledger.close();
  assert.equal((await verifyLedger(folder, vkey)).findings, []);
});

test('a disk that fills up to the last byte loses nothing that was acknowledged', async () => {
  const ledger = await openLedger(folder, key, Date.now, { reserveBytes: RESERVE });
  const acknowledged: string[] = [];
  let fault: unknown;
  for (let n = 1000; fault === undefined; n++) {
    try {
      await ledger.append(visitOutcome(person(n), 'CONFIRMED_FACE', sealedOf(60_000)));
      acknowledged.push(person(n));
    } catch (error) {
      fault = error;
    }
  }
  assert.ok(fault instanceof LedgerFault && fault.code === 'E-LEDGER-021', String(fault));
  assert.is(ledger.outage, 'E-LEDGER-021');
  assert.ok(acknowledged.length > 5);
  await ledger.close();

  // Full still: the start says so and lets go.
  writeFileSync(join(disk, 'filling'), Buffer.alloc(Math.max(0, free() - 4096)));
  const again = await openLedger(folder, key, Date.now, { reserveBytes: RESERVE }).catch((e: unknown) => e);
  assert.ok(again instanceof LedgerFault && again.code === 'E-LEDGER-021', String(again));

  // Room elsewhere: everything that was acknowledged is there.
  const roomy = join(temporaryFolder(), 'ledger');
  cpSync(folder, roomy, { recursive: true });
  const next = await openLedger(roomy, key);
  for (const one of acknowledged) assert.ok(next.confirmation(2026, one), one);
  await next.close();
  assert.equal((await verifyLedger(roomy, vkey)).findings, []);
});

test.run();
