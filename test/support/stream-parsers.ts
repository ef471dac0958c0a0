import { BoardFrameDecoder } from '../../firmware-bridge/board/board-frame.ts';
import { SamFrameDecoder } from '../../firmware-bridge/card/index.ts';
import { AnswerReader } from '../../firmware-bridge/printer/answers.ts';
import { StarAnswerReader } from '../../firmware-bridge/printer/star-answers.ts';
import { HidFrameDecoder } from '../../firmware-bridge/transports/hid-reports.ts';
import { BOARD_NOISE, type Noise, PRINTER_NOISE, SAM_NOISE } from './noise.ts';

/** A decoder of a stream, and how many blocks of its code a byte may cost at the most. */
export interface StreamParser {
  readonly name: string;
  readonly files: readonly string[];
  readonly noise: readonly Noise[];
  readonly mostStepsAByte: number;
  open(): { push(chunk: Uint8Array): unknown; readonly pending?: number };
  /** Bytes that it may keep, where it tells. */
  readonly mostPending?: number;
}

/** Every decoder of a stream that a stranger writes, with what is worst for it. */
export const STREAM_PARSERS: readonly StreamParser[] = [
  {
    name: 'SAM frames',
    files: ['card/sam-frame.js'],
    noise: SAM_NOISE,
    mostStepsAByte: 40,
    open: () => new SamFrameDecoder(),
    mostPending: 4096 + 7,
  },
  {
    name: 'HID reports',
    files: ['card/sam-frame.js', 'transports/hid-reports.js'],
    noise: SAM_NOISE,
    mostStepsAByte: 40,
    open: () => new HidFrameDecoder({ reportBytes: 64, lengthPrefix: 0, dropPreamble: false }),
  },
  {
    name: 'ESC/POS answers',
    files: ['printer/answers.js', 'printer/status.js'],
    noise: PRINTER_NOISE,
    mostStepsAByte: 40,
    open: () => new AnswerReader(),
  },
  {
    name: 'ESC/POS answers with an exit sensor',
    files: ['printer/answers.js', 'printer/status.js'],
    noise: PRINTER_NOISE,
    mostStepsAByte: 40,
    open: () =>
      new AnswerReader({
        question: '1d7240',
        answer: { head: '10', length: 31 },
        byte: 1,
        mask: 1,
        present: 1,
        takeWithinMs: 1000,
      }),
  },
  {
    name: 'Star answers',
    files: ['printer/star-answers.js'],
    noise: PRINTER_NOISE,
    mostStepsAByte: 40,
    open: () => new StarAnswerReader(),
  },
  {
    name: 'board frames',
    files: ['board/board-frame.js', 'board/cobs.js', 'board/crc16.js'],
    noise: BOARD_NOISE,
    mostStepsAByte: 40,
    open: () => new BoardFrameDecoder(),
  },
];
