import type { TransmitReaderProfile } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import { asReply, type FrameTransport, SamFrameDecoder, type SamReply } from '../card/index.ts';
import type { ConnectedCard } from './pcsc-port.ts';

/** Covers the longest reply that the protocol knows, 2,321 bytes, with a wrapping around it. */
const MAX_ANSWER = 4096;

/** `LL` and `LLLL` in the profile's prefix stand for the frame's length in one or two bytes. */
function wrap(frame: Uint8Array, profile: TransmitReaderProfile): Uint8Array {
  const length = frame.length.toString(16);
  const prefix = profile.frame.prefix
    .replace('LLLL', length.padStart(4, '0'))
    .replace('LL', length.padStart(2, '0'));
  return Buffer.concat([Buffer.from(prefix, 'hex'), frame, Buffer.from(profile.frame.suffix, 'hex')]);
}

/** SAM frames inside transmits, wrapped as the reader's profile says. */
export function frameTransport(card: ConnectedCard, profile: TransmitReaderProfile): FrameTransport {
  const decoder = new SamFrameDecoder();
  return {
    async exchange(frame, timeoutMs): Promise<Result<SamReply>> {
      const limit = Math.max(timeoutMs, profile.timeouts.exchangeMs);
      const answer = await card.transmit(wrap(frame, profile), MAX_ANSWER, limit);
      if (!answer.ok) return answer;
      const { head, tail } = profile.frame.stripResponse;
      const status = Buffer.from(answer.value.subarray(-2)).toString('hex');
      if (tail >= 2 && status !== '9000') {
        if (status === '6d00' || status === '6e00') return fail('E-CARD-003', `transmit: ${status}`);
        return fail('E-CARD-009', `transmit: ${status}`);
      }
      decoder.reset();
      const [body] = decoder.push(answer.value.subarray(head, Math.max(head, answer.value.length - tail)));
      decoder.reset();
      answer.value.fill(0);
      const reply = body === undefined ? undefined : asReply(body);
      return reply === undefined ? fail('E-CARD-009', 'no whole frame in the answer') : ok(reply);
    },
  };
}
