import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import type { PrinterProfile } from '../../config/index.ts';
import { speakOver } from '../../firmware-bridge/printer/connection.ts';
import { type EncodedSlip, encodeSlip } from '../../firmware-bridge/printer/encode.ts';
import { languageOf } from '../../firmware-bridge/printer/language.ts';
import { type JobEnd, printJob } from '../../firmware-bridge/printer/print-job.ts';
import { profileNamed } from '../fixtures/receipts/index.ts';
import { eventually } from '../support/eventually.ts';
import { type MemoryPrinter, memoryPrinter } from '../support/memory-line.ts';

/** What a printer gets before a slip in ESC/POS: forget, GS a, and four questions. */
const BEGIN_BYTES = 10 + 3 + 4 * 3;
const WAIT = { connectMs: 50, statusMs: 100, pollMs: 2, jobMs: 400 };
const receipt = { blocks: [{ block: 'rule' as const }, { block: 'feed' as const, lines: 1 }] };

function quick(name: string): PrinterProfile {
  return { ...profileNamed(name), wait: WAIT };
}

function slipFor(profile: PrinterProfile): EncodedSlip {
  const slip = encodeSlip(receipt, profile);
  if (!slip.ok) throw new Error(slip.error.code);
  return slip.value;
}

async function print(printer: MemoryPrinter, profile: PrinterProfile): Promise<JobEnd> {
  try {
    return await printJob(
      speakOver(printer.line, languageOf(profile).answers()),
      slipFor(profile),
      profile,
      '4711',
    );
  } finally {
    printer.end();
  }
}

/** ESC ACK CAN: Star's reset. */
const isReset = (bytes: Uint8Array): boolean => Buffer.from(bytes).equals(Buffer.from([0x1b, 0x06, 0x18]));

const slips = async (printer: MemoryPrinter): Promise<number> =>
  z.object({ count: z.number() }).parse(await printer.control({ cmd: 'slips' })).count;

/** The bytes of a job up to the answer before the cut. */
const upToTheCut = (profile: PrinterProfile, mark: number): number =>
  BEGIN_BYTES + slipFor(profile).body.length + mark;

for (const [name, mark] of [
  ['escpos-80', 3],
  ['escpos-80-process-id', 11],
] as const)
  test(`${name}: paper that ends between the slip and its cut leaves it unknown`, async () => {
    const profile = quick(name);
    for (const [bytes, outcome] of [
      [upToTheCut(profile, mark), 'unknown'],
      [upToTheCut(profile, 0), 'failed-before-cut'],
    ] as const) {
      const printer = memoryPrinter(profile, true);
      await printer.control({ cmd: 'fault', fault: { kind: 'paper-out-after', bytes } });
      assert.equal(await print(printer, profile), { outcome, code: 'E-PRINT-001' });
      assert.is(await slips(printer), 0);
    }
  });

test('paper that ends with the cut: the slip is out, and "failed" would print it twice', async () => {
  const profile = quick('escpos-80-process-id');
  const printer = memoryPrinter(profile, true);
  const bytes = upToTheCut(profile, 11) + slipFor(profile).ending.length;
  await printer.control({ cmd: 'fault', fault: { kind: 'paper-out-after', bytes } });
  assert.equal(await print(printer, profile), { outcome: 'unknown', code: 'E-PRINT-001' });
  assert.is(await slips(printer), 1);
});

test('paper that ends, and a printer that does not hear that it has to forget the rest: it may print it later', async () => {
  const profile = quick('escpos-80');
  let stands = false;
  const printer = memoryPrinter(profile, true, (answer) => {
    // The last of the four answers that tell the paper end.
    stands ||= answer[0] === 0x7e;
    return [answer];
  });
  const deaf: MemoryPrinter = {
    ...printer,
    line: {
      ...printer.line,
      write: (bytes, done) => (stands ? done(true) : printer.line.write(bytes, done)),
    },
  };
  await printer.control({ cmd: 'fault', fault: { kind: 'paper-out-after', bytes: upToTheCut(profile, 0) } });
  assert.equal(await print(deaf, profile), { outcome: 'unknown', code: 'E-PRINT-001' });
  await printer.control({ cmd: 'state', state: 'ok' });
  assert.is(await slips(printer), 1);
});

