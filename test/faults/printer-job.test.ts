import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { BridgeOptions, PrinterProfile } from '../../config/index.ts';
import type { PrintOutcome, ReceiptModel } from '../../domain/index.ts';
import { openPrinter } from '../../firmware-bridge/printer/index.ts';
import { openSerialLine } from '../../firmware-bridge/printer/serial-line.ts';
import type { PortFault } from '../../firmware-bridge/simulators/index.ts';
import {
  goldenSlips,
  hurried,
  onDevice,
  onTcp,
  type PrinterUnderTest,
  printerUnderTest,
  profileNamed,
  quickProfile,
} from '../fixtures/receipts/index.ts';
import { must } from '../support/county-fixture.ts';
import { freePort } from '../support/free-port.ts';

const test = suite('printer jobs');
const slip: ReceiptModel = goldenSlips.declined ?? { blocks: [] };
const profile = quickProfile();
const PRINTED = { outcome: 'printed', code: null };
let sim: PrinterUnderTest;
let before = 0;

test.before(async () => {
  sim = await printerUnderTest();
});
test.before.each(async () => {
  await sim.command({ cmd: 'port-fault', fault: { fault: 'none' } });
  await sim.command({ cmd: 'state', state: 'cover-open' });
  await sim.command({ cmd: 'state', state: 'ok' });
  before = (await sim.slips()).count;
});
test.after(() => sim.stop());

const cut = async (): Promise<number> => (await sim.slips()).count - before;

async function printOn(
  settings: BridgeOptions['printer'],
  how: PrinterProfile = profile,
): Promise<Pick<PrintOutcome, 'outcome' | 'code'>> {
  const printer = openPrinter(settings, how);
  const { outcome, code } = await printer.print(slip);
  await printer.close();
  return { outcome, code };
}

test('jobs at one time come out one after the other, once each; too many are refused', async () => {
  const printer = openPrinter(sim.settings, profile);
  const ends = await Promise.all(Array.from({ length: 6 }, () => printer.print(slip)));
  assert.is(ends.filter((end) => end.outcome === 'printed').length, 4);
  assert.is(ends.filter((end) => end.code === 'E-PRINT-012').length, 2);
  assert.is(await cut(), 4);
  await printer.close();
  assert.is((await printer.print(slip)).code, 'E-PRINT-012');
});

test('a dead port, an absent device and a plain file are told as such', async () => {
  for (const settings of [
    onTcp(await freePort()),
    onDevice('usb', '/dev/usb/lp-absent'),
    onDevice('usb', import.meta.filename),
    onDevice('serial', '/dev/tty-absent'),
  ]) {
    assert.equal(await printOn(settings), { outcome: 'failed-before-cut', code: 'E-PRINT-005' });
    const status = await openPrinter(settings, profile).status();
    assert.is(!status.ok && status.error.code, 'E-PRINT-005');
  }
});

test('an absent font has its code and names the package', async () => {
  const font = { ...profile.font, regular: '/nowhere/font.ttc' };
  assert.equal(await printOn(sim.settings, { ...profile, font }), {
    outcome: 'failed-before-cut',
    code: 'E-PRINT-010',
  });
});

const FAULTS: readonly (readonly [PortFault, string])[] = [
  // The device's own refusal of one status: it says that it stands.
  [{ fault: 'failNext', times: 1 }, 'failed-before-cut E-PRINT-003'],
  [{ fault: 'delay', ms: 30 }, 'printed null'],
  // A block without its end swallows what comes next.
  [{ fault: 'corrupt', at: -1, times: 1 }, 'failed-before-cut E-PRINT-006'],
  // The first answer is the word that the buffers are empty: nobody waits for it.
  [{ fault: 'truncate', bytes: 0, times: 1 }, 'printed null'],
  [{ fault: 'duplicate', times: 1 }, 'printed null'],
  [{ fault: 'stall', times: 1 }, 'printed null'],
  [{ fault: 'stall', times: 2 }, 'failed-before-cut E-PRINT-006'],
  [{ fault: 'corrupt', at: 0, times: 2 }, 'failed-before-cut E-PRINT-007'],
  [{ fault: 'stall', times: 1000 }, 'failed-before-cut E-PRINT-006'],
  [{ fault: 'disconnect', afterBytes: 0 }, 'failed-before-cut E-PRINT-008'],
];
for (const [fault, expected] of FAULTS)
  test(`port fault ${JSON.stringify(fault)}: ${expected}, and no slip twice`, async () => {
    await sim.command({ cmd: 'port-fault', fault });
    const how = { ...profile, wait: { ...profile.wait, statusMs: 250 } };
    const { outcome, code } = await printOn(sim.settings, how);
    assert.is(`${outcome} ${code}`, expected);
    assert.is(await cut(), outcome === 'printed' ? 1 : 0);
  });

test('a printer in use is waited for, and told when it stays so', async () => {
  const serial = await printerUnderTest({ transport: 'serial', profile: 'escpos-58' });
  const how = { ...hurried(profileNamed('escpos-58')), serialFlow: 'none' as const };
  try {
    const line = must(await openSerialLine(serial.settings.path, 115_200, 'none'));
    const inAHurry = { ...how, wait: { ...how.wait, connectMs: 200 } };
    const status = await openPrinter(serial.settings, inAHurry).status();
    assert.is(!status.ok && status.error.code, 'E-PRINT-015');
    assert.equal(await printOn(serial.settings, inAHurry), {
      outcome: 'failed-before-cut',
      code: 'E-PRINT-015',
    });
    const waiting = printOn(serial.settings, how);
    await line.close();
    assert.equal(await waiting, PRINTED);
  } finally {
    await serial.stop();
  }
});

test.run();
