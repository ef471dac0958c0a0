import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { CodedError, ErrorCode, PrinterStatus, Result } from '../../domain/index.ts';
import type { CardReader } from '../../firmware-bridge/card/index.ts';
import type { Printer } from '../../firmware-bridge/printer/index.ts';
import {
  type Advice,
  printerOnLadder,
  type Recovery,
  readerOnLadder,
} from '../../firmware-bridge/recovery/index.ts';
import { eventually } from '../support/eventually.ts';

/** A ladder that gives these advices one after the other, and notes what it was told. */
function ladder(...advices: Advice[]): { recovery: Recovery; told: (ErrorCode | 'well')[] } {
  const told: (ErrorCode | 'well')[] = [];
  const recovery: Recovery = {
    failed(code) {
      told.push(code);
      return advices.shift() ?? { step: 'none', waitMs: 0 };
    },
    succeeded: () => told.push('well'),
  };
  return { recovery, told };
}

/** A printer that answers with what `now` holds, and counts its questions. */
function printer(now: { status: Result<PrinterStatus> }): { made: Printer; questions: () => number } {
  let questions = 0;
  return {
    questions: () => questions,
    made: {
      status: async () => {
        questions++;
        return now.status;
      },
      print: async () => ({ outcome: 'printed', code: null, tookMs: 0 }),
      close: async () => undefined,
    },
  };
}

test('a printer is not asked while its ladder waits; a slip is tried all the same, and ends the wait', async () => {
  const silent: CodedError = { code: 'E-PRINT-006' };
  const now: { status: Result<PrinterStatus> } = { status: { ok: false, error: silent } };
  const { made, questions } = printer(now);
  const { recovery, told } = ladder({ step: 'retry', waitMs: 0 }, { step: 'flush', waitMs: 1000 });
  let clock = 0;
  const onLadder = printerOnLadder(made, recovery, () => clock);
  await onLadder.status();
  await onLadder.status();
  assert.is(questions(), 2);
  now.status = { ok: true, value: { state: 'ready' } };
  clock = 999;
  assert.equal(await onLadder.status(), { ok: false, error: silent });
  assert.is(questions(), 2);
  clock = 1000;
  assert.ok((await onLadder.status()).ok);
  assert.equal(told, ['E-PRINT-006', 'E-PRINT-006', 'well']);
  now.status = { ok: false, error: silent };
  await onLadder.status();
  await onLadder.print({ blocks: [] });
  assert.is((await onLadder.status()).ok, false);
  assert.is(questions(), 5);
});

/** A reader that is there, whose reads end with these codes one after the other. */
function reader(state: 'ready' | 'gone', ...codes: ErrorCode[]): { made: CardReader; done: string[] } {
  const done: string[] = [];
  return {
    done,
    made: {
      state: () => ({ reader: state, card: 'present', name: 'made up' }),
      on: () => () => undefined,
      async read() {
        done.push('read');
        return { ok: false, error: { code: codes.shift() ?? 'E-CARD-001' } };
      },
      async flush() {
        done.push('flush');
      },
      async reopen() {
        done.push('reopen');
      },
      async close() {
        done.push('close');
      },
    },
  };
}

test('a read that went wrong is told at once and not repeated; the reader is opened anew behind it when its ladder says so', async () => {
  const { made, done } = reader('ready', 'E-CARD-009', 'E-CARD-009', 'E-CARD-009');
  const { recovery, told } = ladder(
    { step: 'retry', waitMs: 5 },
    { step: 'flush', waitMs: 5 },
    { step: 'reopen', waitMs: 5 },
  );
  const onLadder = readerOnLadder(made, recovery);
  for (let i = 0; i < 2; i++) assert.not((await onLadder.read()).ok);
  assert.equal(done, ['read', 'read']);
  await eventually('the module started anew', () => done.includes('flush'));
  assert.not((await onLadder.read()).ok);
  await eventually('the reader opened anew', () => done.includes('reopen'));
  assert.equal(told, ['E-CARD-009', 'E-CARD-009', 'E-CARD-009']);
});

test('a reader that is gone climbs by itself; one that is closed is not opened again', async () => {
  const gone = reader('gone', 'E-CARD-012');
  const ofGone = ladder();
  await readerOnLadder(gone.made, ofGone.recovery).read();
  assert.equal(ofGone.told, []);
  const closed = reader('ready', 'E-CARD-009');
  const ofClosed = ladder({ step: 'reopen', waitMs: 20 });
  const onLadder = readerOnLadder(closed.made, ofClosed.recovery);
  await onLadder.read();
  await onLadder.close();
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.equal(closed.done, ['read', 'close']);
});

test.run();
