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

/** Readable and writable mappings of a process, without those of devices: `[start, end, name]`. */
function mappings(pid: number): [number, number, string][] {
  return readFileSync(`/proc/${pid}/maps`, 'latin1')
    .split('\n')
    .flatMap((line): [number, number, string][] => {
      const [, start, end, name = ''] = /^([0-9a-f]+)-([0-9a-f]+) rw\S+ \S+ \S+ \S+\s*(.*)$/.exec(line) ?? [];
      if (start === undefined || end === undefined || name.startsWith('/dev/')) return [];
      return [[Number.parseInt(start, 16), Number.parseInt(end, 16), name]];
    });
}

/**
 * Searches the writable memory of another process of ours, through /proc. Needs the right to trace it. Lets the
 * loop turn meanwhile: a screen that is open must send its heartbeats.
 */
export async function searchMemory(pid: number, traces: readonly Trace[]): Promise<Finding[]> {
  const longest = Math.max(...traces.map(({ bytes }) => bytes.length));
  const chunk = Buffer.alloc(CHUNK);
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const findings: Finding[] = [];
  try {
    for (const [start, end, name] of mappings(pid))
      for (let at = start; at < end; at += CHUNK - longest) {
        await turnOfTheLoop();
        const wanted = Math.min(CHUNK, end - at);
        const read = readOrNothing(memory, chunk, wanted, at);
        const part = chunk.subarray(0, read);
        for (const trace of traces)
          for (const offset of placesIn(part, trace)) {
            // The overlap belongs to the next chunk.
            if (wanted === CHUNK && offset >= CHUNK - longest) continue;
            findings.push({ trace, place: `${(at + offset).toString(16)} ${name || 'anonymous'}` });
          }
      }
  } finally {
    closeSync(memory);
  }
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
