import type { BridgeOptions } from '../../config/index.ts';
import { type DecodedPhoto, fail, ok, type Result } from '../../domain/index.ts';
import { decodeReaderImage, VendorLibraryDecoder } from './photo/index.ts';
import { decodeSpecimenPhoto } from './specimen-photo.ts';

/** Turns a card's photo block into pixels. A plug-in, because no open decoder for WLT exists. */
export interface PhotoDecoder {
  readonly name: string;
  /** Whether it could decode a photo now: E-CARD-013 for the decoder `none`, E-CARD-017, E-CARD-018. */
  ready(): Promise<Result<void>>;
  /** Told when a card's reading begins, so that what takes time is done when the photo comes. Never throws. */
  prepare?(): void;
  /**
   * E-CARD-013 when the block is of a kind that this decoder cannot read, E-CARD-014 when it is damaged, E-CARD-017
   * and E-CARD-018 when the maker's library cannot be used. The block stays the caller's.
   */
  decode(block: Uint8Array): Promise<Result<DecodedPhoto>>;
}

const ALWAYS_READY = async (): Promise<Result<void>> => ok(undefined);

function none(why: string, code: 'E-CARD-013' | 'E-CARD-017' = 'E-CARD-013'): PhotoDecoder {
  return { name: 'none', ready: async () => fail(code, why), decode: async () => fail(code, why) };
}

/** The decoder that the settings name. */
export function photoDecoder({
  photoDecoder: name,
  photoLibrary = null,
}: Pick<BridgeOptions, 'photoDecoder'> & Partial<Pick<BridgeOptions, 'photoLibrary'>>): PhotoDecoder {
  switch (name) {
    case 'specimen':
      return { name, ready: ALWAYS_READY, decode: decodeSpecimenPhoto };
    case 'reader-bmp':
      return { name, ready: ALWAYS_READY, decode: decodeReaderImage };
    case 'vendor-library':
      if (photoLibrary === null) return { ...none('photoLibrary is not set', 'E-CARD-017'), name };
      return new VendorLibraryDecoder(photoLibrary);
    case 'none':
      return none('no photo decoder is set up');
  }
}
