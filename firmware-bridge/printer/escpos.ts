import type { PrinterProfile } from '../../config/index.ts';
import { ok, type PrinterStatus } from '../../domain/index.ts';
import { type Answer, AnswerReader } from './answers.ts';
import { askStatus } from './ask-status.ts';
import type { Connection } from './connection.ts';
import type { JobMarks, PrinterLanguage, Reached, StatusRound } from './language.ts';
import { automaticStatusOf, STATUS_KINDS, statusOf, statusQuestion } from './status.ts';

/**
 * DLE DC4 fn 8: forget the receive and print buffers. Without it the rest of a stopped slip would
 * come out when staff put in new paper, beside the slip that is printed again; and a picture cut off
 * by a lost connection would swallow the start of the next slip.
 */
const FORGET = Buffer.from([0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08]);

/** GS a n: on for online/offline, errors and paper, or off. It is off after power on, but for a switch in the printer. */
const AUTOMATIC = { on: Buffer.from([0x1d, 0x61, 0x0e]), off: Buffer.from([0x1d, 0x61, 0x00]) };
const PAPER_STATUS = Buffer.from([0x1d, 0x72, 0x01]);
/** GS : begins and ends the definition of a macro, which the printer forgets when it is switched off; GS ^ runs it. */
const MACRO = { mark: Buffer.from([0x1d, 0x3a]), run: Buffer.from([0x1d, 0x5e, 1, 0, 0]) };
const NOTHING = Buffer.alloc(0);

/** ESC/POS as Epson's reference describes it. */
export function escPos(profile: PrinterProfile): PrinterLanguage {
  const { statusMs } = profile.wait;
  const automatic = profile.automaticStatus ? AUTOMATIC.on : AUTOMATIC.off;
  return {
    answers: () => new AnswerReader(profile.exitSensor),
    statusRound: () => new EscPosRound(),
    // Where it is off, four bytes that look so are a click and three other answers.
    toldBy: (answer) =>
      profile.automaticStatus && answer.kind === 'automatic' ? automaticStatusOf(answer.bytes) : undefined,
    forget: FORGET,
    begin: async (connection, id) => {
      await connection.send(Buffer.concat([FORGET, automatic]), statusMs);
      const status = await askStatus(connection, statusMs, new EscPosRound());
      if (!status.ok) return status;
      const marks = marksOf(profile, id);
      const learns = ['ready', 'paper-low'].includes(status.value.state);
      if (profile.startMark === 'none' || !learns) return ok({ status: status.value, marks });
      await defineMacro(connection, marks.afterCut, statusMs);
      // A click may have been taken for the macro's answer: by the end of another round that has come too.
      const learnt = await askStatus(connection, statusMs, new EscPosRound());
      return learnt.ok ? ok({ status: learnt.value, marks: endedByMacro(marks) }) : learnt;
    },
  };
}

/** Printers obey the commands of a macro while they learn it: that answer is waited for, and is none of the job's. */
async function defineMacro(connection: Connection, command: Buffer, ms: number): Promise<void> {
  await connection.send(Buffer.concat([MACRO.mark, command, MACRO.mark]), ms);
  const until = performance.now() + ms;
  for (;;) {
    const answer = await connection.next(Math.max(1, until - performance.now()));
    if (answer === 'closed' || answer === 'silence' || performance.now() > until) return;
    if (answer.kind === 'paper-status' || answer.kind === 'process-id') return;
  }
}

function endedByMacro(marks: JobMarks): JobMarks {
  return {
    beforeCut: marks.beforeCut,
    afterCut: MACRO.run,
    notice: (answer) => marks.notice(answer),
    asksToConfirm: () => marks.asksToConfirm(),
  };
}

/** DLE EOT 1 to 4. */
class EscPosRound implements StatusRound {
  #bytes: number[] = [];
  #status: PrinterStatus | undefined;

  question(): Buffer {
    return statusQuestion(STATUS_KINDS[this.#bytes.length] ?? 1);
  }

  take(answer: Answer): boolean {
    if (answer.kind !== 'status') return false;
    this.#bytes.push(answer.byte);
    const [printer, offline, error, paper] = this.#bytes;
    this.#status = undefined;
    if (printer === undefined || offline === undefined || error === undefined || paper === undefined)
      return true;
    this.#status = statusOf([printer, offline, error, paper]);
    this.#bytes = [];
    return true;
  }

  status(): PrinterStatus | undefined {
    return this.#status;
  }
}

function marksOf({ endOfJob }: PrinterProfile, id: string): JobMarks {
  if (endOfJob === 'process-id') return new ProcessIdMarks(id);
  if (endOfJob === 'paper-status') return new PaperStatusMarks();
  return {
    beforeCut: NOTHING,
    afterCut: NOTHING,
    notice: () => 'printing',
    asksToConfirm: () => undefined,
  };
}

/** GS ( H fn 48: the printer sends back four characters when it comes to the command. */
class ProcessIdMarks implements JobMarks {
  readonly #ids: readonly [string, string];
  #passed = 0;

  constructor(id: string) {
    this.#ids = [`c${id.slice(1)}`, id];
  }

  get beforeCut(): Buffer {
    return processId(this.#ids[0]);
  }

  get afterCut(): Buffer {
    return processId(this.#ids[1]);
  }

  notice(answer: Answer): Reached {
    if (answer.kind === 'process-id') {
      if (answer.id === this.#ids[0]) this.#passed = Math.max(this.#passed, 1);
      // The second without the first: bytes of the slip were lost on the way.
      else if (answer.id === this.#ids[1]) this.#passed = this.#passed === 0 ? 3 : Math.max(this.#passed, 2);
    }
    return (['printing', 'cutting', 'done', 'lost'] as const)[this.#passed] ?? 'lost';
  }

  asksToConfirm(): undefined {
    return undefined;
  }
}

function processId(id: string): Buffer {
  return Buffer.concat([Buffer.from([0x1d, 0x28, 0x48, 6, 0, 48, 48]), Buffer.from(id, 'ascii')]);
}

/**
 * GS r 1, answered in the order of the stream with one byte, often 00: the same as one click on a serial line. So one
 * answer more is asked for behind the job: with it at least the one behind the cut has come, even if one was a click.
 */
class PaperStatusMarks implements JobMarks {
  readonly beforeCut = PAPER_STATUS;
  readonly afterCut = PAPER_STATUS;
  #answers = 0;
  #asked = false;

  notice(answer: Answer): Reached {
    if (answer.kind === 'paper-status') this.#answers += 1;
    if (this.#answers === 0) return 'printing';
    return this.#answers < 3 ? 'cutting' : 'done';
  }

  asksToConfirm(): Buffer | undefined {
    if (this.#asked || this.#answers < 2) return undefined;
    this.#asked = true;
    return PAPER_STATUS;
  }
}
