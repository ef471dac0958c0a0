import { type DecodedPhoto, fail, type Result } from '../../../domain/index.ts';
import { decodeBmp, isBmp } from './bmp.ts';
import { decodeJpeg, isJpeg } from './jpeg.ts';
import { isWlt } from './wlt.ts';

/** Decodes what a reader delivers that has decoded the photo itself: a BMP of 24 bits or a JPEG. */
export async function decodeReaderImage(block: Uint8Array): Promise<Result<DecodedPhoto>> {
  if (isBmp(block)) return decodeBmp(block);
  if (isJpeg(block)) return decodeJpeg(block);
  if (isWlt(block)) return fail('E-CARD-013', 'a WLT block: this reader does not decode the photo itself');
  return fail('E-CARD-013', 'neither BMP nor JPEG');
}
