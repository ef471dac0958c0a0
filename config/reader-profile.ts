import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../domain/index.ts';
import { configFolder } from './places.ts';

/** Whole bytes in hexadecimal. */
const Hex = z.string().regex(/^([0-9a-f]{2})*$/i);

const Common = z.object({
  name: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** Regular expression that the PC/SC reader's name must match; '' matches all. The first by name is taken. */
  readerName: z.string().default(''),
  /** Beginnings of the ATR by which an ID card is told from another card; none = any card is tried. */
  atrStarts: z.array(Hex).default([]),
  timeouts: z.object({
    /** Milliseconds to connect to the card. */
    connectMs: z.number().int().min(100).max(10_000),
    /** Milliseconds for one exchange; for frames, the least that a command gets. */
    exchangeMs: z.number().int().min(100).max(10_000),
  }),
});

/** Profile A: the reader does find, select and read itself and pages the card's blocks out. */
const PagedProfile = Common.extend({
  transport: z.literal('pcsc-paged'),
  paged: z.object({
    /** CLA INS; P1 P2 is the byte offset and Le 00 follows. */
    command: Hex.length(4),
    pageBytes: z.number().int().min(16).max(256),
  }),
});

/** A SAM frame inside a pseudo-APDU of the reader's own making. */
const FrameProfile = Common.extend({
  transport: z.literal('pcsc-frame'),
  frame: z.object({
    /** Bytes before the frame; `LL` stands for the frame's length in one byte, `LLLL` in two. */
    prefix: z.string().regex(/^([0-9a-f]{2}|LLLL|LL)*$/i),
    suffix: Hex,
    /** Bytes to cut off the answer's ends; the tail of 2 is SW1 SW2. */
    stripResponse: z.object({
      head: z.number().int().min(0).max(16),
      tail: z.number().int().min(0).max(16),
    }),
  }),
  quirks: z.object({ goOnAfterNoCard: z.boolean().default(false) }).default({ goOnAfterNoCard: false }),
});

/** How one make of reader gives access to its SAM: data, since no standard says so. */
export const ReaderProfile = z.discriminatedUnion('transport', [PagedProfile, FrameProfile]);
export type ReaderProfile = z.infer<typeof ReaderProfile>;
export type PagedReaderProfile = z.infer<typeof PagedProfile>;
export type FrameReaderProfile = z.infer<typeof FrameProfile>;

/** The profile `readers/<name>.json` of the configuration folder; E-CARD-015 when it is absent or not a profile. */
export function loadReaderProfile(name: string, folder: string = configFolder()): Result<ReaderProfile> {
  if (!/^[a-z0-9-]{1,40}$/.test(name)) return fail('E-CARD-015', 'not a profile name');
  try {
    const file = join(folder, 'readers', `${name}.json`);
    const parsed = ReaderProfile.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? ok(parsed.data) : fail('E-CARD-015', `${name}: ${z.prettifyError(parsed.error)}`);
  } catch (error) {
    return fail('E-CARD-015', `${name}: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

/** What a reader's name must match: the profile's expression and the settings'. E-CARD-015 when one is none. */
export function readerNameMatches(profile: ReaderProfile, nameMatch: string): Result<readonly RegExp[]> {
  try {
    return ok([new RegExp(profile.readerName), new RegExp(nameMatch)]);
  } catch {
    return fail('E-CARD-015', 'reader name: not a regular expression');
  }
}
