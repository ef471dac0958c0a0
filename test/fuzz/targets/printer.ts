import { setTimeout as wait } from 'node:timers/promises';
import { PrinterStatus, PrintOutcome } from '../../../domain/index.ts';
import { type Answer, AnswerReader } from '../../../firmware-bridge/printer/answers.ts';
import { askStatus } from '../../../firmware-bridge/printer/ask-status.ts';
import type { Connection } from '../../../firmware-bridge/printer/connection.ts';
import { languageOf } from '../../../firmware-bridge/printer/language.ts';
import { printJob } from '../../../firmware-bridge/printer/print-job.ts';
import { StarAnswerReader } from '../../../firmware-bridge/printer/star-answers.ts';
import { profileNamed } from '../../fixtures/receipts/index.ts';
import { chunksOf, type FuzzTarget, hex, rule } from '../target.ts';
import { errorRules } from './card.ts';
import { joinReplies, splitReplies } from './replies.ts';

const READY = hex('12121212');
const WORDS = [
  ...[
    '12',
    '16',
    '1a',
    '00',
    '03',
    '0c',
    '0f',
    '32',
    '36',
    '72',
    '7e',
    'ff',
    '372200',
    '372230303030',
    '37',
  ].map(hex),
  hex('37223030303000'),
  hex('372500'),
  hex('10000000'),
  hex('14000f00'),
  hex('3c080c60'),
];

/** Whatever a printer says, in any chunks: the same answers. */
export const printerAnswers: FuzzTarget = {
  name: 'printer-answers',
  weight: 10,
  seeds: () => [
    hex('1212121200'),
    hex('12321a7e'),
    hex('37223132333400'),
    hex('37250012121212 03'),
    hex('10000000'),
  ],
  dictionary: WORDS,
  run(input, random) {
    const expected = new AnswerReader().push(input);
    const reader = new AnswerReader();
    const answers = chunksOf(input, random).flatMap((chunk) => reader.push(chunk));
    rule(answers.length <= input.length, 'no more answers than bytes');
    rule(
      JSON.stringify(answers) === JSON.stringify(expected),
      'the chunks make no difference to the answers',
    );
  },
};

/** The same of a Star printer. */
export const starAnswers: FuzzTarget = {
  name: 'star-answers',
  weight: 6,
  seeds: () => [hex('2386000000000000 00'), hex('0f00000000000000'), hex('238604000000000000210608')],
  dictionary: [...WORDS, hex('2386'), hex('2306'), hex('0f'), hex('2100')],
  run(input, random) {
    const expected = new StarAnswerReader().push(input);
    const reader = new StarAnswerReader();
    const answers = chunksOf(input, random).flatMap((chunk) => reader.push(chunk));
    rule(answers.length <= input.length, 'no more answers than bytes');
    rule(
      JSON.stringify(answers) === JSON.stringify(expected),
      'the chunks make no difference to the answers',
    );
  },
};

/** A connection whose other side answers each question with the next piece of the input, and then is silent. */
function scriptedConnection(
  replies: Uint8Array[],
  closes: boolean,
): Connection & { readonly heard: Answer[] } {
  const reader = new AnswerReader();
  const heard: Answer[] = [];
  let waiting: Answer[] = [];
  let sends = 0;
  return {
    heard,
    async send() {
      sends++;
      rule(sends <= 2000, 'questions are bounded');
      waiting.push(...reader.push(replies.shift() ?? new Uint8Array(0)));
      return true;
    },
    async next(ms) {
      const answer = waiting.shift();
      if (answer === undefined) {
        if (closes && replies.length === 0) return 'closed';
        await wait(Math.min(ms, 1));
        return 'silence';
      }
      heard.push(answer);
      return answer;
    },
    drain() {
      waiting = [];
    },
    async reset() {},
    async close() {},
  };
}

/** A status asked of a printer that answers anything. */
export const printerStatus: FuzzTarget = {
  name: 'printer-status',
  weight: 2,
  seeds: () => [
    joinReplies([hex('12'), hex('12'), hex('12'), hex('12')]),
    joinReplies([hex('1a'), hex('32'), hex('12'), hex('7e')]),
    joinReplies([READY]),
  ],
  dictionary: WORDS,
  async run(input, random) {
    const status = await askStatus(
      scriptedConnection(splitReplies(input), random.oneIn(2)),
      5,
      languageOf(profile).statusRound(),
    );
    errorRules(status);
    if (status.ok) rule(PrinterStatus.safeParse(status.value).success, 'a status is after its schema');
  },
};

/** Short waits: the stub is never waited for, but a job ends by its time limit. */
const profile = { ...profileNamed('escpos-80'), wait: { connectMs: 50, statusMs: 5, pollMs: 1, jobMs: 3 } };
const SLIP = hex('1b40 41 0a');
const CUT = Buffer.from(hex('1d5600'));

/** A slip on a printer that answers anything: `printed` only when it said the one thing that means it. */
export const printerJob: FuzzTarget = {
  name: 'printer-job',
  weight: 0.4,
  seeds: () => [
    joinReplies([hex('372500'), hex('12'), hex('12'), hex('12'), hex('12'), hex('00')]),
    joinReplies([hex(''), hex('12'), hex('12'), hex('12'), hex('12'), hex('37223030303000')]),
    joinReplies([hex(''), hex('12'), hex('32'), hex('12'), hex('7e')]),
    joinReplies([hex(''), hex('12'), hex('12'), hex('12'), hex('12'), hex(''), hex('12'), hex('16')]),
  ],
  dictionary: WORDS,
  async run(input, random) {
    const endOfJob = random.of(['paper-status', 'process-id'] as const);
    const connection = scriptedConnection(splitReplies(input), random.oneIn(2));
    const end = await printJob(
      connection,
      { body: Buffer.from(SLIP), ending: CUT },
      { ...profile, endOfJob },
      '0000',
    );
    rule(PrintOutcome.safeParse({ ...end, tookMs: 0 }).success, 'an outcome is after its schema');
    const said = connection.heard.some((answer) =>
      endOfJob === 'paper-status'
        ? answer.kind === 'paper-status'
        : answer.kind === 'process-id' && answer.id === '0000',
    );
    rule(end.outcome !== 'printed' || said, 'nothing is printed that the printer did not say');
    rule((end.outcome === 'printed') === (end.code === null), 'every other end has a code');
  },
};
