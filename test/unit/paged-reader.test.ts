import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadReaderProfile, type PagedReaderProfile } from '../../config/index.ts';
import { ok } from '../../domain/index.ts';
import { joinBlob, splitBlob } from '../../firmware-bridge/card/index.ts';
import { readHeader, readPages } from '../../firmware-bridge/transports/pcsc-paged.ts';

const BLOB = joinBlob({ text: new Uint8Array(256).fill(7), photo: new Uint8Array(1024).fill(9) });
/** 张样 as a card holds it. */
const NAME = Buffer.from('张样', 'utf16le');

function paged(): PagedReaderProfile {
  const profile = loadReaderProfile('pcsc-paged');
  if (!profile.ok || profile.value.transport !== 'pcsc-paged') throw new Error('no paged profile');
  return profile.value;
}

/** A reader that pages `bytes` out with a status, and every answer that it gave. */
function readerOf(bytes: Uint8Array, status: readonly [number, number] = [0x90, 0]) {
  const answers: Uint8Array[] = [];
  const transmit = async (command: Uint8Array) => {
    const at = ((command[2] ?? 0) << 8) | (command[3] ?? 0);
    const answer = Uint8Array.of(...bytes.subarray(at, at + paged().paged.pageBytes), ...status);
    answers.push(answer);
    return ok(answer);
  };
  return { atr: '', transmit, answers };
}

test('the lengths in front are told, and of a reader that has none not one byte of the card', async () => {
  assert.equal(await readHeader(readerOf(BLOB), paged()), { ok: true, value: '01000400' });
  const nameFirst = readerOf(Buffer.concat([NAME, BLOB.subarray(8)]));
  assert.equal(await readHeader(nameFirst, paged()), {
    ok: false,
    error: { code: 'E-CARD-009', detail: 'pages without lengths in front' },
  });
  assert.ok(nameFirst.answers[0]?.every((byte) => byte === 0));
});

test('an error about lengths does not quote what stands in their place', () => {
  const split = splitBlob(Buffer.concat([NAME, BLOB.subarray(4)]));
  assert.ok(!split.ok);
  const detail = split.error.detail ?? '';
  for (const at of [0, 2]) {
    assert.not(detail.includes(String(NAME.readUInt16BE(at))));
    assert.not(detail.includes(String(NAME.readUInt16LE(at))));
  }
});

test('an answer without a status is not quoted as one', async () => {
  const pages = await readPages(readerOf(BLOB, [NAME[0] ?? 0, NAME[1] ?? 0]), paged());
  assert.equal(pages, { ok: false, error: { code: 'E-CARD-002', detail: 'page: no status' } });
});

test('a page that comes with an error is overwritten too', async () => {
  const reader = readerOf(BLOB, [0x6f, 0]);
  const pages = await readPages(reader, paged());
  assert.is(pages.ok ? 'read' : pages.error.code, 'E-CARD-002');
  assert.ok(reader.answers[0]?.subarray(0, -2).every((byte) => byte === 0));
});

test.run();
