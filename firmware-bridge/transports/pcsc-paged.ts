import type { PagedReaderProfile } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import { BLOB_BYTES } from '../card/index.ts';
import type { ConnectedCard } from './pcsc-port.ts';

const STATUS_BYTES = 2;

/** A status that is not 90 00: unknown class or instruction (ISO 7816-4) means another kind of card. */
function pageError(status: string): Result<never> {
  if (status === '6d00' || status === '6e00') return fail('E-CARD-003', `page: ${status}`);
  return fail('E-CARD-002', `page: ${status}`);
}

/** The lengths in front of the blocks: the first four bytes of the first page, and nothing of the card. */
const HEADER_BYTES = 4;

/** The lengths that the reader pages out first, in hex; fails as `readPages` does. */
export async function readHeader(card: ConnectedCard, profile: PagedReaderProfile): Promise<Result<string>> {
  const [cla, ins] = Buffer.from(profile.paged.command, 'hex');
  const command = Uint8Array.of(cla ?? 0, ins ?? 0, 0, 0, HEADER_BYTES);
  // A reader that does not look at Le sends a whole page.
  const maxAnswer = profile.paged.pageBytes + STATUS_BYTES;
  const answer = await card.transmit(command, maxAnswer, profile.timeouts.exchangeMs);
  if (!answer.ok) return answer;
  const status = Buffer.from(answer.value.subarray(-STATUS_BYTES)).toString('hex');
  const header = Buffer.from(answer.value.subarray(0, HEADER_BYTES)).toString('hex');
  const whole = answer.value.length >= HEADER_BYTES + STATUS_BYTES;
  answer.value.fill(0);
  return status === '9000' && whole ? ok(header) : pageError(status);
}

/** Profile A: `FF B0 P1 P2 00` with the byte offset in P1 P2, page after page, each with SW1 SW2. */
export async function readPages(
  card: ConnectedCard,
  profile: PagedReaderProfile,
): Promise<Result<Uint8Array>> {
  const [cla, ins] = Buffer.from(profile.paged.command, 'hex');
  const blob = new Uint8Array(BLOB_BYTES);
  for (let offset = 0; offset < BLOB_BYTES; ) {
    const command = Uint8Array.of(cla ?? 0, ins ?? 0, offset >> 8, offset & 0xff, 0);
    const maxAnswer = profile.paged.pageBytes + STATUS_BYTES;
    const answer = await card.transmit(command, maxAnswer, profile.timeouts.exchangeMs);
    if (!answer.ok) return answer;
    const data = answer.value.subarray(0, Math.max(0, answer.value.length - STATUS_BYTES));
    const status = Buffer.from(answer.value.subarray(data.length)).toString('hex');
    if (status !== '9000') return pageError(status);
    const expected = Math.min(profile.paged.pageBytes, BLOB_BYTES - offset);
    if (data.length < expected) return fail('E-CARD-009', `page of ${data.length} bytes`);
    blob.set(data.subarray(0, expected), offset);
    answer.value.fill(0);
    offset += expected;
  }
  return ok(blob);
}
