import { type FaceBands, type InfraredPair, readFaceProfile } from '../../config/index.ts';
import { type CoachHint, type FaceTry, fail, type Picture, type Result } from '../../domain/index.ts';
import { bandOf } from './bands.ts';
import { CardHandover } from './card-handover.ts';
import { FrameSlots } from './frame-slots.ts';
import { lockedKilobytes } from './lock-pages.ts';
import { WorkerHost } from './worker-host.ts';
import type { FromWorker } from './worker-messages.ts';

/** How the service is set up. */
export interface FaceOptions {
  /** Folder of the converted models (setup/models). */
  readonly modelsFolder: string;
  /** The scores that decide: from `accept` on card photo and live face count as the same person. */
  readonly bands: FaceBands;
  /** Longest time of one try, in seconds. */
  readonly trySeconds: number;
  /** The infrared camera beside the colour camera; none by default. */
  readonly infrared?: InfraredPair | null;
  /** Milliseconds of a clock that never goes back; the device's own by default. */
  readonly now?: () => number;
  /** Receives states and durations, never anything of a face. */
  readonly log?: (line: { readonly [fact: string]: string | number | boolean }) => void;
}

/** Told while a try runs, as seldom as a person can follow (domain/hint-pace.ts); progress 0..1. */
export interface TryEvents {
  onHint(hint: CoachHint, progress: number): void;
}

interface RunningTry {
  readonly number: number;
  readonly events: TryEvents;
  readonly settle: (result: FaceTry['result'], score: number, code?: FaceTry['code']) => void;
}

const WIPE_TIMEOUT_MS = 2_000;
/** A worker that says nothing this long after time is up is taken for dead. */
const GRACE_MS = 800;
/** Score of a try in which no face was compared. */
const NO_SCORE = -1;

/**
 * The face step: compares a live face with the card's photo, in a worker thread of its own.
 *
 * The worker may die at any time: a try that runs then ends as `no-face`, a card's photo as E-FACE-002, and another
 * worker is started. It knows nothing of the card, so tries before the next `setCardPhoto` end as `no-face` too.
 */
export class FaceService {
  private readonly options: FaceOptions;
  private readonly now: () => number;
  private readonly model = readFaceProfile().model;
  private readonly slots: FrameSlots;
  private readonly card: CardHandover;
  private readonly host: WorkerHost;
  private usable = true;
  /** Whether the worker has its networks; before that it has looked at nothing. */
  private loaded = false;
  private tries = 0;
  private running: RunningTry | undefined;
  private readonly asked = new Map<number, (notWiped: number) => void>();
  private questions = 0;

  private constructor(options: FaceOptions) {
    this.options = options;
    const infrared = options.infrared ?? null;
    this.slots = new FrameSlots(infrared !== null);
    this.now = options.now ?? (() => performance.now());
    this.card = new CardHandover((message) => this.host.send(message));
    this.host = new WorkerHost(
      {
        modelsFolder: options.modelsFolder,
        bands: options.bands,
        sameTrack: readFaceProfile().bands.sameTrack,
        sameFront: readFaceProfile().bands.sameFront,
        infrared,
        frames: [...this.slots.shared],
        card: this.card.memory,
      },
      {
        said: (message) => this.said(message),
        failed: (errorClass) => this.options.log?.({ event: 'face-worker-failed', errorClass }),
        died: () => this.died(),
      },
    );
  }

  /** Starts the worker; its networks load in the background, and what is asked meanwhile waits for them. */
  static async start(options: FaceOptions): Promise<FaceService> {
    return new FaceService(options);
  }

  /**
   * Takes the photo of the card that lies on the reader as what live faces are compared with.
   * E-FACE-001 no face in it, E-FACE-002 the worker died or didn't answer, E-FACE-003 no networks,
   * E-FACE-004 a size that is no photo's. The given pixels are not changed.
   */
  async setCardPhoto(photo: Picture): Promise<Result<void>> {
    if (this.usable) return this.card.give(photo);
    this.card.drop(fail('E-FACE-003'));
    return fail('E-FACE-003');
  }

  /**
   * Begins a try and settles with its outcome, within `trySeconds` and a second. Without a card's photo, networks or
   * worker the outcome is `no-face` at once. A try that still runs is cancelled.
   */
  startTry(events: TryEvents): Promise<FaceTry> {
    this.cancelTry();
    const number = ++this.tries;
    this.slots.beginCount();
    return new Promise((resolve) => {
      const timers = [
        setTimeout(() => this.endTry(), this.options.trySeconds * 1000),
        setTimeout(() => this.running?.settle('no-face', -1), this.options.trySeconds * 1000 + GRACE_MS),
      ];
      const settle: RunningTry['settle'] = (result, score, code = null) => {
        for (const timer of timers) clearTimeout(timer);
        this.running = undefined;
        this.options.log?.({ event: 'face-try', result, ...(code === null ? {} : { code }) });
        resolve({
          result,
          score,
          band: score <= NO_SCORE ? null : bandOf(score, this.options.bands),
          threshold: this.options.bands.accept,
          model: this.model,
          code,
        });
      };
      this.running = { number, events, settle };
      if (!this.card.done || !this.host.send({ kind: 'begin', attempt: number, nowMs: this.now() }))
        settle('no-face', -1);
    });
  }

