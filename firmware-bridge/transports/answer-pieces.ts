import type { FrameWrap } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import type { PhotoForm } from '../card/index.ts';
import { statusText } from './pcsc-errors.ts';

/** Covers the longest reply that the protocol knows, 2,321 bytes, with a wrapping around it. */
const MAX_ANSWER = 4096;
/** The same for a reader that hands out pictures: pcscd's own limit. */
const MAX_PICTURE_ANSWER = 65_538;
/** Whole pieces of a picture, or the smallest pieces of a frame, are fewer than these. */
const MAX_PIECES = 257;

/** How long an answer may take, in milliseconds for its first piece and each further one, and how long it may be. */
export interface AnswerLimits {
  readonly first: number;
  readonly next: number;
  readonly photo: PhotoForm;
}

const longestAnswer = ({ photo }: AnswerLimits): number =>
  photo === 'image' ? MAX_PICTURE_ANSWER : MAX_ANSWER;
/** A command with short length fields carries no more (ISO 7816-4). */
const MAX_SHORT = 255;

/** One exchange of bytes with a reader: a transmit or a control. Milliseconds. */
export type ExchangeBytes = (
  command: Uint8Array,
  maxAnswer: number,
  timeoutMs: number,
) => Promise<Result<Uint8Array>>;

/** A command APDU, and where its Le stands: 6C xx names the right one. */
interface Command {
  readonly bytes: Uint8Array;
  readonly le: 'last byte' | 'none';
}

/** One answer with its SW1 SW2 taken apart. The data have to be overwritten. */
interface Piece {
  readonly data: Uint8Array;
  readonly sw1: number;
  readonly sw2: number;
}

/** A frame as the reader wants it; E-CARD-015 where the profile's prefix has no room for its length. */
export function wrapFrame(frame: Uint8Array, wrap: FrameWrap): Result<Command> {
  const extended = wrap.prefix.includes('LLLL');
  if (!extended && wrap.prefix.includes('LL') && frame.length > MAX_SHORT)
    return fail('E-CARD-015', `frame of ${frame.length} bytes behind a prefix with LL`);
  const length = frame.length.toString(16);
  const prefix = wrap.prefix.replace('LLLL', length.padStart(4, '0')).replace('LL', length.padStart(2, '0'));
  const bytes = Buffer.concat([Buffer.from(prefix, 'hex'), frame, Buffer.from(wrap.suffix, 'hex')]);
  return ok({ bytes, le: wrap.suffix === '' ? 'none' : 'last byte' });
}

/** A status that is not 90 00: unknown instruction or class (ISO 7816-4) is what another kind of card says. */
function refusal({ sw1, sw2 }: Piece): Result<never> {
  const status = statusText(sw1, sw2);
  return fail(status === '6d00' || status === '6e00' ? 'E-CARD-003' : 'E-CARD-009', `answer: ${status}`);
}

function withLe({ bytes, le }: Command, right: number): Uint8Array {
  const head = le === 'last byte' ? bytes.subarray(0, -1) : bytes;
  return Uint8Array.of(...head, right);
}

/** One exchange; 6C xx (wrong Le) is answered once with the Le that it names (ISO 7816-4, 5.1.3). */
async function askPiece(
  send: ExchangeBytes,
  command: Command,
  longest: number,
  timeoutMs: number,
): Promise<Result<Piece>> {
  let answer = await send(command.bytes, longest, timeoutMs);
  if (answer.ok && answer.value.at(-2) === 0x6c && answer.value.length >= 2) {
    const right = answer.value.at(-1) ?? 0;
    answer.value.fill(0);
    answer = await send(withLe(command, right), longest, timeoutMs);
  }
  if (!answer.ok) return answer;
  const { value } = answer;
  if (value.length < 2) return fail('E-CARD-009', `answer of ${value.length} bytes`);
  return ok({ data: value.subarray(0, -2), sw1: value.at(-2) ?? 0, sw2: value.at(-1) ?? 0 });
}

/** The command that fetches what stands behind the `have` bytes that have come; undefined when all has. */
function nextCommand(chunk: FrameWrap['chunk'], last: Piece, have: number): Command | undefined {
  if (chunk.by === 'get-response' && last.sw1 === 0x61)
    return { bytes: Uint8Array.of(...Buffer.from(chunk.command, 'hex'), last.sw2), le: 'last byte' };
  if (chunk.by === 'offset' && last.data.length === chunk.bytes)
    return {
      bytes: Uint8Array.of(...Buffer.from(chunk.command, 'hex'), have >> 8, have & 0xff, chunk.bytes),
      le: 'last byte',
    };
  return undefined;
}

/** Whether this piece of an answer is what its chunking allows; `first` may be empty, with 61 xx alone. */
function isWhole(chunk: FrameWrap['chunk'], piece: Piece, first: boolean): boolean {
  const status = (piece.sw1 << 8) | piece.sw2;
  if (chunk.by === 'get-response' && piece.sw1 === 0x61) return first || piece.data.length > 0;
  // An answer that ends with a full piece is followed by one that has nothing, or by "wrong offset".
  if (chunk.by === 'offset' && !first && status === 0x6b00) return piece.data.length === 0;
  return status === 0x9000 && (chunk.by !== 'offset' || piece.data.length <= chunk.bytes);
}

/** All pieces of an answer, put together without their SW1 SW2. */
async function gather(
  send: ExchangeBytes,
  first: Command,
  wrap: FrameWrap,
  limits: AnswerLimits,
): Promise<Result<Uint8Array>> {
  const longest = longestAnswer(limits);
  const whole = new Uint8Array(longest);
  // A reader that hands out small pieces slowly must not hold the visit for ever.
  const until = performance.now() + 2 * limits.first + limits.next;
  let have = 0;
  let command: Command | undefined = first;
  for (let count = 0; command !== undefined; count++) {
    const piece: Result<Piece> = await askPiece(
      send,
      command,
      longest,
      count === 0 ? limits.first : limits.next,
    );
    if (!piece.ok) {
      whole.fill(0);
      return piece;
    }
    const { data } = piece.value;
    const fits = count < MAX_PIECES && have + data.length <= longest && performance.now() < until;
    if (!isWhole(wrap.chunk, piece.value, count === 0) || !fits) {
      data.fill(0);
      whole.fill(0);
      return fits ? refusal(piece.value) : fail('E-CARD-009', `answer of ${count + 1} pieces`);
    }
    whole.set(data, have);
    have += data.length;
    command = nextCommand(wrap.chunk, piece.value, have);
    data.fill(0);
  }
  return ok(whole.subarray(0, have));
}

/**
 * Sends a wrapped frame and gives what the reader answered, without the bytes that the profile says to cut off.
 * E-CARD-003 where a card says that it does not know the instruction, E-CARD-009 for any other refusal and for an
 * answer longer than is believed. The caller overwrites what it gets; every piece has been overwritten.
 */
export async function answerInPieces(
  send: ExchangeBytes,
  command: Command,
  wrap: FrameWrap,
  limits: AnswerLimits,
): Promise<Result<Uint8Array>> {
  const { head, tail } = wrap.stripResponse;
  // Without SW1 SW2 in the answer there is no status to look at and nothing to fetch by.
  const answer =
    tail < 2
      ? await send(command.bytes, longestAnswer(limits), limits.first)
      : await gather(send, command, wrap, limits);
  if (!answer.ok) return answer;
  const left = tail < 2 ? tail : tail - 2;
  return ok(answer.value.subarray(head, Math.max(head, answer.value.length - left)));
}
