import {
  BoardFrameDecoder,
  encodeBoardFrame,
  MAX_PAYLOAD,
} from '../../../firmware-bridge/board/board-frame.ts';
import {
  BOARD_TYPES,
  BoardMessage,
  HOST_TYPES,
  HostMessage,
  readBoardFrame,
  readHostFrame,
} from '../../../firmware-bridge/board/board-messages.ts';
import { cobsDecode, cobsEncode } from '../../../firmware-bridge/board/cobs.ts';
import { crc16 } from '../../../firmware-bridge/board/crc16.ts';
import { chunksOf, type FuzzTarget, hex, rule } from '../target.ts';

/** Every piece between zeros with its last two bytes made the right check sum. */
function mendBoardFrames(input: Uint8Array): Uint8Array {
  const pieces = Buffer.from(input).toString('latin1').split('\0');
  const mended = pieces.map((piece) => {
    const body = cobsDecode(new Uint8Array(Buffer.from(piece, 'latin1')));
    if (body === undefined || body.length < 4) return piece;
    const crc = crc16(body.subarray(0, -2));
    body.set([crc >> 8, crc & 0xff], body.length - 2);
    return Buffer.from(cobsEncode(body)).toString('latin1');
  });
  return new Uint8Array(Buffer.from(mended.join('\0'), 'latin1'));
}

/** Bytes of the board's line in any chunks. */
export const boardFrames: FuzzTarget = {
  name: 'board-frames',
  weight: 12,
  seeds: () =>
    [0, 1, 4, 8, MAX_PAYLOAD].map((size) =>
      Uint8Array.from(
        Array.from({ length: 3 }, (_, i) => [
          ...encodeBoardFrame({
            type: 16 * i + size,
            sequence: 250 + i,
            payload: Uint8Array.from({ length: size }, (_unused, n) => n % 3),
          }),
        ]).flat(),
      ),
    ),
  dictionary: [hex('00'), hex('0000'), hex('ff'), hex('01'), hex('0101'), hex('06')],
  mend: mendBoardFrames,
  run(input, random) {
    const expected = new BoardFrameDecoder().push(input);
    const decoder = new BoardFrameDecoder();
    const frames = chunksOf(input, random).flatMap((chunk) => decoder.push(chunk));
    rule(JSON.stringify(frames) === JSON.stringify(expected), 'the chunks make no difference to the frames');
    for (const frame of frames) {
      rule(frame.payload.length <= MAX_PAYLOAD, 'no payload is longer than the protocol allows');
      const body = encodeBoardFrame(frame).slice(1, -1);
      rule(Buffer.from(input).includes(Buffer.from(body)), 'a frame that comes out stood on the line');
    }
  },
};

/** The first byte is the type, the next 32 at most the payload: whatever is read of it is a message of the protocol. */
export const boardMessages: FuzzTarget = {
  name: 'board-messages',
  weight: 6,
  seeds: () =>
    [...Object.values(BOARD_TYPES), ...Object.values(HOST_TYPES)].flatMap((type) =>
      [0, 1, 2, 4, 8, 16].map((size) => Uint8Array.of(type, ...new Uint8Array(size).fill(1))),
    ),
  dictionary: [hex('0100'), hex('01'), hex('00'), hex('ffff'), hex('03')],
  run(input) {
    const frame = { type: input[0] ?? 0, sequence: 0, payload: input.slice(1, 1 + MAX_PAYLOAD) };
    const board = readBoardFrame(frame);
    if (typeof board !== 'string')
      rule(BoardMessage.safeParse(board).success, 'the board’s is after its schema');
    const host = readHostFrame(frame);
    if (typeof host !== 'string') rule(HostMessage.safeParse(host).success, 'the host’s is after its schema');
  },
};
