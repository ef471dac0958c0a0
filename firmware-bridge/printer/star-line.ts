import { randomInt } from 'node:crypto';
import type { PrinterProfile } from '../../config/index.ts';
import { fail, ok, type PrinterStatus, type Result } from '../../domain/index.ts';
import type { Answer } from './answers.ts';
import { askStatus } from './ask-status.ts';
import type { Connection } from './connection.ts';
import type { JobMarks, PrinterLanguage, Reached, StatusRound } from './language.ts';
import { StarAnswerReader } from './star-answers.ts';
import { starStatusOf } from './status.ts';

/** ESC ACK SOH: status at once. Star forbids it while automatic status is on, so that is put off first (ESC RS a 0). */
const STATUS = Buffer.from([0x1b, 0x06, 0x01]);
const AUTOMATIC_OFF = Buffer.from([0x1b, 0x1e, 0x61, 0x00]);
/** ESC ACK CAN: reset at once, the counter of ETB included. */
const RESET = Buffer.from([0x1b, 0x06, 0x18]);
/** ESC RS E 0: the counter of ETB begins at 0, as after power on. */
const CLEAR_COUNTER = Buffer.from([0x1b, 0x1e, 0x45, 0x00]);
const QUIT_RASTER = Buffer.from('\x1b*rB', 'latin1');
/** ETB: when all before is printed the counter goes on by one (Star Line Mode, 3.3.13). */
const ETB = Buffer.from([0x17]);
/** The counter has five bits. */
const COUNTS = 32;
const ETB_BYTE = 7;

/**
 * Star Line Mode. A job begins with a counter of at least 3 and ends two further; a printer that was switched off and
 * on in between begins at 0 and can reach 2 at most with what is left of the job: never the end. Untried on a printer.
 */
export function starLine(profile: PrinterProfile): PrinterLanguage {
  const { statusMs, pollMs } = profile.wait;

  /** Sets the counter to `start`, behind whatever an earlier connection left in the printer. */
  const startAt = async (
    connection: Connection,
    start: number,
  ): Promise<Result<PrinterStatus | undefined>> => {
    const etbs = Buffer.alloc(start, ETB);
    await connection.send(Buffer.concat([QUIT_RASTER, AUTOMATIC_OFF, CLEAR_COUNTER, etbs]), statusMs);
    const until = performance.now() + statusMs;
    for (;;) {
      let count: number | undefined;
      const round = new StarRound();
      const status = await askStatus(connection, statusMs, round, (answer) => {
        count = counterOf(answer) ?? count;
      });
      if (!status.ok) return status;
      const { state } = status.value;
      // A printer that stands counts nothing.
      if (count === start || (state !== 'ready' && state !== 'paper-low')) return status;
      if (performance.now() > until) return ok(undefined);
      await connection.next(Math.min(pollMs, 20));
    }
  };

  return {
    answers: () => new StarAnswerReader(),
    statusRound: () => new StarRound(),
    toldBy: (answer) => (answer.kind === 'star-status' ? starStatusOf(answer.bytes) : undefined),
    forget: RESET,
    begin: async (connection) => {
      const start = randomInt(3, COUNTS - 2);
      let status = await startAt(connection, start);
      if (status.ok && status.value === undefined) {
        // Half a picture of an earlier slip swallows commands: only the reset is heard.
        await connection.send(RESET, statusMs);
        await connection.next(statusMs);
        status = await startAt(connection, start);
      }
      if (!status.ok) return status;
      if (status.value === undefined) return fail('E-PRINT-006', 'ETB is not counted');
      return ok({ status: status.value, marks: new EtbMarks(start) });
    },
  };
}

/** The five bits of the counter lie in printer status 6 around fixed ones; undefined where there is no counter. */
function counterOf(answer: Answer): number | undefined {
  const byte = answer.kind === 'star-status' ? answer.bytes[ETB_BYTE] : undefined;
  return byte === undefined ? undefined : ((byte >> 1) & 0x07) | ((byte >> 2) & 0x18);
}

class StarRound implements StatusRound {
  #status: PrinterStatus | undefined;

  question(): Buffer {
    return STATUS;
  }

  take(answer: Answer): boolean {
    if (answer.kind !== 'star-status') return false;
    this.#status = starStatusOf(answer.bytes);
    return true;
  }

  status(): PrinterStatus | undefined {
    return this.#status;
  }
}

class EtbMarks implements JobMarks {
  readonly beforeCut = ETB;
  readonly afterCut = ETB;
  readonly #start: number;
  #reached: Reached = 'printing';

  constructor(start: number) {
    this.#start = start;
  }

  notice(answer: Answer): Reached {
    const count = counterOf(answer);
    if (count === undefined || this.#reached === 'done' || this.#reached === 'lost') return this.#reached;
    const passed = count - this.#start;
    if (passed === 2) this.#reached = 'done';
    else if (passed === 1) this.#reached = 'cutting';
    else if (passed !== 0 || this.#reached !== 'printing') this.#reached = 'lost';
    return this.#reached;
  }

  asksToConfirm(): undefined {
    return undefined;
  }
}
