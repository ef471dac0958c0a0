import type { PhotoLibrary } from '../../../config/index.ts';
import { type DecodedPhoto, fail, ok, type Result } from '../../../domain/index.ts';
import type { PhotoDecoder } from '../photo-decoder.ts';
import { PHOTO_HEIGHT, PHOTO_WIDTH } from '../specimen-photo.ts';
import { decodeBmp } from './bmp.ts';
import { LibraryProcess } from './library-process.ts';
import { rawPixels, turned } from './raw-pixels.ts';
import { isWlt } from './wlt.ts';

/** Milliseconds that the process and the library may take to load when nobody waits with a card. */
const OPEN_MS = 5000;
/** Pauses after failures in a row: a person must not wait for a library that hangs each time. */
const PAUSES_MS = [0, 1000, 10_000, 60_000] as const;

/**
 * The decoder that calls a maker's library in a process of its own, one process for each photo. The process is
 * started when the card's reading starts, so that it is ready when the photo comes.
 */
export class VendorLibraryDecoder implements PhotoDecoder {
  readonly name = 'vendor-library';
  readonly #library: PhotoLibrary;
  readonly #now: () => number;
  #waiting: LibraryProcess | undefined;
  #failures = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  /** `now` gives milliseconds of a monotonic clock. */
  constructor(library: PhotoLibrary, now: () => number = () => performance.now()) {
    this.#library = library;
    this.#now = now;
  }

  /** Whether a process starts and the library loads in it: E-CARD-017, E-CARD-018. At most 5 s. */
  async ready(): Promise<Result<void>> {
    const probe = new LibraryProcess(this.#library);
    const opened = await probe.opened(OPEN_MS);
    probe.end();
    return opened;
  }

  /** Starts a process for the photo to come, unless one waits or failures make it pause. */
  prepare(): void {
    // Whatever ended a process that waited, the next photo gets a living one.
    if (this.#waiting?.gone === true) this.#waiting = undefined;
    if (this.#now() >= this.#pausedUntil) this.#waiting ??= new LibraryProcess(this.#library);
  }

  /** At most `timeoutMs` of the settings, whatever the library does. */
  async decode(block: Uint8Array): Promise<Result<DecodedPhoto>> {
    if (!isWlt(block)) return fail('E-CARD-013', 'not a WLT block');
    this.prepare();
    const worker = this.#waiting;
    this.#waiting = undefined;
    if (worker === undefined) return fail('E-CARD-018', `paused after ${this.#failures} failures`);
    const until = this.#now() + this.#library.timeoutMs;
    const opened = await worker.opened(this.#library.timeoutMs);
    const written = opened.ok
      ? await worker.decode(block, Math.max(1, Math.ceil(until - this.#now())))
      : opened;
    worker.end();
    this.#count(written);
    if (!written.ok) return written;
    const photo = this.#photoOf(written.value);
    written.value.fill(0);
    return photo;
  }

  #photoOf(written: Uint8Array): Result<DecodedPhoto> {
    const photo =
      this.#library.abi === 'unpack' ? rawPixels(written, PHOTO_WIDTH, PHOTO_HEIGHT) : decodeBmp(written);
    if (!photo.ok) return photo;
    if (photo.value.width !== PHOTO_WIDTH || photo.value.height !== PHOTO_HEIGHT)
      return fail('E-CARD-014', 'the library wrote a picture of another size');
    return ok(turned(photo.value, this.#library));
  }

  /** A block that the library refuses is no failure of the library. */
  #count(written: Result<Uint8Array>): void {
    const failed = !written.ok && written.error.code !== 'E-CARD-014';
    this.#failures = failed ? this.#failures + 1 : 0;
    const pause = PAUSES_MS[Math.min(this.#failures - 1, PAUSES_MS.length - 1)] ?? 0;
    this.#pausedUntil = failed ? this.#now() + pause : Number.NEGATIVE_INFINITY;
  }
}
