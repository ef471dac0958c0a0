import { randomInt } from 'node:crypto';
import type { Picture } from '../../domain/index.ts';
import { Attempt, type Outcome, type Seen } from './attempt.ts';
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
    this.watch = new CameraWatch(reader, start.infrared, memory);
    this.attempt = new Attempt(
      reader,
      {
        bands: start.bands,
        sameTrack: start.sameTrack,
        sameFront: start.sameFront,
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
        await this.look(message);
        return this.tell({ kind: 'free', slot: message.slot });
      case 'cut':
        this.watch.refused();
        return this.running === 0 ? undefined : this.tellSeen(this.attempt.breakTrack(), message.nowMs);
      case 'end':
        return message.attempt === this.running ? this.done(this.attempt.timeUp(), message.nowMs) : undefined;
      case 'cancel':
        return this.forgetTry();
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
    const found = await this.reader.embedCard(picture, this.attempt.mesh, this.attempt.reference);
    this.card.fill(0);
    return found;
  }

  private async look(frame: Extract<ToWorker, { kind: 'frame' }>): Promise<void> {
    const pixels = this.frames[frame.slot]?.subarray(0, frame.width * frame.height * 4);
    if (pixels === undefined) return;
    try {
      const picture: Picture = { width: frame.width, height: frame.height, channels: 4, pixels };
      if (this.running === 0) return;
      if (frame.camera === 'infrared') return await this.watch.sawInfrared(picture, frame.arrivedMs);
      const newness = this.seenFrames.take(pixels);
      this.watch.came({ ...frame, newness });
      if (newness === 'still') return;
      const seen =
        newness === 'repeated'
          ? this.attempt.breakTrack()
          : await this.attempt.look(picture, frame.capturedMs);
      if (newness === 'new') await this.watch.saw(picture, this.attempt, frame.arrivedMs);
      await this.tellSeen(seen, frame.arrivedMs);
    } finally {
      pixels.fill(0);
    }
  }

  private async tellSeen({ coaching, outcome }: Seen, nowMs: number): Promise<void> {
    const told = this.coach.consider(coaching, nowMs);
    if (told !== undefined) this.tell({ kind: 'hint', ...told });
    if (outcome !== undefined) await this.done(outcome, nowMs);
  }

  private async done(outcome: Outcome, nowMs: number): Promise<void> {
    this.tell({ kind: 'done', attempt: this.running, ...this.watch.judge(outcome, nowMs) });
    await this.forgetTry();
  }

  /** The end of a try: all of it is overwritten but the card's embedding, and what may hold the next try's frames or photo. */
  private async forgetTry(): Promise<void> {
    this.running = 0;
    this.seenFrames.reset();
    this.watch.begin(0);
    this.attempt.begin();
    const needed = [this.attempt.reference, ...this.frames, this.card];
    await this.reader.flush();
    this.memory.wipe(needed);
  }

  private async wipe(): Promise<void> {
    await this.forgetTry();
    this.memory.wipe();
  }
}
