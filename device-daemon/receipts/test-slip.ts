import type { ReceiptWording } from '../../config/index.ts';
import { minuteInChina, type ReceiptModel } from '../../domain/index.ts';
import { centred, pair, paragraph, result, rule } from './blocks.ts';

/** A page by which a technician sees that everything a slip needs comes out of this printer. */
export function testSlip(
  of: { station: string; device: string; printer: string; at: number },
  wording: ReceiptWording,
): ReceiptModel {
  const { test, labels } = wording;
  return {
    blocks: [
      centred(of.station),
      result(test.title),
      rule,
      pair(test.printer, of.printer),
      pair(labels.device, of.device),
      pair(labels.at, minuteInChina(of.at)),
      rule,
      paragraph(test.sentence),
      paragraph(test.rare),
      paragraph(test.tibetan),
      paragraph('0123456789 ABCDEF'),
      paragraph(test.bold, true),
      { block: 'qr', data: `YF1|${of.device}|test` },
    ],
  };
}
