import { z } from 'zod';

/**
 * A printed slip as a list of blocks, top to bottom. Pure data: the bridge turns it into ESC/POS,
 * tests and the dock turn the bytes into a picture.
 */
export const ReceiptBlock = z.discriminatedUnion('block', [
  z.object({
    block: z.literal('text'),
    text: z.string().max(400),
    /** 1 = body (12 pt or more on paper), 2 = the result (20 pt or more); the printer's profile has the dots. */
    size: z.union([z.literal(1), z.literal(2)]),
    align: z.enum(['left', 'center', 'right']),
    bold: z.boolean(),
  }),
  /** A label and a value on one line where they fit, else on two. */
  z.object({ block: z.literal('pair'), label: z.string().max(40), value: z.string().max(200) }),
  z.object({ block: z.literal('rule') }),
  z.object({ block: z.literal('qr'), data: z.string().max(600) }),
  z.object({ block: z.literal('feed'), lines: z.number().int().min(1).max(8) }),
]);
export type ReceiptBlock = z.infer<typeof ReceiptBlock>;

/** One slip, cut at its end. */
export const ReceiptModel = z.object({ blocks: z.array(ReceiptBlock).min(1).max(60) });
export type ReceiptModel = z.infer<typeof ReceiptModel>;
