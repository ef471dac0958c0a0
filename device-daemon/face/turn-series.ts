import type { CoachHint, TurnSide } from '../../domain/index.ts';
import type { TurnSeen } from './solid-turn.ts';

/** What is drawn by chance, in the daemon, when it is needed and not before. */
export interface SeriesDraw {
  readonly side: () => TurnSide;
  /** Length of the next pause in milliseconds. */
  readonly pauseMs: () => number;
}

/** How a series stands: it goes on, every turn was answered, or no further frame can help. */
export type SeriesState = 'going' | 'answered' | 'over';

/**
 * Turns that are asked for, after one that nobody asked for, and after one to the wrong side: guessing must not pay. A film
 * that showed the wrong side once shows the next four right in one of sixteen goes.
 */
const TURNS = 2;
const TURNS_AFTER_UNASKED = 3;
const TURNS_AFTER_WRONG = 4;
const MOST_WRONG = 1;
/** Series in one try, one after each break of the track. */
const MOST_SERIES = 3;
/** Turns that nobody asked for, or that came sooner than anybody could have seen the sign. */
const MOST_UNASKED = 3;
/** Nobody sees a sign, understands it and has turned the head sooner. Simple visual reactions take 200 ms and more. */
const SOONEST_ANSWER_MS = 250;
/** The sentence takes two seconds to be spoken; slow people get the same again for the turn. */
const LATEST_ANSWER_MS = 6000;
const LATEST_BACK_MS = 6000;
/** Degrees from which a turn counts as begun, and that it must reach. */
const BEGUN = 12;
const REACHED = 15;
/** Degrees from which frames of the asked side count: a quick head is seen on few of them. */
const COUNTED = 10;
/** Whoever has turned far for so long is asked to come back, and judged on the way. */
const STAYS_MS = 1200;
/** Degrees up to which a head counts as looking ahead. */
export const NEARLY_AHEAD = 9;
/** Two frames in a row: one may be a slip of the mesh. */
const WRONG_FRAMES = 2;
/** Of each turn: no frame of a flat attack of the suite looked solid (docs/face.md), and a quick head is seen on few. */
const SOLID_FRAMES = 2;
/** So many more frames that look flat than solid, and it is a picture. */
const FLAT_FRAMES = 14;
/** What a living head can earn for frames that look flat later. */
const MOST_CREDIT = 3;
/** A turn counts as long as no more frames of the track than this look flat beyond those that look solid. */
const FEW_FLAT = 3;

type Phase = 'pause' | 'asked' | 'back';

/**
 * The turns that a person is asked for: a side drawn by chance, answered within a bounded time by a solid head, back to
 * the front, a pause of a length drawn by chance, another side. A film of the right person turning can't know the sides;
 * a head that turns unasked or to the wrong side begins anew with more turns.
 */
export class TurnSeries {
  private readonly draw: SeriesDraw;
  private phase: Phase = 'pause';
  private sinceMs = 0;
  private pauseMs = 0;
  private side: TurnSide = 'left';
  private turns = TURNS;
  private answered = 0;
  private wrong = 0;
  private unasked = 0;
  private wrongFrames = 0;
  private solidFrames = 0;
  private farthest = 0;
  private reachedMs: number | undefined;
  /** Whether the last turn still counts: it was far enough and is judged on the way back. */
  private pending = false;
  /** Whether the head stands a little aside in a pause. */
  private aside = false;
  /** Frames of the whole track that look flat, less those that look solid: also motion that nobody asked for tells. */
  private flatness = 0;
  private series = 0;

  constructor(draw: SeriesDraw) {
    this.draw = draw;
  }

  /** Forgets all: a new try. */
  reset(): void {
    this.turns = TURNS;
    this.answered = 0;
    this.wrong = 0;
    this.unasked = 0;
    this.flatness = 0;
    this.series = 0;
    this.pending = false;
  }

  /**
   * Begins, on a person who looks ahead; `atMs` is the frame's time. What went wrong on an earlier track of the same try
   * counts on: breaking the track must not be a way to guess anew.
   */
  begin(atMs: number): void {
    this.answered = 0;
    this.series++;
    this.pause(atMs);
  }

  /** Whether the person was asked to hold still and does: such frames may be compared with the card. */
  get holding(): boolean {
    return this.phase === 'pause';
  }

  /** What the person is told. */
  get hint(): CoachHint {
    if (this.phase === 'pause') return this.aside ? 'turn-back' : 'hold-still';
    if (this.phase === 'back') return 'turn-back';
    return this.side === 'left' ? 'turn-left' : 'turn-right';
  }

