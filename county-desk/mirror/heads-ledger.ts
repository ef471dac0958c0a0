import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { syncFolder } from '../../config/index.ts';

/** One tree head that the county has verified, with everything under it, and cosigned. */
export const KeptHead = z.object({
  /** ISO time at which the county had it durable. */
  at: z.string().datetime(),
  /** The kiosk's signed note as it came, with the county's cosignature added (C2SP tlog-cosignature). */
  note: z.string().max(65_536),
});
export type KeptHead = z.infer<typeof KeptHead>;

const LINE_END = 0x0a;
/** Longest line: a note of 64 KiB in JSON, where every character might be escaped. */
const MAX_LINE_BYTES = 512 * 1024;

/** Where the heads of a log are kept: one JSON object a line, the oldest first, only ever added to. */
export function headsPath(folder: string): string {
  return join(folder, 'heads.jsonl');
}

/** Adds a head; durable when it resolves. */
export async function addHead(folder: string, head: KeptHead): Promise<void> {
  const file = await open(headsPath(folder), 'a', 0o600);
  try {
    const isNew = (await file.stat()).size === 0;
    await file.appendFile(`${JSON.stringify(KeptHead.parse(head))}\n`);
    await file.datasync();
    if (isNew) syncFolder(folder);
  } finally {
    await file.close();
  }
}

/**
 * The last head, or undefined in a log without one. A last line without its end is a write that a crash cut short:
 * nobody was told of that head, and it is cut off. Throws when the last whole line is no head.
 */
export function lastHead(folder: string): KeptHead | undefined {
  const fd = openIfThere(headsPath(folder), 'r+');
  if (fd === undefined) return undefined;
  try {
    const size = fstatSync(fd).size;
    const tail = Buffer.alloc(Math.min(size, 2 * MAX_LINE_BYTES));
    readSync(fd, tail, 0, tail.length, size - tail.length);
    const end = tail.lastIndexOf(LINE_END) + 1;
    if (end < tail.length) {
      ftruncateSync(fd, size - (tail.length - end));
      fsyncSync(fd);
    }
    if (end === 0) return undefined;
    const start = end < 2 ? 0 : tail.lastIndexOf(LINE_END, end - 2) + 1;
    return KeptHead.parse(JSON.parse(tail.toString('utf8', start, end)));
  } finally {
    closeSync(fd);
  }
}

/** A line of the heads ledger: the head, or undefined when the line is none. */
export interface HeadLine {
  readonly line: number;
  readonly head: KeptHead | undefined;
}

/** All lines, the oldest first, with memory that does not grow with their number. A torn last line is passed over. */
export function* headLines(folder: string): Generator<HeadLine> {
  const fd = openIfThere(headsPath(folder), 'r');
  if (fd === undefined) return;
  try {
    const piece = Buffer.alloc(64 * 1024);
    let rest = Buffer.alloc(0);
    let line = 0;
    for (let at = 0; ; ) {
      const read = readSync(fd, piece, 0, piece.length, at);
      if (read === 0) return;
      at += read;
      let window = Buffer.concat([rest, piece.subarray(0, read)]);
      for (let end = window.indexOf(LINE_END); end >= 0; end = window.indexOf(LINE_END)) {
        yield { line: ++line, head: parseHead(window.toString('utf8', 0, end)) };
        window = window.subarray(end + 1);
      }
      if (window.length > MAX_LINE_BYTES) {
        yield { line: line + 1, head: undefined };
        return;
      }
      rest = Buffer.from(window);
    }
  } finally {
    closeSync(fd);
  }
}

function parseHead(text: string): KeptHead | undefined {
  try {
    return KeptHead.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function openIfThere(path: string, flags: string): number | undefined {
  try {
    return openSync(path, flags);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
