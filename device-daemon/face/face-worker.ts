import { randomInt } from 'node:crypto';
import type { Picture } from '../../domain/index.ts';
import { Attempt } from './attempt.ts';
import { Coach } from './coach.ts';
import { FaceReader } from './face-reader.ts';
import { SecretMemory } from './secret-memory.ts';
import type { FromWorker, ToWorker, WorkerStart } from './worker-messages.ts';

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
  private lastMark = 0;

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
    this.attempt = new Attempt(
      reader,
      {
        matchFrom: start.matchFrom,
        sameTrackFrom: start.sameTrackFrom,
        drawSide: () => (randomInt(2) === 0 ? 'left' : 'right'),
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
        this.lastMark = 0;
        this.running = message.attempt;
        return;
      case 'frame':
        await this.look(message);
        return this.tell({ kind: 'free', slot: message.slot });
      case 'end':
        return this.decide(message.attempt);
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
    const found = await this.reader.embedCard(picture, this.attempt.mesh, this.attempt.reference);
    this.card.fill(0);
    return found;
  }

  private async look(frame: Extract<ToWorker, { kind: 'frame' }>): Promise<void> {
    const slot = this.frames[frame.slot];
    if (slot === undefined || this.running === 0) return;
    const pixels = slot.subarray(0, frame.width * frame.height * 4);
    const mark = markOf(pixels);
    if (mark === this.lastMark) return;
    this.lastMark = mark;
    const seen = await this.attempt.look(
      { width: frame.width, height: frame.height, channels: 4, pixels },
      frame.capturedMs,
    );
    const told = this.coach.consider(seen.coaching, performance.now());
    if (told !== undefined) this.tell({ kind: 'hint', ...told });
    if (seen.outcome !== undefined) {
      this.tell({ kind: 'done', attempt: this.running, ...seen.outcome });
      this.running = 0;
    }
  }

  private decide(attempt: number): void {
    if (attempt !== this.running) return;
    this.tell({ kind: 'done', attempt, ...this.attempt.timeUp() });
    this.running = 0;
  }

  private async wipe(): Promise<void> {
    this.running = 0;
    this.lastMark = 0;
    this.attempt.begin();
    // First the networks on nothing, which overwrites the runtime's own memory, then every array.
    this.memory.wipe();
    await this.reader.flush();
    this.memory.wipe();
  }
}

/** A mark of a picture from a part of its bytes (FNV-1a): the same picture twice says nothing new. */
function markOf(pixels: Uint8Array): number {
  let mark = 0x811c9dc5;
  for (let i = 0; i < pixels.length; i += 61) mark = Math.imul(mark ^ (pixels[i] ?? 0), 0x01000193);
  return mark >>> 0;
}
