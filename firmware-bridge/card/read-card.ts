import { type CardReading, ok, type Result } from '../../domain/index.ts';
import { type BlobSource, wipeBlob } from './card-blob.ts';
import { identityFromText } from './card-identity.ts';
import type { PhotoDecoder } from './photo-decoder.ts';

/** Reads a card from `source` and decodes it; the blocks are overwritten before this settles. */
export async function readCard(
  source: BlobSource,
  decoder: PhotoDecoder,
  readHow: string,
): Promise<Result<CardReading>> {
  const started = performance.now();
  const blob = await source.readBlob();
  if (!blob.ok) return blob;
  try {
    const identity = identityFromText(blob.value.text);
    if (!identity.ok) return identity;
    const tookMs = performance.now() - started;
    const photo = await decoder.decode(blob.value.photo);
    return ok({
      identity: identity.value,
      photo: photo.ok ? photo.value : null,
      decoder: decoder.name,
      readHow,
      tookMs,
    });
  } finally {
    wipeBlob(blob.value);
  }
}
