import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../domain/index.ts';
import { configFolder } from './places.ts';

/** Whole bytes in hexadecimal. */
const Hex = z.string().regex(/^([0-9a-f]{2})*$/i);
/** USB vendor or product id. */
const UsbId = z.string().regex(/^[0-9a-f]{4}$/i);

/** Baud rates that a SAM module can be set to (GA/T 467), in the order in which `auto` tries them. */
export const SAM_BAUD_RATES = [115_200, 9600, 57_600, 38_400, 19_200] as const;

/** Firmware that does not keep to the letter of GA/T 467. */
const Quirks = z.strictObject({
  /** Find answers 80 for a card that was already read and still lies there: go on to select and read once. */
  ignoreFindFailure: z.boolean().default(false),
  /** Select answers 81 although the card can be read: go on to read once. */
  ignoreSelectFailure: z.boolean().default(false),
  /** The read wants a second select right before it. */
  reSelectBeforeRead: z.boolean().default(false),
});

/** Milliseconds that take the place of the usual time limits of single commands. */
const CommandTimeouts = z
  .strictObject({
    status: z.number().int().min(50).max(20_000),
    samId: z.number().int().min(50).max(20_000),
    find: z.number().int().min(50).max(20_000),
    select: z.number().int().min(50).max(20_000),
    read: z.number().int().min(50).max(20_000),
    newAddress: z.number().int().min(50).max(20_000),
  })
  .partial();

/** Strict throughout: a name that is misspelt would otherwise count as not given. */
const Common = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** What the technician should know; says where nobody has tried the profile on a device. */
  about: z.string().max(400).default(''),
  /** False for a profile that was never run against hardware or a simulator. */
  tried: z.enum(['simulator', 'hardware', 'untried']).default('untried'),
  quirks: Quirks.default(Quirks.parse({})),
  commandTimeouts: CommandTimeouts.default({}),
  /** Whether the appended address (30 03) is asked for. Fingerprints (30 10) are never asked for. */
  newAddress: z.boolean().default(true),
  /** What stands in the photo's place: the police codec, or a BMP or JPEG that the reader itself decoded. */
  photo: z.enum(['wlt', 'image']).default('wlt'),
});

