import { createServer } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { PrinterProfile } from '../../config/index.ts';
import type { ReceiptModel } from '../../domain/index.ts';
import { encodeReceipt, openPrinter } from '../../firmware-bridge/printer/index.ts';
import { drawPaper } from '../../firmware-bridge/simulators/printer/index.ts';
import {
  goldenSlips,
  onTcp,
  type PrinterUnderTest,
  printerUnderTest,
  quickProfile,
} from '../fixtures/receipts/index.ts';

let shared: PrinterUnderTest;
const test = suite<{ sim: PrinterUnderTest }>('printer outcomes');
const slip: ReceiptModel = goldenSlips.confirmed ?? { blocks: [] };
const profile = quickProfile();

test.before(async (context) => {
  shared = await printerUnderTest();
  context.sim = shared;
});
/** Every test finds the printer ready, no half slip on the paper, and counts slips from 0. */
test.before.each(async (context) => {
  await shared.command({ cmd: 'fault', fault: { kind: 'none' } });
  await shared.command({ cmd: 'state', state: 'cover-open' });
  await shared.command({ cmd: 'state', state: 'ok' });
  const { count: before } = await shared.slips();
  context.sim = {
    ...shared,
    slips: async () => {
      const { count, state } = await shared.slips();
      return { count: count - before, state };
    },
  };
});
test.after(() => shared.stop());

const printOn = async (port: number, how: PrinterProfile = profile) => {
  const printer = openPrinter(onTcp(port), how);
  const { outcome, code } = await printer.print(slip);
  await printer.close();
  return { outcome, code };
};
const PRINTED = { outcome: 'printed', code: null };

for (const endOfJob of ['paper-status', 'process-id'] as const)
  test(`a ready printer prints one slip, and the paper shows it (${endOfJob})`, async ({ sim }) => {
    assert.equal(await printOn(sim.port, quickProfile(endOfJob)), PRINTED);
    assert.is((await sim.slips()).count, 1);
    const bytes = encodeReceipt(slip, profile);
    assert.ok(bytes.ok);
    assert.ok((await sim.lastSlip()).png.equals(drawPaper(bytes.value, profile)));
  });

test('low paper prints, and the status says so', async ({ sim }) => {
  await sim.command({ cmd: 'state', state: 'paper-low' });
  assert.equal(await printOn(sim.port), PRINTED);
  const printer = openPrinter(onTcp(sim.port), profile);
  assert.equal(await printer.status(), { ok: true, value: { state: 'paper-low' } });
});

for (const [state, code] of [
  ['paper-out', 'E-PRINT-001'],
  ['cover-open', 'E-PRINT-002'],
  ['offline', 'E-PRINT-003'],
  ['cutter-error', 'E-PRINT-014'],
] as const)
  test(`${state} before the slip: nothing is sent, and nothing comes out later`, async ({ sim }) => {
    await sim.command({ cmd: 'state', state });
    assert.equal(await printOn(sim.port), { outcome: 'failed-before-cut', code });
    await sim.command({ cmd: 'state', state: 'ok' });
    assert.is((await sim.slips()).count, 0);
    assert.equal(await printOn(sim.port), PRINTED);
    assert.is((await sim.slips()).count, 1);
  });

for (const [kind, code] of [
  ['paper-out-after', 'E-PRINT-001'],
  ['cover-open-after', 'E-PRINT-002'],
] as const)
  test(`${kind} midway: no half slip comes out with the new paper, and the next one is whole`, async ({
    sim,
  }) => {
    for (const bytes of [1, 4000, 20_000]) {
      const before = (await sim.slips()).count;
      await sim.command({ cmd: 'fault', fault: { kind, bytes } });
      assert.equal(await printOn(sim.port), { outcome: 'failed-before-cut', code }, `${bytes} bytes`);
      await sim.command({ cmd: 'state', state: 'ok' });
      assert.is((await sim.slips()).count, before);
      assert.equal(await printOn(sim.port), PRINTED);
      assert.is((await sim.slips()).count, before + 1);
      const expected = encodeReceipt(slip, profile);
      assert.ok(expected.ok && (await sim.lastSlip()).png.equals(drawPaper(expected.value, profile)));
    }
  });

