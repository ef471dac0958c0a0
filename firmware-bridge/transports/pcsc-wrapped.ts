import type { FrameWrap } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import {
  asReply,
  type FrameTransport,
  maxFrameLength,
  type PhotoForm,
  SamFrameDecoder,
  type SamReply,
} from '../card/index.ts';
import { answerInPieces, type ExchangeBytes, wrapFrame } from './answer-pieces.ts';

/** How a reader over PC/SC takes SAM frames. */
export interface WrappedFrames {
  readonly frame: FrameWrap;
  readonly timeouts: { readonly exchangeMs: number };
  readonly photo: PhotoForm;
}

/** SAM frames inside the reader's own commands (transmit or control), wrapped as its profile says. */
export function frameTransport(send: ExchangeBytes, profile: WrappedFrames): FrameTransport {
  const decoder = new SamFrameDecoder(maxFrameLength(profile.photo));
  const { exchangeMs } = profile.timeouts;
  return {
    async exchange(frame, timeoutMs): Promise<Result<SamReply>> {
      const command = wrapFrame(frame, profile.frame);
      if (!command.ok) return command;
      const limits = { first: Math.max(timeoutMs, exchangeMs), next: exchangeMs, photo: profile.photo };
      const answer = await answerInPieces(send, command.value, profile.frame, limits);
      if (!answer.ok) return answer;
      decoder.reset();
      const [body, ...again] = decoder.push(answer.value);
      decoder.reset();
      answer.value.fill(0);
      // An answer that came twice holds the card twice.
      for (const one of again) one.fill(0);
      const reply = body === undefined ? undefined : asReply(body);
      return reply === undefined ? fail('E-CARD-009', 'no whole frame in the answer') : ok(reply);
    },
  };
}
