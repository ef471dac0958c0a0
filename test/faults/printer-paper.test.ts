import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import type { PrinterProfile } from '../../config/index.ts';
import { speakOver } from '../../firmware-bridge/printer/connection.ts';
import { encodeSlip } from '../../firmware-bridge/printer/encode.ts';
import { languageOf } from '../../firmware-bridge/printer/language.ts';
import { type JobEnd, printJob } from '../../firmware-bridge/printer/print-job.ts';
import { goldenSlips, hurried, profileNamed } from '../fixtures/receipts/index.ts';
import { must } from '../support/county-fixture.ts';
import { eventually } from '../support/eventually.ts';
import { type MemoryPrinter, memoryPrinter } from '../support/memory-line.ts';

const slip = goldenSlips.declined ?? { blocks: [] };
const PRINTED: JobEnd = { outcome: 'printed', code: null };

const printOn = (printer: MemoryPrinter, profile: PrinterProfile): Promise<JobEnd> =>
  printJob(
    speakOver(printer.line, languageOf(profile).answers()),
    must(encodeSlip(slip, profile)),
    profile,
    '4711',
  );
const slips = async (printer: MemoryPrinter): Promise<number> =>
  z.object({ count: z.number() }).parse(await printer.control({ cmd: 'slips' })).count;

test('a slip that stays in the mouth is not taken; one that is taken is printed', async () => {
  const profile = hurried(profileNamed('escpos-80-presenter'));
  const { exitSensor } = profile;
  if (exitSensor === undefined) throw new Error('the profile has no exit sensor');
  const left = memoryPrinter(profile, true);
  const hasty = { ...profile, exitSensor: { ...exitSensor, takeWithinMs: 300 } };
  assert.equal(await printOn(left, hasty), { outcome: 'not-taken', code: 'E-PRINT-016' });
  left.end();
  const taken = memoryPrinter(profile, true);
  const patient = printOn(taken, profile);
  await eventually('the slip', async () => (await slips(taken)) === 1);
  await taken.control({ cmd: 'take' });
  assert.equal(await patient, PRINTED);
  taken.end();
});

test('paper takes its time: the job ends after the cut, and paper that ends midway is told at once', async () => {
  const profile = hurried(profileNamed('escpos-80-process-id'));
  const slow = memoryPrinter(profile, true, undefined, 400);
  await slow.control({ cmd: 'fault', fault: { kind: 'paper-out-after', bytes: 3000 } });
  // Nobody asks before the job's time is over: the printer said it unasked (GS a).
  const patient = { ...profile, wait: { ...profile.wait, pollMs: 5000, jobMs: 4000 } };
  assert.equal(await printOn(slow, patient), { outcome: 'failed-before-cut', code: 'E-PRINT-001' });
  slow.end();
  const printer = memoryPrinter(profile, true, undefined, 400);
  assert.equal(await printOn(printer, profile), PRINTED);
  assert.is(await slips(printer), 1);
  printer.end();
});

test('a printer that cannot tell the end counts as done when it took all and stays well', async () => {
  const profile = { ...hurried(profileNamed('escpos-80-no-end')), settleMs: 400 };
  const well = memoryPrinter(profile, true);
  assert.equal(await printOn(well, profile), PRINTED);
  assert.is(await slips(well), 1);
  well.end();
  const open = memoryPrinter(profile, true);
  await open.control({ cmd: 'fault', fault: { kind: 'cover-open-after', bytes: 9000 } });
  // Before the cut or behind it: nobody can say.
  assert.equal(await printOn(open, profile), { outcome: 'unknown', code: 'E-PRINT-002' });
  open.end();
});

test.run();
