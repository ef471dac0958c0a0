import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { PrinterProfile } from '../../config/index.ts';
import type { PrintOutcome, ReceiptModel } from '../../domain/index.ts';
import { encodeReceipt, openPrinter } from '../../firmware-bridge/printer/index.ts';
import { drawPaper } from '../../firmware-bridge/simulators/printer/index.ts';
import {
  goldenSlips,
  hurried,
  type PrinterUnderTest,
  printerUnderTest,
  profileNamed,
  type TestPlace,
} from '../fixtures/receipts/index.ts';
import { eventually } from '../support/eventually.ts';

type End = Pick<PrintOutcome, 'outcome' | 'code'>;
const PRINTED: End = { outcome: 'printed', code: null };
const slip: ReceiptModel = goldenSlips.declined ?? { blocks: [] };

/** The same outcomes on the same mechanism, whatever the line and whatever the printer's language. */
export function printerConformance(transport: NonNullable<TestPlace['transport']>, name: string): void {
  const profile = hurried(profileNamed(name));
  const test = suite(`${transport} ${name}`);
  let sim: PrinterUnderTest;
  let before = 0;
  const cut = async (): Promise<number> => (await sim.slips()).count - before;
  const printWith = async (how: PrinterProfile): Promise<End> => {
    const printer = openPrinter(sim.settings, how);
    const { outcome, code } = await printer.print(slip);
    await printer.close();
    return { outcome, code };
  };
  const print = (): Promise<End> => printWith(profile);
  /** What the printer cut is this slip and nothing else: no half one before it. */
  const isWhole = async (): Promise<void> => {
    const expected = encodeReceipt(slip, profile);
    assert.ok(expected.ok && (await sim.lastSlip()).png.equals(drawPaper(expected.value, profile)));
  };

  test.before(async () => {
    sim = await printerUnderTest({ transport, profile: name });
  });
  /** Every test finds the printer ready, no half slip on the paper, and counts slips from 0. */
  test.before.each(async () => {
    await sim.command({ cmd: 'fault', fault: { kind: 'none' } });
    await sim.command({ cmd: 'port-fault', fault: { fault: 'none' } });
    await sim.command({ cmd: 'state', state: 'cover-open' });
    await sim.command({ cmd: 'state', state: 'ok' });
    before = (await sim.slips()).count;
  });
  test.after(() => sim.stop());

  test('prints one slip, and the paper shows it; low paper too, and is told', async () => {
    assert.equal(await print(), PRINTED);
    assert.is(await cut(), 1);
    await isWhole();
    await sim.command({ cmd: 'state', state: 'paper-low' });
    assert.equal(await openPrinter(sim.settings, profile).status(), {
      ok: true,
      value: { state: 'paper-low' },
    });
    assert.equal(await print(), PRINTED);
  });

  test('in every state that stops it nothing is sent, and nothing comes out later', async () => {
    for (const [state, code] of [
      ['paper-out', 'E-PRINT-001'],
      ['cover-open', 'E-PRINT-002'],
      ['offline', 'E-PRINT-003'],
      ['cutter-error', 'E-PRINT-014'],
    ] as const) {
      await sim.command({ cmd: 'state', state });
      assert.equal(await openPrinter(sim.settings, profile).status(), { ok: true, value: { state } });
      assert.equal(await print(), { outcome: 'failed-before-cut', code });
    }
    await sim.command({ cmd: 'state', state: 'ok' });
    assert.is(await cut(), 0);
    assert.equal(await print(), PRINTED);
    assert.is(await cut(), 1);
    await isWhole();
  });

  test('stopped midway, by whatever: no half slip comes out later, and the next one is whole', async () => {
    for (const [kind, code] of [
      ['paper-out-after', 'E-PRINT-001'],
      ['cover-open-after', 'E-PRINT-002'],
      ['cutter-error-after', 'E-PRINT-014'],
    ] as const)
      for (const bytes of [60, 4000]) {
        await sim.command({ cmd: 'fault', fault: { kind, bytes } });
        assert.equal(await print(), { outcome: 'failed-before-cut', code }, `${kind}, ${bytes} bytes`);
        await sim.command({ cmd: 'state', state: 'ok' });
        assert.is(await cut(), 0);
      }
    assert.equal(await print(), PRINTED);
    assert.is(await cut(), 1);
    await isWhole();
  });

  test('a line that breaks midway leaves it unknown, and the next slip is whole', async () => {
    await sim.command({ cmd: 'fault', fault: { kind: 'disconnect-after', bytes: 4000 } });
    assert.equal(await print(), { outcome: 'unknown', code: 'E-PRINT-008' });
    assert.is(await cut(), 0);
    await eventually('the line is back', async () => (await openPrinter(sim.settings, profile).status()).ok);
    await sim.command({ cmd: 'state', state: 'cover-open' });
    await sim.command({ cmd: 'state', state: 'ok' });
    assert.equal(await print(), PRINTED);
    assert.is(await cut(), 1);
    await isWhole();
  });

  test('a printer that never says that it is done leaves it unknown, and is sent one slip', async () => {
    await sim.command({ cmd: 'fault', fault: { kind: 'no-end-of-job' } });
    const short = { ...profile, wait: { ...profile.wait, statusMs: 300, jobMs: 400 } };
    const end = await printWith(short);
    // Star's counter is asked for before the slip: a printer that does not count gets none.
    const expected =
      profile.endOfJob === 'etb' ? ['failed-before-cut', 'E-PRINT-006', 0] : ['unknown', 'E-PRINT-009', 1];
    assert.equal([end.outcome, end.code, await cut()], expected);
  });

  test('a silent printer, and one that talks rubbish, get no slip', async () => {
    const quick = { ...profile, wait: { ...profile.wait, statusMs: 150 } };
    await sim.command({ cmd: 'fault', fault: { kind: 'silent' } });
    for (const hex of ['', 'ff80c3', '37'.repeat(40), 'ff'.repeat(1000), '485454502f312e31']) {
      if (hex !== '') await sim.command({ cmd: 'fault', fault: { kind: 'garbage-status', hex } });
      const end = await printWith(quick);
      assert.is(end.outcome, 'failed-before-cut', hex);
      assert.match(end.code ?? '', /E-PRINT-00[67]/);
    }
    assert.is(await cut(), 0);
  });

  test('switched off and on midway: never "printed", and the next slip is printed', async () => {
    await sim.command({ cmd: 'fault', fault: { kind: 'power-cycle-after', bytes: 3000, bootMs: 400 } });
    const end = await printWith({ ...profile, wait: { ...profile.wait, jobMs: 700 } });
    assert.is(end.outcome, 'unknown');
    assert.ok(['E-PRINT-008', 'E-PRINT-009', 'E-PRINT-017'].includes(end.code ?? ''));
    assert.is(await cut(), 0);
    await eventually(
      'the printer is back',
      async () => (await openPrinter(sim.settings, profile).status()).ok,
    );
    await sim.command({ cmd: 'state', state: 'cover-open' });
    await sim.command({ cmd: 'state', state: 'ok' });
    assert.equal(await print(), PRINTED);
    await isWhole();
  });

  test.run();
}
