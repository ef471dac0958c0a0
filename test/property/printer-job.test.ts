import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import type { PrinterProfile } from '../../config/index.ts';
import { speakOver } from '../../firmware-bridge/printer/connection.ts';
import { encodeSlip } from '../../firmware-bridge/printer/encode.ts';
import { languageOf } from '../../firmware-bridge/printer/language.ts';
import { printJob } from '../../firmware-bridge/printer/print-job.ts';
import { profileNamed } from '../fixtures/receipts/index.ts';
import { memoryPrinter } from '../support/memory-line.ts';

const WAIT = { connectMs: 50, statusMs: 12, pollMs: 2, jobMs: 40 };
/** Four statuses, a macro, the job, the open question, what is asked after a stop: each has its own limit. */
const BOUND_MS = 30 * WAIT.statusMs + WAIT.jobMs + 2000;
const receipt = { blocks: [{ block: 'rule' as const }, { block: 'feed' as const, lines: 1 }] };

/** What becomes of one answer on its way. */
type Spoiling =
  | { readonly how: 'whole' | 'lost' | 'twice' }
  | { readonly how: 'turned' | 'cut'; readonly at: number }
  | { readonly how: 'rubbish'; readonly bytes: Uint8Array };

function spoiled(answer: Uint8Array, { ...spoiling }: Spoiling): Uint8Array[] {
  switch (spoiling.how) {
    case 'whole':
      return [answer];
    case 'lost':
      return [];
    case 'twice':
      return [answer, answer];
    case 'turned':
      return [answer.map((byte, i) => (i === spoiling.at % answer.length ? byte ^ 0xff : byte))];
    case 'cut':
      return [answer.subarray(0, spoiling.at % answer.length)];
    case 'rubbish':
      return [spoiling.bytes, answer];
  }
}

const at = fc.nat(20);
const anySpoiling = (rubbish: boolean): fc.Arbitrary<Spoiling> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant({ how: 'whole' as const }) },
    fc.constantFrom({ how: 'lost' as const }, { how: 'twice' as const }),
    fc.record({ how: fc.constantFrom('turned' as const, 'cut' as const), at }),
    ...(rubbish
      ? [fc.record({ how: fc.constant('rubbish' as const), bytes: fc.uint8Array({ maxLength: 12 }) })]
      : []),
  );
const anyFault = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.record({
    kind: fc.constantFrom(
      'paper-out-after' as const,
      'cover-open-after' as const,
      'cutter-error-after' as const,
    ),
    bytes: fc.nat(3000),
  }),
  fc.record({ kind: fc.constant('power-cycle-after' as const), bytes: fc.nat(3000), bootMs: fc.nat(15) }),
);
const Slips = z.object({ count: z.number() });
const Slip = z.object({ bytes: z.string() });

/** One byte that was never said, at any place: what one click on a serial line can do. */
const oneClick = fc.record({ before: fc.nat(12), byte: fc.nat(255) });

/** Name, whether rubbish may look like the answers (GS r has one byte), whether the line breaks with the power. */
for (const [name, rubbish, endsWithPower] of [
  ['escpos-80-process-id', true, true],
  ['star-line-58-tear-bar', true, false],
  ['escpos-58-tear-bar', false, true],
  ['escpos-80-serial', false, false],
] as const)
  test(`${name}: whatever it answers, the job ends in time, "printed" is true, and "failed" prints nothing`, async () => {
    const profile: PrinterProfile = { ...profileNamed(name), wait: WAIT };
    const slip = encodeSlip(receipt, profile);
    if (!slip.ok) throw new Error(slip.error.code);
    const whole = Buffer.concat([slip.value.body, slip.value.ending]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(anySpoiling(rubbish), { maxLength: 25 }),
        anyFault,
        fc.option(oneClick),
        async (spoilings, fault, click) => {
          let said = 0;
          const printer = memoryPrinter(profile, endsWithPower, (answer) => {
            const pieces = spoiled(answer, spoilings[said] ?? { how: 'whole' });
            const clicked = click !== null && click.before === said;
            said += 1;
            return clicked ? [Uint8Array.of(click.byte), ...pieces] : pieces;
          });
          try {
            await printer.control({ cmd: 'fault', fault });
            const connection = speakOver(printer.line, languageOf(profile).answers());
            const began = performance.now();
            const body = Buffer.from(slip.value.body);
            const end = await printJob(connection, { body, ending: slip.value.ending }, profile, '4711');
            assert.ok(performance.now() - began < BOUND_MS, 'in time');
            assert.is(end.outcome === 'printed', end.code === null);
            await printer.control({ cmd: 'state', state: 'ok' });
            const { count } = Slips.parse(await printer.control({ cmd: 'slips' }));
            if (end.outcome === 'printed') {
              assert.is(count, 1);
              const cut = Buffer.from(
                Slip.parse(await printer.control({ cmd: 'slip', n: 0 })).bytes,
                'base64',
              );
              assert.ok(whole.includes(cut) && cut.length >= whole.length - 2, 'this slip, whole');
            }
            if (end.outcome === 'failed-before-cut') assert.is(count, 0);
          } finally {
            printer.end();
          }
        },
      ),
      { numRuns: 80 },
    );
  });

test.run();
