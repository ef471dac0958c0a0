import { existsSync, mkdirSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { verifyLedger } from '../../device-daemon/ledger/index.ts';
import { LedgerFault } from '../../ledger/index.ts';
import { newKey, openLedger, PERSON, visitOutcome } from '../support/ledger-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function codeOf(promise: Promise<unknown>): Promise<string | undefined> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof LedgerFault ? error.code : undefined;
}

test('a disk that is full at the start is told, and the lock is let go', async () => {
  const folder = temporaryFolder();
  const { key } = newKey();
  // Every write to /dev/full gives ENOSPC.
  symlinkSync('/dev/full', join(folder, 'journal'));
  assert.is(await codeOf(openLedger(folder, key)), 'E-LEDGER-021');
  unlinkSync(join(folder, 'journal'));
  await (await openLedger(folder, key)).close();
});

test('after a write failed nothing more is taken, everybody who waits is told, and a new start is sound', async () => {
  const folder = temporaryFolder();
  const { key, vkey } = newKey();
  const ledger = await openLedger(folder, key);
  // A folder in the way of the growing tile: it cannot be replaced.
  const tail = join(folder, 'tile/0/000.tail');
  rmSync(tail);
  mkdirSync(join(tail, 'in-the-way'), { recursive: true });
  const appended = await ledger.append(visitOutcome(PERSON));
  assert.is(await codeOf(ledger.checkpoint()), 'E-LEDGER-007');
  assert.is(ledger.outage, 'E-LEDGER-007');
  assert.is(await codeOf(ledger.append({ event: 'device-stopped' })), 'E-LEDGER-007');
  await ledger.close();
  rmSync(tail, { recursive: true });
  const next = await openLedger(folder, key);
  assert.is(next.confirmation(2026, PERSON)?.leafHash, appended.leafHash, 'what was acknowledged stays');
  await next.close();
  assert.equal((await verifyLedger(folder, vkey)).findings, []);
  assert.ok(existsSync(tail));
});

test.run();
