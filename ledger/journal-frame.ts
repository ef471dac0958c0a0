import { readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { bundledEntry, bundleEntries, MAX_ENTRY_BYTES } from '../domain/tlog/index.ts';

/**
 * A journal is a row of frames; a frame is what one fsync made durable together:
 * `YFJ1`, payload length (uint32), CRC-32 of that length and the payload (uint32), then the payload,
 * which is a C2SP entry bundle. All integers are big-endian.
 */
const MAGIC = Buffer.from('YFJ1');
const HEAD_BYTES = 12;
/** Entries committed together at most. */
export const MAX_FRAME_ENTRIES = 64;
const MAX_PAYLOAD_BYTES = MAX_FRAME_ENTRIES * (2 + MAX_ENTRY_BYTES);
const SCAN_BYTES = 1 << 20;

export interface Frame {
  /** First byte of the frame in the file. */
  readonly start: number;
  /** First byte after it. */
  readonly end: number;
  readonly entries: readonly Uint8Array[];
}

/** The bytes of a frame of these entries. */
export function encodeFrame(entries: readonly Uint8Array[]): Buffer {
  const payload = Buffer.concat(entries.map(bundledEntry));
  const head = Buffer.alloc(HEAD_BYTES);
  MAGIC.copy(head);
  head.writeUInt32BE(payload.length, 4);
  head.writeUInt32BE(frameCrc(head, payload), 8);
  return Buffer.concat([head, payload]);
}

/** The whole frames from the start of the file, up to the first that is not whole and right. */
export function* readFrames(fd: number): Generator<Frame> {
  for (let start = 0; ; ) {
    const frame = frameAt(fd, start);
    if (frame === undefined) return;
    yield frame;
    start = frame.end;
  }
}

/**
 * Whether a right frame lies anywhere after `from`. A torn tail has none behind it, because nothing is written
 * after a frame before that frame is durable; so one found there means damage in the middle of the file.
 */
export function frameFollows(fd: number, from: number): boolean {
  const window = Buffer.alloc(SCAN_BYTES);
  for (let base = from; ; base += SCAN_BYTES - MAGIC.length + 1) {
    const filled = readSync(fd, window, 0, SCAN_BYTES, base);
    const seen = window.subarray(0, filled);
    for (let at = seen.indexOf(MAGIC); at >= 0; at = seen.indexOf(MAGIC, at + 1))
      if (base + at > from && frameAt(fd, base + at) !== undefined) return true;
    if (filled < SCAN_BYTES) return false;
  }
}

function frameAt(fd: number, start: number): Frame | undefined {
  const head = Buffer.alloc(HEAD_BYTES);
  if (readSync(fd, head, 0, HEAD_BYTES, start) < HEAD_BYTES) return undefined;
  const length = head.readUInt32BE(4);
  if (!head.subarray(0, 4).equals(MAGIC) || length === 0 || length > MAX_PAYLOAD_BYTES) return undefined;
  const payload = Buffer.alloc(length);
  if (readSync(fd, payload, 0, length, start + HEAD_BYTES) < length) return undefined;
  if (head.readUInt32BE(8) !== frameCrc(head, payload)) return undefined;
  return { start, end: start + HEAD_BYTES + length, entries: bundleEntries(payload) };
}

function frameCrc(head: Buffer, payload: Buffer): number {
  return crc32(payload, crc32(head.subarray(4, 8)));
}
