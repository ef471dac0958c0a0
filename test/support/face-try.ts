import { readFaceProfile } from '../../config/index.ts';
import {
  Attempt,
  Coach,
  type FaceReader,
  MESH_NUMBERS,
  type Outcome,
  SecretMemory,
} from '../../device-daemon/face/index.ts';
import type { CoachHint, Picture, TurnSide } from '../../domain/index.ts';
import type { Actor, Chance } from '../fixtures/face/index.ts';

/** What one try came to. */
export interface TryShown extends Outcome {
  /** Sides that the daemon drew, in order; those of series that broke too. */
  readonly sides: readonly TurnSide[];
  /** Hints as the screen showed them, each change once. */
  readonly hints: readonly CoachHint[];
  /** Time of the last frame. */
  readonly atMs: number;
}

export interface TryOptions {
  /** Longest time of the try. */
  readonly seconds?: number;
  /** Milliseconds from one frame to the next: the screen's timer, which comes late by up to a quarter. */
  readonly periodMs?: number;
  /** Draws the sides instead of the chance. */
  readonly drawSide?: () => TurnSide;
}

const TRY_SECONDS = 15;
const PERIOD_MS = 83;
/** From a frame's look to the hint on the screen and in the eye of the person. */
const SHOWN_AFTER_MS = 60;

/**
 * Shows actors to the daemon's own judgement of a try, frame by frame on a clock of its own, so that a try takes as
 * long as the computer needs. Hints are held back and delayed as they are on the way to the screen.
 */
export class FaceTries {
  private readonly reader: FaceReader;
  private readonly attempt: Attempt;
  private readonly points = new Float32Array(MESH_NUMBERS);
  private chance: Chance | undefined;
  private drawSide: (() => TurnSide) | undefined;
  private sides: TurnSide[] = [];

  constructor(reader: FaceReader, memory = new SecretMemory()) {
    this.reader = reader;
    const rules = {
      bands: readFaceProfile().bands,
      sameTrack: readFaceProfile().bands.sameTrack,
      sameFront: readFaceProfile().bands.sameFront,
      draw: {
        side: () => {
          const side = this.drawSide?.() ?? this.chance?.of(['left', 'right'] as const) ?? 'left';
          this.sides.push(side);
          return side;
        },
        pauseMs: () => this.chance?.between(300, 900) ?? 600,
      },
    };
    this.attempt = new Attempt(reader, rules, memory);
  }

  /** Takes the card's photo that the next tries are compared with. Throws when there's no face in it. */
  async takeCard(photo: Picture): Promise<void> {
    this.attempt.reference.fill(0);
    if (!(await this.reader.embedCard(photo, this.points, this.attempt.reference)))
      throw new Error('no face in the card photo');
  }

  async show(actor: Actor, chance: Chance, options: TryOptions = {}): Promise<TryShown> {
    const { seconds = TRY_SECONDS, periodMs = PERIOD_MS } = options;
    this.chance = chance;
    this.drawSide = options.drawSide;
    this.sides = [];
    this.attempt.begin();
    const coach = new Coach();
    const hints: CoachHint[] = [];
    const coming: { readonly hint: CoachHint; readonly dueMs: number }[] = [];
    let [shown, atMs]: [CoachHint, number] = ['look-here', 0];
    for (; atMs < seconds * 1000; atMs += Math.round(periodMs * chance.between(1, 1.25))) {
      for (let next = coming[0]; next !== undefined && next.dueMs <= atMs; next = coming[0]) {
        coming.shift();
        if (next.hint !== shown || hints.length === 0) hints.push(next.hint);
        shown = next.hint;
      }
      const picture = actor.frameAt(atMs, shown);
      const seen = await this.attempt.look(picture, atMs);
      const told = coach.consider(seen.coaching, atMs);
      if (told !== undefined) coming.push({ hint: told.hint, dueMs: atMs + SHOWN_AFTER_MS });
      if (seen.outcome !== undefined) return { ...seen.outcome, sides: this.sides, hints, atMs };
    }
    return { ...this.attempt.timeUp(), sides: this.sides, hints, atMs };
  }
}
