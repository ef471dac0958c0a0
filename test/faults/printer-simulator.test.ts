import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { ReceiptModel } from '../../domain/index.ts';
import { encodeReceipt, openPrinter } from '../../firmware-bridge/printer/index.ts';
import { startSimulatedPrinter } from '../../firmware-bridge/simulators/printer/index.ts';
import {
  type PrinterUnderTest,
  printerUnderTest,
  profileNamed,
  quickProfile,
} from '../fixtures/receipts/index.ts';
import { must } from '../support/county-fixture.ts';
import { eventually } from '../support/eventually.ts';

const slip: ReceiptModel = {
  blocks: [{ block: 'text', text: '回执', size: 1, align: 'left', bold: true }, { block: 'rule' }],
};
let sim: PrinterUnderTest;

test.before(async () => {
  sim = await printerUnderTest();
});
test.after(() => sim.stop());

test('bytes one at a time print the same slip', async () => {
  const bytes = must(encodeReceipt(slip, profileNamed('escpos-80')));
  const socket = connect({ port: sim.port, host: '127.0.0.1', noDelay: true });
  for (const byte of bytes) await new Promise((done) => socket.write(Uint8Array.of(byte), done));
  await new Promise<void>((done) => socket.end(done));
  await eventually('the slip', async () => (await sim.slips()).count === 1);
  // The ESC @ behind the cut opens the next slip.
  assert.ok((await sim.lastSlip()).bytes.equals(bytes.subarray(0, -2)));
});

test('the last 20 slips are kept, and older ones are asked for in vain', async () => {
  const printer = openPrinter(sim.settings, quickProfile());
  for (let i = (await sim.slips()).count; i < 22; i += 1)
    assert.is((await printer.print(slip)).outcome, 'printed');
  assert.is((await sim.slips()).count, 22);
  assert.match(JSON.stringify(await sim.command({ cmd: 'slip', n: 1 })), /no such slip/);
  assert.match(JSON.stringify(await sim.command({ cmd: 'slip', n: 2 })), /"n":2/);
  assert.match(JSON.stringify(await sim.command({ cmd: 'slip', n: -1 })), /"n":21/);
});

test('a taken port is told at the start', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'printer-'));
  try {
    await startSimulatedPrinter({ dataFolder: folder, port: sim.port, log: () => {} });
    assert.unreachable('started on a taken port');
  } catch (error) {
    assert.match(String(error), /EADDRINUSE/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the simulator dies with its parent', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'printer-'));
  const parent = fork(fileURLToPath(new URL('../fixtures/receipts/parent-of-printer.js', import.meta.url)), [
    folder,
  ]);
  const port = await new Promise<number>((resolve) =>
    parent.once('message', (said) => resolve(Number(said))),
  );
  assert.is(await reachable(port), true);
  parent.kill('SIGKILL');
  await eventually('the simulator is gone', async () => !(await reachable(port)));
  rmSync(folder, { recursive: true });
});

function reachable(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

test.run();
