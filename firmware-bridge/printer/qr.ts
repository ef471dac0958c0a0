import QRCode from 'qrcode';
import { type Bitmap, blacken, blank } from './bitmap.ts';

/**
 * A QR symbol (ISO/IEC 18004, level M) centred on the paper, with its quiet zone above and below.
 * The module shrinks below `moduleDots` only when the symbol would not fit the paper.
 */
export function drawQr(
  data: string,
  paperDots: number,
  qr: { readonly moduleDots: number; readonly quietModules: number },
): Bitmap {
  const { modules } = QRCode.create(data, { errorCorrectionLevel: 'M' });
  const side = modules.size + 2 * qr.quietModules;
  const dots = Math.max(1, Math.min(qr.moduleDots, Math.floor(paperDots / side)));
  const bitmap = blank(paperDots, side * dots);
  const left = Math.floor((paperDots - modules.size * dots) / 2);
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column))
        blacken(bitmap, left + column * dots, (row + qr.quietModules) * dots, dots, dots);
  return bitmap;
}
