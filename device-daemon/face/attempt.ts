import type { FaceBands } from '../../config/index.ts';
import {
  brightnessOf,
  type CoachHint,
  type FaceLook,
  type FaceTry,
  FrontHints,
  hintWithoutFace,
  lookAtFace,
  type Picture,
  qualityOf,
} from '../../domain/index.ts';
import { bandOf } from './bands.ts';
import type { Coaching } from './coach.ts';
import { EMBEDDING_LENGTH } from './embedder.ts';
import type { DetectedFace } from './face-detector.ts';
import { MESH_NUMBERS } from './face-mesh.ts';
import type { FaceReader } from './face-reader.ts';
import { LiveEmbedding } from './live-embedding.ts';
import type { SecretMemory } from './secret-memory.ts';
import { SolidTurn } from './solid-turn.ts';
import { boxAround, Track } from './track.ts';
import { NEARLY_AHEAD, type SeriesDraw, TurnSeries } from './turn-series.ts';

/** The scores that decide, and what is drawn by chance. */
export interface AttemptRules {
  readonly bands: FaceBands;
  /** Cosine from which two frames of one track are of the same face. */
  readonly sameTrack: number;
  /** Cosine from which a frontal frame is taken into the mean that is compared with the card. */
  readonly sameFront: number;
  readonly draw: SeriesDraw;
}

export type Outcome = Pick<FaceTry, 'result' | 'score'>;

/** What a frame brought: the hint that helps most now, and the outcome when the try is decided. */
export interface Seen {
  readonly coaching: Coaching;
  readonly outcome?: Outcome;
}

const FRONT_FRAMES = 4;
const FRONT_MS = 500;
/** How long further frontal frames are taken when the score at the end is unsure. */
const SECOND_LOOK_MS = 2500;
/** Every so many frames of a turn the face is compared with the track's: a swap in mid-turn is seen. */
const SWAP_CHECK = 3;

/** As many frames in a row break the track. */
const MOST_DISTURBED = 3;

type Phase = 'front' | 'turns' | 'second-look';

/**
 * One try of the face step, frame by frame: a face is followed, looked at from the front, asked to turn to sides drawn
 * at that moment, and compared with the card's photo. When the track breaks, all of it begins anew.
 */
export class Attempt {
  /** Embedding of the card's photo. */
  readonly reference: Float32Array;
  /** Mesh of the face in the frame that is being looked at. */
  readonly mesh: Float32Array;
  /** The faces that the last picture showed, the largest first. */
  faces: readonly DetectedFace[] = [];
  /** Number of the face that is followed. */
  tracks = 1;
  private readonly reader: FaceReader;
  private readonly rules: AttemptRules;
  private readonly live: LiveEmbedding;
  private readonly turn: SolidTurn;
  private readonly series: TurnSeries;
  private readonly track = new Track();
  private readonly front = new FrontHints();
  private phase: Phase = 'front';
  private phaseFromMs = 0;
  private framesOfTurns = 0;
  /** Degrees by which the straightest frontal view is turned. */
  private straightest = Number.POSITIVE_INFINITY;
  /** Frames in a row with nobody or with somebody else too. */
  private disturbed = 0;
  private sawFace = false;

  constructor(reader: FaceReader, rules: AttemptRules, memory: SecretMemory) {
    this.reader = reader;
    this.rules = rules;
    this.reference = memory.floats(EMBEDDING_LENGTH);
    this.mesh = memory.floats(MESH_NUMBERS);
    this.live = new LiveEmbedding(memory);
    this.turn = new SolidTurn(memory);
    this.series = new TurnSeries(rules.draw);
  }

  /** Begins a new try against the same card. */
  begin(): void {
    this.restart();
    this.series.reset();
    this.faces = [];
    this.sawFace = false;
    this.front.reset();
  }

  /** Whether the frontal look is done and the turns have begun. */
  get underWay(): boolean {
    return this.phase !== 'front';
  }

  /** The outcome when time is up. */
  timeUp(): Outcome {
    const score = this.live.score(this.reference);
    if (this.phase === 'second-look') return this.decided(score);
    return { result: this.sawFace ? 'not-live' : 'no-face', score };
  }

  /** Looks at one frame; `atMs` is when it was taken and never goes back. */
  async look(picture: Picture, atMs: number): Promise<Seen> {
    const faces = await this.reader.find(picture);
    this.faces = faces;
    const [face] = faces;
    const last = this.track.last;
    // A face that the detector misses for a frame may still be found by its last place.
    const square = face ?? (last === undefined ? undefined : { ...last, roll: 0 });
    if (square === undefined || !(await this.reader.meshOf(picture, square, this.mesh)))
      return this.disturbedBy(hintWithoutFace(brightnessOf(picture)));
    const look = lookAtFace(picture, this.mesh, faces, atMs);
    if (look.secondPerson) return this.disturbedBy('one-person');
    this.disturbed = 0;
    if (!this.track.follow(boxAround(this.mesh), atMs)) return this.broken('look-here');
    this.sawFace = true;
    switch (this.phase) {
      case 'front':
        return this.lookFront(picture, look);
      case 'turns':
        return this.lookTurns(picture, look);
      case 'second-look':
        return this.lookAgain(picture, look);
    }
  }

