import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';

/** Something to be found: `kind` tells values that JavaScript can overwrite (bytes) from those it cannot (text). */
export interface Trace {
  readonly what: string;
  readonly kind: 'bytes' | 'text';
  readonly form: string;
  readonly bytes: Buffer;
}

/** A trace that was found, and where. */
export interface Finding {
  readonly trace: Trace;
  readonly place: string;
}

const CHUNK = 8 * 1024 * 1024;

/** Every place of `chunk` at which a trace stands, as offsets. */
export function placesIn(chunk: Buffer, trace: Trace): number[] {
  const places: number[] = [];
  for (let at = chunk.indexOf(trace.bytes); at >= 0; at = chunk.indexOf(trace.bytes, at + 1)) places.push(at);
  return places;
}

/** A mapping of a process: addresses, name, and whether other processes may share it. */
interface Mapping {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly shared: boolean;
}

const PAGE = 4096;

/** Mappings that can be written to, by it or (shared memory) by others; those of devices are left out. */
function mappings(pid: number): Mapping[] {
  return readFileSync(`/proc/${pid}/maps`, 'latin1')
    .split('\n')
    .flatMap((line): Mapping[] => {
      const [, start, end, may = '', name = ''] =
        /^([0-9a-f]+)-([0-9a-f]+) (r\S+) \S+ \S+ \S+\s*(.*)$/.exec(line) ?? [];
      if (start === undefined || end === undefined) return [];
      const memoryFile = name.startsWith('/memfd:') || name.startsWith('/dev/shm/');
      if (!memoryFile && (may[1] !== 'w' || name.startsWith('/dev/'))) return [];
      const shared = may[3] === 's';
      return [{ start: Number.parseInt(start, 16), end: Number.parseInt(end, 16), name, shared }];
    });
}

/** The parts of a mapping that have pages; those of shared memory may have been touched by others, so all of it. */
function partsWithPages(pages: number, mapping: Mapping): Mapping[] {
  if (mapping.shared) return [mapping];
  const entries = Buffer.alloc(((mapping.end - mapping.start) / PAGE) * 8);
  // What pagemap does not tell is searched.
  if (readOrNothing(pages, entries, entries.length, (mapping.start / PAGE) * 8) < entries.length)
    return [mapping];
  const parts: Mapping[] = [];
  let from: number | undefined;
  for (let page = 0; page <= entries.length / 8; page++) {
    // Bit 63: in memory, bit 62: in swap.
    const there = ((entries[page * 8 + 7] ?? 0) & 0xc0) !== 0;
    const address = mapping.start + page * PAGE;
    if (there) from ??= address;
    else if (from !== undefined) {
      parts.push({ ...mapping, start: from, end: address });
      from = undefined;
    }
  }
  return parts;
}

/**
 * Hands out the writable memory of another process of ours piece by piece, each at most 8 MiB and overlapping the next
 * by `overlap` bytes: what a core of it would hold, and its shared memory besides. Needs the right to trace it. Lets
 * the loop turn meanwhile: a screen that is open must send its heartbeats. `look` must keep nothing of a piece.
 */
export async function readMemory(
  pid: number,
  overlap: number,
  look: (piece: Buffer, place: (offset: number) => string, isLast: boolean) => void,
): Promise<void> {
  const chunk = Buffer.alloc(CHUNK);
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const pages = openSync(`/proc/${pid}/pagemap`, 'r');
  try {
    for (const mapping of mappings(pid))
      for (const { start, end, name } of partsWithPages(pages, mapping))
        for (let at = start; at < end; at += CHUNK - overlap) {
          await turnOfTheLoop();
          const wanted = Math.min(CHUNK, end - at);
          const read = readOrNothing(memory, chunk, wanted, at);
          const place = (offset: number): string => `${(at + offset).toString(16)} ${name || 'anonymous'}`;
          look(chunk.subarray(0, read), place, wanted < CHUNK);
        }
  } finally {
    closeSync(memory);
    closeSync(pages);
  }
}

/** Searches the memory of another process of ours for traces. */
export async function searchMemory(pid: number, traces: readonly Trace[]): Promise<Finding[]> {
  const longest = Math.max(...traces.map(({ bytes }) => bytes.length));
  const findings: Finding[] = [];
  await readMemory(pid, longest, (piece, place, isLast) => {
    for (const trace of traces)
      for (const offset of placesIn(piece, trace)) {
        // The overlap belongs to the next piece.
        if (!isLast && offset >= CHUNK - longest) continue;
        findings.push({ trace, place: place(offset) });
      }
  });
  return findings;
}

/** A mapping that went meanwhile, or that cannot be read, holds nothing for us. */
function readOrNothing(memory: number, chunk: Buffer, length: number, at: number): number {
  try {
    return readSync(memory, chunk, 0, length, at);
  } catch {
    return 0;
  }
}
