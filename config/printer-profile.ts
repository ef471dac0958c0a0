import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../domain/index.ts';
import { configFolder } from './places.ts';

const Hex = z.string().regex(/^([0-9a-f]{2})+$/);

/**
 * How a printer with a presenter, or with a sensor at its mouth, says that the slip still lies there: the question,
 * by what its answer begins, and which bits of which byte (counted from 0) have which value while it lies there.
 */
export const ExitSensor = z.object({
  question: Hex,
  answer: z.object({ head: Hex, length: z.number().int().min(2).max(31) }),
  byte: z.number().int().min(0).max(30),
  mask: z.number().int().min(1).max(255),
  present: z.number().int().min(0).max(255),
  /** Longest wait for the person's hand, milliseconds; after it the outcome is `not-taken`. */
  takeWithinMs: z.number().int().min(100).max(60_000),
});
export type ExitSensor = z.infer<typeof ExitSensor>;

/** Font files that draw what the built-in font cannot, and the Debian packages that bring them. */
const Font = z
  .object({
    regular: z.string().default('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
    bold: z.string().default('/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc'),
    aptPackage: z.string().default('fonts-noto-cjk'),
    /** Tibetan is always drawn: its letters stand one below the other, which needs a font with shaping tables. */
    tibetan: z
      .object({
        file: z.string().default('/usr/share/fonts/truetype/tibetan/DDC_Uchen.ttf'),
        aptPackage: z.string().default('fonts-ddc-uchen'),
        /** Em of this font for one em of Chinese beside it: its letters are small for their em. */
        scale: z.number().min(0.5).max(2).default(1.2),
        /** Reach of the highest and the deepest stack above and below the base line, in ems of this font. */
        ascent: z.number().min(0.5).max(2).default(1.15),
        descent: z.number().min(0.2).max(2).default(0.65),
      })
      .prefault({}),
  })
  .prefault({});

const Fields = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  /** Which printers it is for, and what the technician should know. */
  note: z.string().max(400).default(''),
  /** Where slips have come out by it. */
  tried: z.enum(['simulator', 'hardware', 'untried']).default('untried'),
  /** What the printer obeys: ESC/POS, or the Star Line Mode of Star Micronics. */
  language: z.enum(['escpos', 'star-line']).default('escpos'),
  /** Printable width, a multiple of 8: 576 on 80 mm paper, 384 on 58 mm. */
  paperDots: z.number().int().min(192).max(1024).multipleOf(8),
  /** At most 255: all lengths are set in dots by GS P, which takes one byte. */
  dotsPerInch: z.number().int().min(100).max(255),
  /**
   * Which characters the built-in Chinese font has; all others are drawn (two-byte GB 2312, GBK, or GB 18030-2000).
   * `none` draws everything: for printers without a Chinese font, and for Star Line Mode.
   */
  repertoire: z.enum(['none', 'gb2312', 'gbk', 'gb18030']),
  /** Size 1 of a receipt: the built-in 24 x 24 font, magnified. 2 = 48 dots = 17 pt at 203 dpi. */
  body: z.object({ magnify: z.number().int().min(1).max(4), lineDots: z.number().int().min(24).max(255) }),
  /** Size 2 of a receipt: drawn, so that it is smooth. 72 dots = 25.5 pt at 203 dpi. */
  result: z.object({
    cellDots: z.number().int().min(48).max(160).multipleOf(2),
    lineDots: z.number().int().min(48).max(255),
  }),
  qr: z.object({
    moduleDots: z.number().int().min(2).max(12),
    quietModules: z.number().int().min(0).max(8),
  }),
  /** Way from the print head to the cutter, so that the last line leaves the printer whole. */
  feedDotsBeforeCut: z.number().int().min(0).max(255),
  /** `none` = a tear bar: the feed before the cut brings the last line behind it. */
  cut: z.enum(['full', 'partial', 'none']),
  /**
   * How the printer says that all before is done: `GS r 1`, the process id of `GS ( H` (newer models), Star's counter
   * of ETB, or `none`. With `none` a slip counts as printed when the printer took it all and was well at every question
   * until `settleMs` had gone: a paper jam that no sensor sees is not noticed then.
   */
  endOfJob: z.enum(['paper-status', 'process-id', 'etb', 'none']),
  /**
   * What a printer that was switched off and on in mid-slip has forgotten, on a line that stays open meanwhile (serial,
   * print servers): `macro` has it remember the last command of the job (`GS :`, `GS ^`). `none` where it knows no
   * macros; then only a question without an answer tells of it.
   */
  startMark: z.enum(['none', 'macro']).default('none'),
  /** Only for `endOfJob: "none"`: milliseconds from the last byte taken until the longest slip is out. */
  settleMs: z.number().int().min(0).max(60_000).default(8000),
  /** Asks for automatic status back (`GS a`): a stop is known at once instead of at the next question. */
  automaticStatus: z.boolean().default(false),
  exitSensor: ExitSensor.optional(),
  /** How a serial printer stops the bytes while it prints. */
  serialFlow: z.enum(['none', 'rts-cts', 'xon-xoff']).default('rts-cts'),
  font: Font,
  /** Longest waits in milliseconds. */
  wait: z.object({
    connectMs: z.number().int().min(50).max(30_000),
    statusMs: z.number().int().min(20).max(10_000),
    pollMs: z.number().int().min(10).max(5_000),
    jobMs: z.number().int().min(100).max(120_000),
  }),
});

/** What one kind of receipt printer can do, and how a slip is set on it. Lengths are in dots. */
export const PrinterProfile = Fields.refine(
  ({ language, endOfJob }) => (language === 'star-line' ? endOfJob === 'etb' : endOfJob !== 'etb'),
  { path: ['endOfJob'], message: 'Star Line Mode counts ETB, and nothing else does' },
)
  .refine(({ language, repertoire }) => language === 'escpos' || repertoire === 'none', {
    path: ['repertoire'],
    message: 'Star Line Mode has a Chinese mode of its own: everything is drawn',
  })
  .refine(({ automaticStatus, endOfJob }) => !automaticStatus || endOfJob === 'process-id', {
    path: ['automaticStatus'],
    message: 'a status block that lost its first byte reads like the answer to GS r: only with process-id',
  })
  .refine(
    ({ startMark, endOfJob }) => startMark === 'none' || ['paper-status', 'process-id'].includes(endOfJob),
    {
      path: ['startMark'],
      message: 'a macro needs a command at the end of the job',
    },
  )
  .refine(({ automaticStatus, exitSensor }) => !automaticStatus || exitSensor === undefined, {
    path: ['exitSensor'],
    message: 'the answer of an exit sensor may begin like an automatic status: only one of them',
  })
  .refine(({ endOfJob, settleMs, wait }) => endOfJob !== 'none' || settleMs < wait.jobMs, {
    path: ['settleMs'],
    message: 'the job ends before the printer counts as done: every slip would be unknown',
  });
export type PrinterProfile = z.infer<typeof PrinterProfile>;

/**
 * The profile `printers/<name>.json` of the configuration folder.
 * Fails with E-PRINT-011 when it is absent or is not a profile.
 */
export function loadPrinterProfile(name: string): Result<PrinterProfile> {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(name)) return fail('E-PRINT-011', 'not a profile name');
  try {
    const file = join(configFolder(), 'printers', `${name}.json`);
    const parsed = PrinterProfile.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success
      ? ok(parsed.data)
      : fail('E-PRINT-011', `${name}: ${z.prettifyError(parsed.error)}`);
  } catch (error) {
    return fail('E-PRINT-011', `${name}: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}