  /** The other way out of a try: the frames themselves can't be a camera's (they came twice, or jumped in time). */
  breakTrack(): Seen {
    return this.broken('look-here');
  }

  private async lookFront(picture: Picture, look: FaceLook): Promise<Seen> {
    const hint = this.front.hintOf(look);
    if (hint !== undefined) return this.say(hint);
    const { atMs } = look;
    if (this.live.count === 0) this.phaseFromMs = atMs;
    if (!(await this.addFront(picture, look))) return this.broken('look-here');
    // The straightest of the frontal views: turns are measured against it.
    if (Math.abs(look.yaw) < this.straightest) {
      this.straightest = Math.abs(look.yaw);
      this.turn.keepFront(picture, this.mesh);
    }
    if (this.live.count >= FRONT_FRAMES && atMs - this.phaseFromMs >= FRONT_MS) {
      this.series.begin(atMs);
      this.phase = 'turns';
    }
    return this.say('hold-still');
  }

  private async lookTurns(picture: Picture, look: FaceLook): Promise<Seen> {
    const seen = this.turn.look(picture, this.mesh);
    if (seen.jumped) return this.broken('look-here');
    const state = this.series.look(seen, look.atMs);
    const front = this.series.holding && Math.abs(seen.yaw) <= NEARLY_AHEAD;
    const same = front
      ? await this.addFront(picture, look)
      : await this.sameFace(picture, seen.looks === 'solid');
    if (!same) return this.broken('look-here');
    if (state === 'over')
      return this.say('look-here', { result: 'not-live', score: this.live.score(this.reference) });
    if (state === 'going') return this.say(this.series.hint);
    const score = this.live.score(this.reference);
    if (bandOf(score, this.rules.bands) !== 'unsure') return this.say('good', this.decided(score));
    this.phase = 'second-look';
    this.phaseFromMs = look.atMs;
    return this.say('turn-back');
  }

  /** More frames for a score that is unsure (an old photo): they may clear it up, else people look. */
  private async lookAgain(picture: Picture, look: FaceLook): Promise<Seen> {
    const seen = this.turn.look(picture, this.mesh);
    if (seen.jumped) return this.broken('look-here');
    if (Math.abs(seen.yaw) <= NEARLY_AHEAD && !(await this.addFront(picture, look)))
      return this.broken('look-here');
    const score = this.live.score(this.reference);
    const over = look.atMs - this.phaseFromMs >= SECOND_LOOK_MS;
    if (score >= this.rules.bands.accept || over) return this.say('good', this.decided(score));
    return this.say('turn-back');
  }

  /** Whether the turned face is still the one of the frontal frames; asked for each frame that counts and some between. */
  private async sameFace(picture: Picture, counts: boolean): Promise<boolean> {
    if (!counts && this.framesOfTurns++ % SWAP_CHECK !== 0) return true;
    await this.reader.embed(picture, this.mesh, this.live.current);
    return this.live.agreement() >= this.rules.sameTrack;
  }

  /** Takes the frame into the mean; false when it's another person's. */
  private async addFront(picture: Picture, look: FaceLook): Promise<boolean> {
    const quality = qualityOf(look);
    // No better than what is there: it is only checked now and then that the face is still the same.
    if (!this.live.wants(quality)) return this.sameFace(picture, false);
    await this.reader.embedBest(picture, this.mesh, this.live.current);
    if (this.live.count > 0 && this.live.agreement() < this.rules.sameFront) return false;
    this.live.add(quality);
    return true;
  }

  private decided(score: number): Outcome {
    return { result: score >= this.rules.bands.accept ? 'matched' : 'not-matched', score };
  }

  /** One frame in which a passer-by is seen, or nobody, is passed over; after it the face is looked at anew. */
  private disturbedBy(hint: CoachHint): Seen {
    this.framesOfTurns = 0;
    return ++this.disturbed >= MOST_DISTURBED || this.phase === 'front' ? this.broken(hint) : this.say(hint);
  }

  /** The track is broken: begin anew. After the turns there's nothing left to begin for: the score decides. */
  private broken(hint: CoachHint): Seen {
    if (this.phase === 'second-look') return this.say(hint, this.decided(this.live.score(this.reference)));
    this.restart();
    return this.say(hint);
  }

  private restart(): void {
    this.tracks++;
    this.track.break();
    this.live.reset();
    this.turn.reset();
    this.phase = 'front';
    this.framesOfTurns = 0;
    this.straightest = Number.POSITIVE_INFINITY;
    this.disturbed = 0;
  }

  private say(hint: CoachHint, outcome?: Outcome): Seen {
    if (outcome !== undefined) return { coaching: { hint, progress: 1 }, outcome };
    return { coaching: { hint, progress: this.progress() } };
  }

  private progress(): number {
    if (this.phase === 'front') return Math.min(0.2, 0.05 * this.live.count);
    return this.phase === 'second-look' ? 0.95 : 0.2 + 0.7 * this.series.progress;
  }
}