  /**
   * Takes a binary camera frame (domain/face.ts); its bytes are zeroed in any case. False when it's dropped: no try
   * runs, the worker is busy with two already, or the frame is malformed, repeated, older than the last or of another
   * clock. What comes before and after such a frame counts as two films, not one.
   */
  frame(frame: Uint8Array): boolean {
    const taken = this.running === undefined ? 'busy' : this.slots.take(frame, this.now());
    frame.fill(0);
    if (taken === 'refused') this.host.send({ kind: 'cut', nowMs: this.now() });
    return typeof taken === 'object' && this.host.send({ kind: 'frame', ...taken });
  }

  /** The time of the try that runs is over: what was seen so far decides. */
  endTry(): void {
    if (this.running === undefined) return;
    this.host.send({ kind: 'end', attempt: this.running.number, nowMs: this.now() });
  }

  /** Ends the try that runs, as `no-face`. */
  cancelTry(): void {
    if (this.running === undefined) return;
    this.host.send({ kind: 'cancel' });
    this.running.settle('no-face', -1);
  }

  /**
   * Overwrites everything of a face: frames, crops, tensors, points, embeddings, and the card's photo. A worker that
   * does not answer is ended.
   */
  async wipe(): Promise<void> {
    this.cancelTry();
    this.card.drop(fail('E-FACE-002', 'wiped'));
    // A thread that does not answer still holds what it was given, unless it has not begun.
    if ((await this.ask('wipe')) < 0 && this.loaded) await this.host.kill();
    this.slots.wipe();
    this.card.wipe();
  }

  /** How many of the worker's arrays hold anything but zeros; -1 when it doesn't answer. A self-check after `wipe`. */
  notWiped(): Promise<number> {
    return this.ask('check');
  }

  /** Whether the face step can be used: the worker runs and hasn't found its networks missing. */
  alive(): boolean {
    return this.usable && this.host.running;
  }

  /** Ends the worker as a crash would, for tests of faults; another starts by itself. */
  async killWorker(): Promise<void> {
    await this.host.kill();
  }

  async stop(): Promise<void> {
    await this.wipe();
    await this.host.stop();
  }

  private ask(kind: 'wipe' | 'check'): Promise<number> {
    const id = ++this.questions;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.asked.get(id)?.(-1), WIPE_TIMEOUT_MS);
      this.asked.set(id, (notWiped) => {
        clearTimeout(timer);
        this.asked.delete(id);
        resolve(notWiped);
      });
      // Networks that couldn't be loaded hold nothing.
      if (!this.usable || !this.host.send({ kind, id })) this.asked.get(id)?.(kind === 'wipe' ? 0 : -1);
    });
  }

  private said(message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        this.usable = true;
        this.loaded = true;
        this.host.proven();
        this.options.log?.({
          event: 'face-ready',
          milliseconds: Math.round(message.milliseconds),
          lockedKilobytes: lockedKilobytes() ?? 0,
        });
        return;
      case 'unusable':
        this.usable = false;
        this.options.log?.({ event: 'face-unusable', code: 'E-FACE-003', detail: message.detail });
        this.card.free();
        this.card.drop(fail('E-FACE-003'));
        return;
      case 'card':
        this.card.answered(message.id, message.found);
        return;
      case 'free':
        this.slots.free(message.slot);
        return;
      case 'hint':
        this.running?.events.onHint(message.hint, message.progress);
        return;
      case 'done':
        if (this.running?.number === message.attempt) {
          if (message.turn !== undefined)
            this.options.log?.({ event: 'face-camera-lies', turn: message.turn });
          this.running.settle(message.result, message.score, message.code);
        }
        return;
      case 'wiped':
        this.asked.get(message.id)?.(0);
        return;
      case 'checked':
        this.asked.get(message.id)?.(message.notWiped);
    }
  }

  private died(): void {
    this.options.log?.({ event: 'face-worker-ended' });
    this.loaded = false;
    this.slots.freeAll();
    this.slots.wipe();
    this.running?.settle('no-face', -1);
    this.card.free();
    this.card.drop(fail('E-FACE-002', 'worker ended'));
    for (const answer of [...this.asked.values()]) answer(-1);
  }
}
