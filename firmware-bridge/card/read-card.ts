import { type CardReading, type DecodedPhoto, fail, ok, type Result } from '../../domain/index.ts';
import { type BlobSource, wipeBlob } from './card-blob.ts';
import { identityFromText } from './card-identity.ts';
import type { PhotoDecoder } from './photo-decoder.ts';

/** Reads a card from `source` and decodes it; the blocks are overwritten before this settles. */
export async function readCard(
  source: BlobSource,
  decoder: Omit<PhotoDecoder, 'ready'>,
  readHow: string,
): Promise<Result<CardReading>> {
  const started = performance.now();
  decoder.prepare?.();
  const blob = await source.readBlob();
  if (!blob.ok) return blob;
  try {
    const identity = identityFromText(blob.value.text, blob.value.newAddress);
    if (!identity.ok) return identity;
    const tookMs = performance.now() - started;
    const photo = await photoOf(decoder, blob.value.photo);
    return ok({
      identity: identity.value,
      photo: photo.ok ? photo.value : null,
      decoder: decoder.name,
      photoCode: photo.ok ? null : photo.error.code,
      readHow,
      tookMs,
    });
  } finally {
    wipeBlob(blob.value);
  }
}

/** Whatever a decoder does, the card is read: without a photo staff look. */
async function photoOf(
  decoder: Pick<PhotoDecoder, 'decode'>,
  block: Uint8Array,
): Promise<Result<DecodedPhoto>> {
  try {
    return await decoder.decode(block);
  } catch {
    return fail('E-CARD-014', 'the decoder threw');
  }
}