test('power that goes while a macro is learnt, behind a click: half a slip is not "printed"', async () => {
  const profile = quick('escpos-80-serial');
  let said = 0;
  const printer = memoryPrinter(profile, false, (answer) => {
    said += 1;
    // Forgetting and four statuses are answered first; then comes what the printer says as it learns.
    return said === 6 ? [Uint8Array.of(0), answer] : [answer];
  });
  const bytes = BEGIN_BYTES + 2 + 3;
  await printer.control({ cmd: 'fault', fault: { kind: 'power-cycle-after', bytes, bootMs: 0 } });
  assert.is.not((await print(printer, profile)).outcome, 'printed');
});

test('one click on the line does not become the end of a job', async () => {
  const profile = quick('escpos-80');
  let said = 0;
  const printer = memoryPrinter(profile, true, (answer) => {
    said += 1;
    // Forgetting and the four statuses are answered first; then comes the answer before the cut.
    return said === 6 ? [Uint8Array.of(0), answer] : [answer];
  });
  await printer.control({ cmd: 'fault', fault: { kind: 'paper-out-after', bytes: upToTheCut(profile, 3) } });
  assert.equal(await print(printer, profile), { outcome: 'unknown', code: 'E-PRINT-001' });
  assert.is(await slips(printer), 0);
});

test('clicks of a printer that loses its power do not become the end of a job', async () => {
  const profile = quick('escpos-80');
  const printer = memoryPrinter(profile, false, undefined, 20);
  const fault = { kind: 'power-cycle-after', bytes: 1000, bootMs: 5000 };
  await printer.control({ cmd: 'fault', fault });
  const clicking = setTimeout(() => printer.click(Uint8Array.of(0, 0, 0)), 250);
  assert.equal(await print(printer, profile), { outcome: 'unknown', code: 'E-PRINT-017' });
  clearTimeout(clicking);
});

for (const lost of [false, true])
  test(`a stop that was not one, told before the answers of the cut${lost ? ', of which one is lost' : ''}: unknown`, async () => {
    const profile = quick('escpos-80-process-id');
    const stop = Uint8Array.of(0x10, 0, 0x0f, 0x0f);
    const printer = memoryPrinter(profile, true, (answer) => {
      if (!Buffer.from(answer).includes('c711')) return [answer];
      return lost ? [stop] : [stop, answer];
    });
    assert.equal(await print(printer, profile), { outcome: 'unknown', code: 'E-PRINT-001' });
    assert.is(await slips(printer), 1);
  });

test('the same of a Star printer, whose counter the reset puts out: it is asked before', async () => {
  const profile = quick('star-line-80');
  let jobGone = false;
  let turned = false;
  const printer = memoryPrinter(
    profile,
    true,
    (answer) => {
      if (!jobGone || turned) return [answer];
      turned = true;
      return [answer.map((byte, i) => (i === 2 ? 0x28 : byte))];
    },
    100,
  );
  const slow: MemoryPrinter = {
    ...printer,
    line: {
      ...printer.line,
      write: (bytes, done) => {
        jobGone ||= bytes.length > 1000;
        const cut = eventually('the cut', async () => !isReset(bytes) || (await slips(printer)) === 1);
        void cut.then(() => printer.line.write(bytes, done));
      },
    },
  };
  assert.equal(await print(slow, profile), { outcome: 'unknown', code: 'E-PRINT-002' });
  assert.ok(turned);
});

for (const name of ['escpos-80-serial', 'star-line-58-tear-bar'])
  test(`${name}: off and on for a moment on a line that stays open, at any byte, is never "printed"`, async () => {
    const profile = quick(name);
    const { body } = slipFor(profile);
    for (let part = 1; part <= 9; part += 2) {
      const printer = memoryPrinter(profile, false);
      const bytes = BEGIN_BYTES + 40 + Math.floor((body.length * part) / 10);
      await printer.control({ cmd: 'fault', fault: { kind: 'power-cycle-after', bytes, bootMs: 1 } });
      const end = await print(printer, profile);
      assert.is(end.outcome, 'unknown', `${bytes} bytes: ${end.code}`);
    }
  });

test.run();