/** Readers that PC/SC lists. */
const PcscCommon = Common.extend({
  /** Regular expression that the PC/SC reader's name must match; '' matches all. The first listed is taken. */
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

/** How a SAM frame is packed for one exchange with the reader, and its reply unpacked. */
const Wrap = z
  .object({
    /** Bytes before the frame; `LL` stands for the frame's length in one byte, `LLLL` in two. */
    prefix: z.string().regex(/^([0-9a-f]{2}|LLLL|LL)*$/i),
    suffix: Hex,
    /** Bytes to cut off the answer's ends; the tail of 2 is SW1 SW2. */
    stripResponse: z.object({
      head: z.number().int().min(0).max(16),
      tail: z.number().int().min(0).max(16),
    }),
    /** How a reader with short APDUs hands over a reply that is longer than one answer. */
    chunk: z
      .discriminatedUnion('by', [
        z.object({ by: z.literal('none') }),
        /** SW1 = 61: the rest is fetched by `command` with Le = SW2 (ISO 7816-4 GET RESPONSE). */
        z.object({ by: z.literal('get-response'), command: Hex.length(8).default('00C00000') }),
        /**
         * The answer has the first `bytes`; what follows is fetched by `command` with the byte offset in P1 P2, `bytes`
         * at a time, until a shorter piece comes.
         */
        z.object({
          by: z.literal('offset'),
          /** CLA INS. */
          command: Hex.length(4),
          bytes: z.number().int().min(16).max(255),
        }),
      ])
      .default({ by: 'none' }),
  })
  .refine(({ chunk, stripResponse }) => chunk.by === 'none' || stripResponse.tail >= 2, {
    path: ['stripResponse', 'tail'],
    message: 'an answer in pieces ends with SW1 SW2: the tail is 2 at least',
  });
export type FrameWrap = z.infer<typeof Wrap>;

/** Profile A: the reader does find, select and read itself and pages the card's blocks out. */
const PagedProfile = PcscCommon.extend({
  transport: z.literal('pcsc-paged'),
  paged: z.object({
    /** CLA INS; P1 P2 is the byte offset and Le 00 follows. */
    command: Hex.length(4),
    pageBytes: z.number().int().min(16).max(256),
  }),
});

/** A SAM frame inside a pseudo-APDU of the reader's own making. */
const TransmitProfile = PcscCommon.extend({ transport: z.literal('pcsc-transmit'), frame: Wrap });

/** How a reader without events shows that a card comes and goes. */
const Presence = z.enum([
  /** Find answers 9F as long as a card lies there. */
  'find-repeats',
  /** Find answers 9F once for each card; after that, select tells whether it still lies there. */
  'find-once',
  /** Find answers 9F once for each card, and nothing tells that it was lifted: only that another came. */
  'new-card-only',
]);

/** A SAM frame inside a control code (CCID escape), without a card that PC/SC would see. */
const ControlProfile = PcscCommon.extend({
  transport: z.literal('pcsc-control'),
  control: z.object({
    /** The n of SCARD_CTL_CODE(n); pcsc-lite makes 0x42000000 + n of it. */
    code: z.number().int().min(0).max(0xffff),
    share: z.enum(['direct', 'shared']),
  }),
  frame: Wrap,
  presence: Presence,
  /** Milliseconds between two looks for a card. */
  pollMs: z.number().int().min(100).max(5000).default(400),
});

/** SAM frames as they are on a serial line or USB-CDC. */
const SerialProfile = Common.extend({
  transport: z.literal('serial'),
  match: z.object({ vendorId: UsbId.optional(), productId: UsbId.optional() }).default({}),
  serial: z.object({
    baud: z.union([z.literal('auto'), z.number().int().min(1200).max(921_600)]),
    /** Milliseconds from opening to the first command. */
    openDelayMs: z.number().int().min(0).max(10_000),
    /** Sent once after opening, for boards that switch ports by an escape. */
    initBytes: Hex.default(''),
  }),
  presence: Presence,
  /** Milliseconds between two looks for a card. */
  pollMs: z.number().int().min(100).max(5000).default(400),
});

/** A reader on a USB interface that this software does not claim: described, so that doctor can name it. */
const UsbProfile = Common.extend({
  transport: z.enum(['usb-bulk', 'hid']),
  match: z.object({ vendorId: UsbId, productId: UsbId }),
  hid: z
    .object({
      reportBytes: z.number().int().min(8).max(4096),
      /** Bytes of length in front of an input report's data. */
      lengthPrefix: z.union([z.literal(0), z.literal(1), z.literal(2)]),
      dropPreamble: z.boolean(),
    })
    .optional(),
});

/** How one make of reader gives access to its SAM: data, since no standard says so. */
export const ReaderProfile = z.discriminatedUnion('transport', [
  PagedProfile,
  TransmitProfile,
  ControlProfile,
  SerialProfile,
  UsbProfile,
]);
export type ReaderProfile = z.infer<typeof ReaderProfile>;
export type PagedReaderProfile = z.infer<typeof PagedProfile>;
export type TransmitReaderProfile = z.infer<typeof TransmitProfile>;
export type ControlReaderProfile = z.infer<typeof ControlProfile>;
export type SerialReaderProfile = z.infer<typeof SerialProfile>;
export type UsbReaderProfile = z.infer<typeof UsbProfile>;
/** The profiles of readers that PC/SC lists. */
export type PcscReaderProfile = PagedReaderProfile | TransmitReaderProfile | ControlReaderProfile;
export type SamQuirks = z.infer<typeof Quirks>;

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

/** Names of all profiles of the configuration folder, in the order in which a search tries them. */
export function readerProfileNames(folder: string = configFolder()): string[] {
  return readdirSync(join(folder, 'readers'))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/** What a reader's name must match: the profile's expression and the settings'. E-CARD-015 when one is none. */
export function readerNameMatches(profileName: string, nameMatch: string): Result<readonly RegExp[]> {
  try {
    return ok([new RegExp(profileName), new RegExp(nameMatch)]);
  } catch {
    return fail('E-CARD-015', 'reader name: not a regular expression');
  }
}
