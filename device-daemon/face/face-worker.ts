import { randomInt } from 'node:crypto';
import type { Picture } from '../../domain/index.ts';
import { Attempt, type Outcome } from './attempt.ts';
import { CameraWatch } from './camera-watch.ts';
import { Coach } from './coach.ts';
import { FaceReader } from './face-reader.ts';
import { SecretMemory } from './secret-memory.ts';
import { SeenFrames } from './seen-frames.ts';
import type { FromWorker, ToWorker, WorkerStart } from './worker-messages.ts';

/** Pause before each turn is asked for: drawn anew, so that a film can't keep time with it. */
const [LEAST_PAUSE_MS, MOST_PAUSE_MS] = [300, 900];

/** What the worker thread does: one message after the other, never two at once. */
export class FaceWorker {
  private readonly memory: SecretMemory;
  private readonly coach = new Coach();
  private readonly frames: readonly Uint8Array[];
  private readonly card: Uint8Array;
  private readonly reader: FaceReader;
  private readonly attempt: Attempt;
  private readonly tell: (message: FromWorker) => void;
  /** Number of the try that runs, 0 when none does. */
  private running = 0;
  private readonly seenFrames = new SeenFrames();
  private readonly watch: CameraWatch;

  private constructor(
    start: WorkerStart,
    memory: SecretMemory,
    reader: FaceReader,
    tell: (m: FromWorker) => void,
  ) {
    this.memory = memory;
    this.frames = start.frames.map((frame) => memory.add(new Uint8Array(frame)));
    this.card = memory.add(new Uint8Array(start.card));
    this.reader = reader;
    this.tell = tell;
    this.watch = new CameraWatch(reader, start.cameras, memory);
    this.attempt = new Attempt(
      reader,
      {
        bands: start.bands,
        sameTrack: start.sameTrack,
        draw: {
          side: () => (randomInt(2) === 0 ? 'left' : 'right'),
          pauseMs: () => randomInt(LEAST_PAUSE_MS, MOST_PAUSE_MS + 1),
        },
      },
      memory,
    );
  }

  /** Loads the networks and runs each once, so that the first person doesn't wait. Throws when they can't be loaded. */
  static async start(start: WorkerStart, tell: (message: FromWorker) => void): Promise<FaceWorker> {
    const memory = new SecretMemory();
    const reader = await FaceReader.load(start.modelsFolder, memory);
    await reader.flush();
    return new FaceWorker(start, memory, reader, tell);
  }

  async handle(message: ToWorker): Promise<void> {
    switch (message.kind) {
      case 'card': {
        const found = await this.takeCard(message.width, message.height);
        return this.tell({ kind: 'card', id: message.id, found });
      }
      case 'begin':
        this.attempt.begin();
        this.coach.reset();
        this.seenFrames.reset();
        this.watch.begin(message.nowMs);
        this.running = message.attempt;
        return;
      case 'frame':
        if (message.camera === 'colour') await this.look(message);
        else await this.lookInfrared(message);
        return this.tell({ kind: 'free', slot: message.slot });
      case 'cut':
        this.watch.refused();
        this.attempt.breakTrack();
        return;
      case 'end':
        return this.decide(message.attempt, message.nowMs);
      case 'cancel':
        this.running = 0;
        this.attempt.begin();
        return;
      case 'wipe':
        await this.wipe();
        return this.tell({ kind: 'wiped', id: message.id });
      case 'check':
        return this.tell({ kind: 'checked', id: message.id, notWiped: this.memory.notWiped() });
    }
  }

  private async takeCard(width: number, height: number): Promise<boolean> {
    const picture: Picture = {
      width,
      height,
      channels: 4,
      pixels: this.card.subarray(0, width * height * 4),
    };
    this.attempt.reference.fill(0);
    const found = await this.reader.embedLargest(picture, this.attempt.mesh, this.attempt.reference);
    this.card.fill(0);
    return found;
  }

  private async look(frame: Extract<ToWorker, { kind: 'frame' }>): Promise<void> {
    const sent = this.pictureOf(frame);
    if (sent === undefined) return;
    const newness = this.seenFrames.take(sent.pixels);
    this.watch.came({ ...frame, newness });
    if (newness === 'still') return;
    const picture = this.watch.upright(sent);
    const seen =
      newness === 'repeated' ? this.attempt.breakTrack() : await this.attempt.look(picture, frame.capturedMs);
    const { faces, tracks: track, underWay } = this.attempt;
    if (newness === 'new') await this.watch.saw(picture, { faces, track, underWay }, frame.arrivedMs);
    const told = this.coach.consider(seen.coaching, performance.now());
    if (told !== undefined) this.tell({ kind: 'hint', ...told });
    if (seen.outcome !== undefined) this.done(seen.outcome, frame.arrivedMs);
  }

  private async lookInfrared(frame: Extract<ToWorker, { kind: 'frame' }>): Promise<void> {
    const picture = this.pictureOf(frame);
    if (picture !== undefined) await this.watch.sawInfrared(picture, frame.arrivedMs);
  }

  /** The frame's picture in its slot; undefined when no try runs. */
  private pictureOf(frame: Extract<ToWorker, { kind: 'frame' }>): Picture | undefined {
    const slot = this.running === 0 ? undefined : this.frames[frame.slot];
    if (slot === undefined) return undefined;
    const { width, height } = frame;
    return { width, height, channels: 4, pixels: slot.subarray(0, width * height * 4) };
  }

  private decide(attempt: number, nowMs: number): void {
    if (attempt === this.running) this.done(this.attempt.timeUp(), nowMs);
  }

  private done(outcome: Outcome, nowMs: number): void {
    this.tell({ kind: 'done', attempt: this.running, ...this.watch.judge(outcome, nowMs) });
    this.running = 0;
  }

  private async wipe(): Promise<void> {
    this.running = 0;
    this.seenFrames.reset();
    this.watch.begin(0);
    this.attempt.begin();
    // First the networks on nothing, which overwrites the runtime's own memory, then every array.
    this.memory.wipe();
    await this.reader.flush();
    this.memory.wipe();
  }
}
