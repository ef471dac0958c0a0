import type { PagedReaderProfile } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import { BLOB_BYTES, MAX_IMAGE_BYTES, PHOTO_BYTES, TEXT_BYTES } from '../card/index.ts';
import { statusText } from './pcsc-errors.ts';
import type { ConnectedCard } from './pcsc-port.ts';

const STATUS_BYTES = 2;

/** The status behind a page's data. */
function statusOf(answer: Uint8Array): string {
  return statusText(answer.at(-2) ?? 0, answer.at(-1) ?? 0);
}

/** A status that is not 90 00: unknown class or instruction (ISO 7816-4) means another kind of card. */
function pageError(status: string): Result<never> {
  if (status === '6d00' || status === '6e00') return fail('E-CARD-003', `page: ${status}`);
  return fail('E-CARD-002', `page: ${status}`);
}

/** The lengths in front of the blocks: the first four bytes of the first page, and nothing of the card. */
const HEADER_BYTES = 4;

const lengthAt = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

/** The lengths that the reader pages out first, in hex; fails as `readPages` does, and where it pages out none. */
export async function readHeader(card: ConnectedCard, profile: PagedReaderProfile): Promise<Result<string>> {
  const [cla, ins] = Buffer.from(profile.paged.command, 'hex');
  const command = Uint8Array.of(cla ?? 0, ins ?? 0, 0, 0, HEADER_BYTES);
  // A reader that does not look at Le sends a whole page.
  const maxAnswer = profile.paged.pageBytes + STATUS_BYTES;
  const answer = await card.transmit(command, maxAnswer, profile.timeouts.exchangeMs);
  if (!answer.ok) return answer;
  const status = statusOf(answer.value);
  const whole = answer.value.length >= HEADER_BYTES + STATUS_BYTES;
  // Where there are no lengths a name may begin: only lengths are told.
  const isHeader = whole && lengthAt(answer.value, 0) === TEXT_BYTES;
  const header = isHeader ? Buffer.from(answer.value.subarray(0, HEADER_BYTES)).toString('hex') : undefined;
  answer.value.fill(0);
  if (status !== '9000' || !whole) return pageError(status);
  return header === undefined ? fail('E-CARD-009', 'pages without lengths in front') : ok(header);
}

/** How many bytes are to be paged out: the header's word only where the reader hands out pictures of its own. */
function wholeSize(header: Uint8Array, profile: PagedReaderProfile): number {
  if (profile.photo === 'wlt') return BLOB_BYTES;
  const photoBytes = lengthAt(header, 2);
  return BLOB_BYTES - PHOTO_BYTES + Math.min(photoBytes, MAX_IMAGE_BYTES);
}

/** One page from `offset` on, as long as the reader gives it. The caller overwrites it. */
async function readPage(
  card: ConnectedCard,
  profile: PagedReaderProfile,
  offset: number,
): Promise<Result<Uint8Array>> {
  const [cla, ins] = Buffer.from(profile.paged.command, 'hex');
  const command = Uint8Array.of(cla ?? 0, ins ?? 0, offset >> 8, offset & 0xff, 0);
  const maxAnswer = profile.paged.pageBytes + STATUS_BYTES;
  const answer = await card.transmit(command, maxAnswer, profile.timeouts.exchangeMs);
  if (!answer.ok) return answer;
  const data = answer.value.subarray(0, Math.max(0, answer.value.length - STATUS_BYTES));
  const status = statusOf(answer.value);
  if (status === '9000') return ok(data);
  data.fill(0);
  return pageError(status);
}

/** Profile A: `FF B0 P1 P2 00` with the byte offset in P1 P2, page after page, each with SW1 SW2. */
export async function readPages(
  card: ConnectedCard,
  profile: PagedReaderProfile,
): Promise<Result<Uint8Array>> {
  let blob = new Uint8Array(BLOB_BYTES);
  for (let offset = 0; offset < blob.length; ) {
    const page = await readPage(card, profile, offset);
    if (page.ok && offset === 0) blob = new Uint8Array(wholeSize(page.value, profile));
    const expected = Math.min(profile.paged.pageBytes, blob.length - offset);
    if (!page.ok || page.value.length < expected) {
      blob.fill(0);
      if (!page.ok) return page;
      page.value.fill(0);
      return fail('E-CARD-009', `page of ${page.value.length} bytes`);
    }
    blob.set(page.value.subarray(0, expected), offset);
    page.value.fill(0);
    offset += expected;
  }
  return ok(blob);
}
