import type { Settings } from '../../config/index.ts';
import { type DecodedPhoto, fail, type Result } from '../../domain/index.ts';
import { decodeSpecimenPhoto } from './specimen-photo.ts';

/** Turns a card's 1,024-byte photo block into pixels. A plug-in, because no open decoder for WLT exists. */
export interface PhotoDecoder {
  readonly name: string;
  /** E-CARD-013 when the block is of a kind that this decoder cannot read, E-CARD-014 when it is damaged. */
  decode(block: Uint8Array): Promise<Result<DecodedPhoto>>;
}

export type PhotoDecoderName = Settings['photoDecoder'];

const NONE: PhotoDecoder = {
  name: 'none',
  decode: async () => fail('E-CARD-013', 'no photo decoder is set up'),
};

const DECODERS: Readonly<Partial<Record<PhotoDecoderName, PhotoDecoder>>> = {
  specimen: { name: 'specimen', decode: decodeSpecimenPhoto },
  none: NONE,
};

/** The decoder that the settings name. */
export function photoDecoder(name: PhotoDecoderName): PhotoDecoder {
  return DECODERS[name] ?? NONE;
}
