import type { FrameWrap, PagedReaderProfile } from '../../../config/index.ts';
import { loadReaderProfile } from '../../../config/index.ts';
import { fail, ok, type Result } from '../../../domain/index.ts';
import {
  encodeCommand,
  encodeReply,
  MAX_FRAME_LENGTH,
  SamClient,
  splitBlob,
} from '../../../firmware-bridge/card/index.ts';
import { readPages } from '../../../firmware-bridge/transports/pcsc-paged.ts';
import { frameTransport } from '../../../firmware-bridge/transports/pcsc-wrapped.ts';
import { must } from '../../support/county-fixture.ts';
import { type FuzzTarget, hex, rule } from '../target.ts';
import { blobRules, errorRules } from './card.ts';
import { joinReplies, madeUpBlobs, madeUpConversations, mendFrames, splitReplies } from './replies.ts';
import { SAM_WORDS } from './sam.ts';

const STATUS_WORDS = [
  '9000',
  '6100',
  '6105',
  '61ff',
  '6c10',
  '6d00',
  '6e00',
  '6f00',
  '6b00',
  '6282',
  '00',
].map(hex);
const withStatus = (data: Uint8Array, status = '9000'): Uint8Array => Uint8Array.of(...data, ...hex(status));

function pagedProfile(): PagedReaderProfile {
  const profile = must(loadReaderProfile('pcsc-paged'));
  if (profile.transport !== 'pcsc-paged') throw new Error('pcsc-paged is the paged profile');
  return profile;
}

const paged = pagedProfile();
const MAX_PAGES = 12;

/** `size` bytes at a time. */
function pieces(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
}

/** A reader that pages a card out: all of it in a bounded number of pages, or a known code. */
export const apduPaged: FuzzTarget = {
  name: 'apdu-paged',
  weight: 10,
  seeds: () => madeUpBlobs().map((blob) => joinReplies(pieces(blob, 256).map((page) => withStatus(page)))),
  dictionary: [...STATUS_WORDS, hex('01000400'), hex('010204'), hex('0102')],
  async run(input) {
    const answers = splitReplies(input);
    let asked = 0;
    const pages = await readPages(
      {
        atr: '3B',
        async transmit() {
          asked++;
          rule(asked <= MAX_PAGES, `no more than ${MAX_PAGES} pages are asked for`);
          const answer = answers.shift();
          return answer === undefined ? fail('E-CARD-010') : ok(answer);
        },
      },
      paged,
    );
    errorRules(pages);
    if (!pages.ok) return;
    rule(pages.value.length === 1284, 'the pages make a whole blob');
    blobRules(splitBlob(pages.value));
  },
};

const wrap = (chunk: FrameWrap['chunk'], suffix = ''): FrameWrap => ({
  prefix: 'FF000000LL',
  suffix,
  stripResponse: { head: 0, tail: 2 },
  chunk,
});
const WRAPS: readonly FrameWrap[] = [
  wrap({ by: 'none' }),
  wrap({ by: 'get-response', command: '00C00000' }, '00'),
  wrap({ by: 'offset', command: 'FFB1', bytes: 200 }),
  { ...wrap({ by: 'none' }), stripResponse: { head: 2, tail: 0 } },
];
/** A read's commands, each in the most pieces that an answer may come in, and one more try for a wrong Le. */
const MAX_EXCHANGES = 34 * 2 * 260;

/** A frame's answer in pieces of 61 xx, each with what is left behind it. */
function inResponses(frame: Uint8Array): Uint8Array[] {
  const parts = pieces(frame, 250);
  return parts.map((part, i) => {
    const left = frame.length - (i + 1) * 250;
    return left > 0 ? Uint8Array.of(...part, 0x61, Math.min(left, 250)) : withStatus(part);
  });
}

function wrappedSeeds(): Uint8Array[] {
  return madeUpConversations().flatMap((replies) => [
    joinReplies(replies.map((reply) => withStatus(reply))),
    joinReplies(replies.flatMap(inResponses)),
    joinReplies(
      replies.flatMap((reply) => {
        const parts = pieces(reply, 200).map((part) => withStatus(part));
        return reply.length % 200 === 0 ? [...parts, hex('9000')] : parts;
      }),
    ),
  ]);
}

/** SAM frames inside commands, whole, in 61 xx pieces, or by offset: bounded, and a reading or a known code. */
export const apduWrapped: FuzzTarget = {
  name: 'apdu-wrapped',
  weight: 12,
  seeds: wrappedSeeds,
  dictionary: [...STATUS_WORDS, ...SAM_WORDS],
  mend: mendFrames,
  async run(input, random) {
    const answers = splitReplies(input);
    let asked = 0;
    const send = async (_command: Uint8Array, maxAnswer: number): Promise<Result<Uint8Array>> => {
      asked++;
      rule(asked <= MAX_EXCHANGES, 'the exchanges of a read are bounded');
      // As the binding does: an answer that is longer than the room for it is an error.
      const answer = answers.shift();
      return answer === undefined || answer.length > maxAnswer ? fail('E-CARD-010') : ok(answer);
    };
    const transport = frameTransport(send, {
      frame: random.of(WRAPS),
      timeouts: { exchangeMs: 1000 },
      photo: 'wlt',
    });
    blobRules(await new SamClient(transport).readBlob());
  },
};

/** One exchange alone, so that longer answers than a card's are taken too. */
export const apduExchange: FuzzTarget = {
  name: 'apdu-exchange',
  weight: 6,
  seeds: () => [
    ...wrappedSeeds(),
    joinReplies(inResponses(encodeReply(0x90, new Uint8Array(2310).fill(0x20)))),
    joinReplies(
      pieces(encodeReply(0x90, new Uint8Array(2000).fill(0x20)), 200).map((part) => withStatus(part)),
    ),
  ],
  dictionary: [...STATUS_WORDS, ...SAM_WORDS],
  mend: mendFrames,
  async run(input, random) {
    const answers = splitReplies(input);
    const send = async (): Promise<Result<Uint8Array>> => {
      const answer = answers.shift();
      return answer === undefined ? fail('E-CARD-010') : ok(answer);
    };
    const transport = frameTransport(send, {
      frame: random.of(WRAPS),
      timeouts: { exchangeMs: 1000 },
      photo: 'wlt',
    });
    const reply = await transport.exchange(encodeCommand(0x30, 0x01), 3000);
    errorRules(reply);
    if (reply.ok) rule(reply.value.data.length <= MAX_FRAME_LENGTH, 'no reply is longer than a frame');
  },
};