test('a connection lost midway is unknown, and the next slip is whole', async ({ sim }) => {
  await sim.command({ cmd: 'fault', fault: { kind: 'disconnect-after', bytes: 12_000 } });
  assert.equal(await printOn(sim.port), { outcome: 'unknown', code: 'E-PRINT-008' });
  assert.is((await sim.slips()).count, 0);
  assert.equal(await printOn(sim.port), PRINTED);
  const expected = encodeReceipt(slip, profile);
  assert.ok(expected.ok && (await sim.lastSlip()).bytes.includes(expected.value.subarray(0, -2)));
  assert.is((await sim.slips()).count, 1);
});

test('a connection lost before the slip sends nothing', async ({ sim }) => {
  await sim.command({ cmd: 'fault', fault: { kind: 'disconnect-after', bytes: 11 } });
  assert.equal(await printOn(sim.port), { outcome: 'failed-before-cut', code: 'E-PRINT-008' });
});

test('rubbish for an answer never becomes "printed"', async ({ sim }) => {
  for (const hex of ['ff80c3', '00', '37'.repeat(40), 'ff'.repeat(1000), '485454502f312e31']) {
    await sim.command({ cmd: 'fault', fault: { kind: 'garbage-status', hex } });
    assert.equal(
      await printOn(sim.port, quick(200)),
      { outcome: 'failed-before-cut', code: 'E-PRINT-007' },
      hex,
    );
  }
  assert.is((await sim.slips()).count, 0);
});

test('a silent printer gets no slip', async ({ sim }) => {
  await sim.command({ cmd: 'fault', fault: { kind: 'silent' } });
  const end = await printOn(sim.port, quick(200));
  assert.is(end.outcome, 'failed-before-cut');
  assert.is((await sim.slips()).count, 0);
});

test('a printer that never says that it is done leaves the outcome unknown, and is sent one slip', async ({
  sim,
}) => {
  await sim.command({ cmd: 'fault', fault: { kind: 'no-end-of-job' } });
  const short = { ...profile, wait: { ...profile.wait, jobMs: 400 } };
  assert.equal(await printOn(sim.port, short), { outcome: 'unknown', code: 'E-PRINT-009' });
  assert.is((await sim.slips()).count, 1);
});

test('jobs at one time come out one after the other, once each; too many are refused', async ({ sim }) => {
  const printer = openPrinter(onTcp(sim.port), profile);
  const ends = await Promise.all(Array.from({ length: 6 }, () => printer.print(slip)));
  assert.is(ends.filter((end) => end.outcome === 'printed').length, 4);
  assert.is(ends.filter((end) => end.code === 'E-PRINT-012').length, 2);
  assert.is((await sim.slips()).count, 4);
  await printer.close();
  assert.is((await printer.print(slip)).code, 'E-PRINT-012');
});

test('a dead port is told as such', async () => {
  const port = await freePort();
  assert.equal(await printOn(port), { outcome: 'failed-before-cut', code: 'E-PRINT-005' });
  const status = await openPrinter(onTcp(port), profile).status();
  assert.is(!status.ok && status.error.code, 'E-PRINT-005');
});

test('an absent font has its code and names the package', async ({ sim }) => {
  const font = { ...profile.font, regular: '/nowhere/font.ttc' };
  assert.equal(await printOn(sim.port, { ...profile, font }), {
    outcome: 'failed-before-cut',
    code: 'E-PRINT-010',
  });
});

/** The profile with a short wait for status answers, for printers that will not answer. */
function quick(statusMs: number): PrinterProfile {
  return { ...profile, wait: { ...profile.wait, statusMs } };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}

test.run();
