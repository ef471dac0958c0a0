import { FRAME_MAX_SIDE, fail, ok, type Picture, type Result } from '../../domain/index.ts';
import { lockPages } from './lock-pages.ts';

/** Longest time for a card's photo, which includes loading the networks on a slow machine. */
const CARD_TIMEOUT_MS = 15_000;

/** Tells the worker that a photo lies in the shared memory; false when there is no worker. */
type TellWorker = (message: { kind: 'card'; id: number; width: number; height: number }) => boolean;

/**
 * Hands the card's photo to the worker through one shared memory, which is overwritten as soon as the worker has
 * answered, and written again only then.
 */
export class CardHandover {
  readonly memory = new SharedArrayBuffer(FRAME_MAX_SIDE * FRAME_MAX_SIDE * 4);
  private readonly tellWorker: TellWorker;
  private taken = false;
  private asked: { readonly id: number; readonly settle: (result: Result<void>) => void } | undefined;
  private photos = 0;
  /** The photo that the worker has and did not answer yet: its memory must not be written meanwhile. */
  private inUse:
    | { readonly id: number; readonly free: () => void; readonly freed: Promise<void> }
    | undefined;

  constructor(tellWorker: TellWorker) {
    this.tellWorker = tellWorker;
    lockPages(new Uint8Array(this.memory));
  }

  /** Whether the worker has the embedding of the last photo. */
  get done(): boolean {
    return this.taken;
  }

  /**
   * E-FACE-001 no face in it, E-FACE-002 the worker died or didn't answer, E-FACE-004 a size that is no photo's. The
   * given pixels are not changed.
   */
  async give(photo: Picture): Promise<Result<void>> {
    this.taken = false;
    const { width, height, channels, pixels } = photo;
    const fits = width >= 1 && height >= 1 && width <= FRAME_MAX_SIDE && height <= FRAME_MAX_SIDE;
    if (!fits || pixels.length !== width * height * channels) return fail('E-FACE-004');
    this.settle(fail('E-FACE-002', 'another photo came'));
    const id = ++this.photos;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.settle(fail('E-FACE-002', 'no answer')), CARD_TIMEOUT_MS);
      const settle = (result: Result<void>): void => {
        clearTimeout(timer);
        resolve(result);
      };
      this.asked = { id, settle };
      void this.send(id, photo);
    });
  }

  /** The worker has looked at a photo. */
  answered(id: number, found: boolean): void {
    if (this.inUse?.id === id) this.free();
    if (this.asked?.id === id) this.settle(found ? ok(undefined) : fail('E-FACE-001'));
  }

  /** Nobody waits for the photo any more, and what the worker had of it counts no longer. */
  drop(why: Result<void>): void {
    this.taken = false;
    this.settle(why);
  }

  /** The worker has no more to do with the photo that it was given last. */
  free(): void {
    this.wipe();
    this.inUse?.free();
    this.inUse = undefined;
  }

  wipe(): void {
    new Uint8Array(this.memory).fill(0);
  }

  /** Gives the photo to the worker as soon as that has answered for the one before, if it is still wanted then. */
  private async send(id: number, { width, height, channels, pixels }: Picture): Promise<void> {
    if (this.inUse !== undefined) await this.inUse.freed;
    if (this.asked?.id !== id) return;
    const bytes = new Uint8Array(this.memory);
    for (let from = 0, to = 0; from < pixels.length; from += channels, to += 4) {
      for (let c = 0; c < 3; c++) bytes[to + c] = pixels[from + c] ?? 0;
      bytes[to + 3] = 255;
    }
    if (!this.tellWorker({ kind: 'card', id, width, height })) {
      this.wipe();
      return this.settle(fail('E-FACE-002', 'no worker'));
    }
    let free = (): void => undefined;
    const freed = new Promise<void>((resolve) => {
      free = resolve;
    });
    this.inUse = { id, free, freed };
  }

  private settle(result: Result<void>): void {
    const asked = this.asked;
    this.asked = undefined;
    if (asked === undefined) return;
    this.taken = result.ok;
    asked.settle(result);
  }
}
