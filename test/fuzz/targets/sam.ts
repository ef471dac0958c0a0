import { fail, ok, type Result } from '../../../domain/index.ts';
import {
  asReply,
  encodeCommand,
  encodeReply,
  type FrameTransport,
  MAX_FRAME_LENGTH,
  SAM_COMMANDS,
  SamClient,
  SamFrameDecoder,
  type SamReply,
} from '../../../firmware-bridge/card/index.ts';
import { chunksOf, type FuzzTarget, hex, rule } from '../target.ts';
import { blobRules } from './card.ts';
import { joinReplies, madeUpConversations, mendFrames, splitReplies } from './replies.ts';

export const SAM_WORDS: readonly Uint8Array[] = [
  hex('aaaaaa9669'),
  hex('aaaaaa96690004'),
  hex('aaaaaa96690fff'),
  hex('aaaa'),
  hex('9669'),
  hex('0100 0400'),
  hex('00009f'),
  hex('000090'),
  ...Object.values(SAM_COMMANDS).map(({ command, parameter }) => encodeCommand(command, parameter)),
  ...[0x10, 0x11, 0x21, 0x23, 0x24, 0x31, 0x32, 0x33, 0x40, 0x41, 0x47, 0x60, 0x66, 0x80, 0x81, 0x91].map(
    (status) => encodeReply(status),
  ),
];

const asText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Bytes of a line in any chunks: the same frames come out as from one piece, and each of them stood on the line. */
export const samFrames: FuzzTarget = {
  name: 'sam-frames',
  weight: 20,
  seeds: () => madeUpConversations().map((replies) => new Uint8Array(Buffer.concat(replies))),
  dictionary: SAM_WORDS,
  mend: mendFrames,
  run(input, random) {
    const whole = new SamFrameDecoder();
    const expected = whole.push(input);
    const decoder = new SamFrameDecoder();
    const bodies: Uint8Array[] = [];
    for (const chunk of chunksOf(input, random)) {
      bodies.push(...decoder.push(chunk));
      rule(decoder.pending <= MAX_FRAME_LENGTH + 7, 'no more than one frame is kept');
    }
    rule(
      bodies.map(asText).join() === expected.map(asText).join(),
      'the chunks make no difference to the frames',
    );
    let framed = 0;
    let from = 0;
    for (const body of bodies) {
      const frame = encodeCommand(body[0] ?? 0, body[1] ?? 0, body.subarray(2));
      framed += frame.length;
      const at = Buffer.from(input).indexOf(frame, from);
      rule(at >= from, 'a frame that comes out stood on the line, whole and right');
      from = at + frame.length;
    }
    rule(
      decoder.discarded + decoder.pending + framed === input.length,
      'each byte is in a frame, kept, or discarded',
    );
  },
};

/** A read has at most so many commands: three rounds of find, two selects, read and the new address, sent twice. */
const MAX_COMMANDS = 3 * 5 * 2 + 4;

/** The transport of a stub: each command takes the next answer of the input. */
export function scripted(replies: Uint8Array[], most: number): FrameTransport {
  let asked = 0;
  return {
    async exchange(frame): Promise<Result<SamReply>> {
      asked++;
      rule(asked <= most, `no more than ${most} commands in one read`);
      rule(new SamFrameDecoder().push(frame).length === 1, 'a command is a right frame');
      const bytes = replies.shift();
      if (bytes === undefined || bytes.length === 0) return fail('E-CARD-010');
      const [body] = new SamFrameDecoder().push(bytes);
      const reply = body === undefined ? undefined : asReply(body);
      return reply === undefined ? fail('E-CARD-009') : ok(reply);
    },
  };
}

/** A module that answers whatever it likes: the read ends with a reading after the schema or with a known code. */
export const samClient: FuzzTarget = {
  name: 'sam-client',
  weight: 12,
  seeds: () => madeUpConversations().map(joinReplies),
  dictionary: SAM_WORDS,
  mend: mendFrames,
  async run(input, random) {
    const quirks = {
      ignoreFindFailure: random.oneIn(3),
      ignoreSelectFailure: random.oneIn(3),
      reSelectBeforeRead: random.oneIn(3),
    };
    const client = new SamClient(scripted(splitReplies(input), MAX_COMMANDS), {
      quirks,
      newAddress: random.oneIn(2),
    });
    blobRules(await client.readBlob());
  },
};
