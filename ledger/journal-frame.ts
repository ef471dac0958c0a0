import { readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { bundledEntry, bundleEntries, MAX_ENTRY_BYTES } from '../domain/tlog/index.ts';
import { decodeBase, emptyBase, encodeBase, type JournalBase } from './journal-base.ts';

/**
 * A journal is a row of frames; a frame is what one fsync made durable together:
 * `YFJ1`, payload length (uint32), CRC-32 of that length and the payload (uint32), then the payload,
 * which is a C2SP entry bundle. All integers are big-endian. Once entries were pruned the first frame is a base frame:
 * `YFJB` and a payload in JSON (journal-base.ts).
 */
const ENTRIES = Buffer.from('YFJ1');
const BASE = Buffer.from('YFJB');
const HEAD_BYTES = 12;
/** Entries committed together at most. */
export const MAX_FRAME_ENTRIES = 64;
const MAX_PAYLOAD_BYTES = MAX_FRAME_ENTRIES * (2 + MAX_ENTRY_BYTES);
/** A year's confirmations of 100,000 people, and room. */
const MAX_BASE_BYTES = 64 * 1024 * 1024;
const SCAN_BYTES = 1 << 20;

export interface Frame {
  /** First byte of the frame in the file. */
  readonly start: number;
  /** First byte after it. */
  readonly end: number;
  readonly entries: readonly Uint8Array[];
}

/** How a journal begins. */
export interface JournalStart {
  readonly base: JournalBase;
  /** Where its first frame of entries begins. */
  readonly at: number;
}

/** The bytes of a frame of these entries. */
export function encodeFrame(entries: readonly Uint8Array[]): Buffer {
  return framed(ENTRIES, Buffer.concat(entries.map(bundledEntry)));
}

/** The bytes of a base frame. Throws when what must be known is more than a journal may begin with. */
export function encodeBaseFrame(base: JournalBase): Buffer {
  const payload = encodeBase(base);
  if (payload.length > MAX_BASE_BYTES) throw new RangeError(`a journal's base of ${payload.length} bytes`);
  return framed(BASE, payload);
}

/** The base of a journal; undefined when it has one that is damaged. */
export function readStart(fd: number): JournalStart | undefined {
  const magic = Buffer.alloc(BASE.length);
  if (readSync(fd, magic, 0, magic.length, 0) < magic.length || !magic.equals(BASE))
    return { base: emptyBase(), at: 0 };
  const payload = payloadAt(fd, 0, BASE, MAX_BASE_BYTES);
  const base = payload === undefined ? undefined : decodeBase(payload);
  return payload === undefined || base === undefined ? undefined : { base, at: HEAD_BYTES + payload.length };
}

/** The whole frames from byte `from` of the file, up to the first that is not whole and right. */
export function* readFrames(fd: number, from: number): Generator<Frame> {
  for (let start = from; ; ) {
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
  for (let base = from; ; base += SCAN_BYTES - ENTRIES.length + 1) {
    const filled = readSync(fd, window, 0, SCAN_BYTES, base);
    const seen = window.subarray(0, filled);
    for (let at = seen.indexOf(ENTRIES); at >= 0; at = seen.indexOf(ENTRIES, at + 1))
      if (base + at > from && frameAt(fd, base + at) !== undefined) return true;
    if (filled < SCAN_BYTES) return false;
  }
}

function frameAt(fd: number, start: number): Frame | undefined {
  const payload = payloadAt(fd, start, ENTRIES, MAX_PAYLOAD_BYTES);
  if (payload === undefined) return undefined;
  return { start, end: start + HEAD_BYTES + payload.length, entries: bundleEntries(payload) };
}

/** The payload of the frame of this kind that begins here; undefined unless it is whole and right. */
function payloadAt(fd: number, start: number, magic: Buffer, most: number): Buffer | undefined {
  const head = Buffer.alloc(HEAD_BYTES);
  if (readSync(fd, head, 0, HEAD_BYTES, start) < HEAD_BYTES) return undefined;
  const length = head.readUInt32BE(4);
  if (!head.subarray(0, magic.length).equals(magic) || length === 0 || length > most) return undefined;
  const payload = Buffer.alloc(length);
  if (readSync(fd, payload, 0, length, start + HEAD_BYTES) < length) return undefined;
  return head.readUInt32BE(8) === frameCrc(head, payload) ? payload : undefined;
}

function framed(magic: Buffer, payload: Buffer): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  magic.copy(head);
  head.writeUInt32BE(payload.length, 4);
  head.writeUInt32BE(frameCrc(head, payload), 8);
  return Buffer.concat([head, payload]);
}

function frameCrc(head: Buffer, payload: Buffer): number {
  return crc32(payload, crc32(head.subarray(4, 8)));
}