  /** 0..1 of the turns that are asked for. */
  get progress(): number {
    const part = this.phase === 'asked' ? Math.min(0.9, this.farthest / 20) : 0;
    return (this.answered + part) / this.turns;
  }

  /** Takes what a frame of the unbroken track shows; times never go back. */
  look(seen: TurnSeen, atMs: number): SeriesState {
    if (seen.looks === 'flat') this.flatness++;
    if (seen.looks === 'solid') this.flatness = Math.max(-MOST_CREDIT, this.flatness - 1);
    if (this.flatness >= FLAT_FRAMES || this.series > MOST_SERIES) return 'over';
    switch (this.phase) {
      case 'pause':
        return this.inPause(seen, atMs);
      case 'asked':
        return this.whenAsked(seen, atMs);
      case 'back':
        return this.onTheWayBack(seen, atMs);
    }
  }

  private inPause(seen: TurnSeen, atMs: number): SeriesState {
    if (Math.abs(seen.yaw) >= BEGUN) return this.unaskedTurn(atMs);
    this.aside = Math.abs(seen.yaw) > NEARLY_AHEAD;
    if (atMs - this.sinceMs < this.pauseMs || this.aside) return 'going';
    this.side = this.draw.side();
    this.phase = 'asked';
    this.sinceMs = atMs;
    this.wrongFrames = 0;
    this.solidFrames = 0;
    this.farthest = 0;
    this.reachedMs = undefined;
    return 'going';
  }

  private whenAsked(seen: TurnSeen, atMs: number): SeriesState {
    const towards = this.side === 'left' ? seen.yaw : -seen.yaw;
    const waited = atMs - this.sinceMs;
    if (waited < SOONEST_ANSWER_MS && Math.abs(towards) >= BEGUN) return this.unaskedTurn(atMs);
    this.wrongFrames = towards <= -BEGUN ? this.wrongFrames + 1 : 0;
    if (this.wrongFrames >= WRONG_FRAMES) return this.wrongTurn(atMs);
    this.farthest = Math.max(this.farthest, towards);
    if (this.farthest >= REACHED) this.reachedMs ??= atMs;
    this.countSolid(towards, seen);
    if (this.reachedMs !== undefined && this.isSolid) return this.answer(atMs);
    if (this.reachedMs === undefined) return waited > LATEST_ANSWER_MS ? 'over' : 'going';
    if (atMs - this.reachedMs >= STAYS_MS) {
      this.back(atMs);
      this.pending = true;
    }
    return 'going';
  }

  private onTheWayBack(seen: TurnSeen, atMs: number): SeriesState {
    if (this.pending) {
      this.countSolid(this.side === 'left' ? seen.yaw : -seen.yaw, seen);
      if (this.isSolid) return this.answer(atMs);
    }
    if (Math.abs(seen.yaw) <= NEARLY_AHEAD) {
      // Seen too little of: the same again, with another draw.
      if (this.pending) this.unasked++;
      this.pause(atMs);
    }
    return atMs - this.sinceMs > LATEST_BACK_MS || this.unasked > MOST_UNASKED ? 'over' : 'going';
  }

  private countSolid(towards: number, seen: TurnSeen): void {
    if (towards >= COUNTED && seen.looks === 'solid') this.solidFrames++;
  }

  private get isSolid(): boolean {
    return this.solidFrames >= SOLID_FRAMES && this.flatness <= FEW_FLAT;
  }

  private answer(atMs: number): SeriesState {
    this.answered++;
    if (this.answered >= this.turns) return 'answered';
    this.back(atMs);
    return 'going';
  }

  private wrongTurn(atMs: number): SeriesState {
    this.wrong++;
    this.turns = TURNS_AFTER_WRONG;
    this.answered = 0;
    this.back(atMs);
    return this.wrong > MOST_WRONG ? 'over' : 'going';
  }

  private unaskedTurn(atMs: number): SeriesState {
    this.unasked++;
    this.turns = Math.max(this.turns, TURNS_AFTER_UNASKED);
    this.back(atMs);
    return this.unasked > MOST_UNASKED ? 'over' : 'going';
  }

  private back(atMs: number): void {
    this.pending = false;
    this.phase = 'back';
    this.sinceMs = atMs;
  }

  private pause(atMs: number): void {
    this.phase = 'pause';
    this.sinceMs = atMs;
    this.pauseMs = this.draw.pauseMs();
    this.aside = false;
  }
}
