import type { CoachHint, FaceTry, Picture, TurnSide } from '../../domain/index.ts';
import type { Bands } from './bands.ts';
import type { Coaching } from './coach.ts';
import { EMBEDDING_LENGTH } from './embedder.ts';
import { MESH_NUMBERS } from './face-mesh.ts';
import type { FaceReader } from './face-reader.ts';
import { framingHint, looksAhead, secondPerson, tooDark } from './framing.ts';
import { LiveEmbedding } from './live-embedding.ts';
import { meanBrightness } from './sampling.ts';
import type { SecretMemory } from './secret-memory.ts';
import { SolidTurn } from './solid-turn.ts';
import { boxAround, Track } from './track.ts';

/** The scores that decide, and the draw of the side. */
export interface AttemptRules {
  readonly bands: Bands;
  readonly sameTrackFrom: number;
  /** Draws the side, anew for every track: it can't be known before. */
  readonly drawSide: () => TurnSide;
}

export type Outcome = Pick<FaceTry, 'result' | 'score'>;

/** What a frame brought: the hint that helps most now, and the outcome when the try is decided. */
export interface Seen {
  readonly coaching: Coaching;
  readonly outcome?: Outcome;
}

const FRONT_FRAMES = 4;
const FRONT_MS = 500;
const MOST_FRONT_FRAMES = 8;
const SOLID_FRAMES = 3;
/** How long further frontal frames are taken when the score is too low at the end of the turn. */
const SECOND_LOOK_MS = 2500;
const SECOND_LOOK_FRAMES = 6;
const NEARLY_AHEAD = 9;

type Phase = 'front' | 'turn' | 'second-look';

/**
 * One try of the face step, frame by frame: a face is followed, looked at from the front, asked to turn to a side drawn
 * at that moment, and compared with the card's photo. When the track breaks, all of it begins anew.
 */
export class Attempt {
  /** Embedding of the card's photo. */
  readonly reference: Float32Array;
  /** Mesh of the face in the frame that is being looked at. */
  readonly mesh: Float32Array;
  private readonly reader: FaceReader;
  private readonly rules: AttemptRules;
  private readonly live: LiveEmbedding;
  private readonly turn: SolidTurn;
  private readonly track = new Track();
  private phase: Phase = 'front';
  private phaseFromMs = 0;
  private side: TurnSide = 'left';
  private solidFrames = 0;
  private secondLooks = 0;
  private farthest = 0;
  private sawFace = false;

  constructor(reader: FaceReader, rules: AttemptRules, memory: SecretMemory) {
    this.reader = reader;
    this.rules = rules;
    this.reference = memory.floats(EMBEDDING_LENGTH);
    this.mesh = memory.floats(MESH_NUMBERS);
    this.live = new LiveEmbedding(memory);
    this.turn = new SolidTurn(memory);
  }

  /** Begins a new try against the same card. */
  begin(): void {
    this.restart();
    this.sawFace = false;
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
    if (secondPerson(faces)) return this.broken('one-person');
    const [face] = faces;
    const box = face ?? this.track.last;
    // A face that the detector misses for a frame may still be found by its last place.
    const square = face ?? (box === undefined ? undefined : { ...box, roll: 0 });
    if (box === undefined || square === undefined || !(await this.reader.meshOf(picture, square, this.mesh)))
      return this.broken(tooDark(meanBrightness(picture)) ? 'more-light' : 'look-here');
    if (!this.track.follow(boxAround(this.mesh), atMs)) return this.broken('look-here');
    this.sawFace = true;
    const still = this.track.isStill(this.mesh);
    const framing = framingHint(box, picture.width, picture.height);
    switch (this.phase) {
      case 'front':
        if (framing !== undefined) return this.say(framing);
        if (tooDark(meanBrightness(picture))) return this.say('more-light');
        return this.lookFront(picture, atMs, still);
      case 'turn':
        return this.lookTurn(picture, atMs);
      case 'second-look':
        return this.lookAgain(picture, atMs);
    }
  }

  private async lookFront(picture: Picture, atMs: number, still: boolean): Promise<Seen> {
    if (!looksAhead(this.mesh)) return this.say('look-here');
    if (!still) return this.say('hold-still');
    if (this.live.count === 0) this.phaseFromMs = atMs;
    if (!(await this.addFront(picture))) return this.broken('look-here');
    if (this.live.count >= FRONT_FRAMES && atMs - this.phaseFromMs >= FRONT_MS) {
      this.turn.keepFront(picture, this.mesh);
      this.side = this.rules.drawSide();
      this.phase = 'turn';
      return this.say(this.turnHint());
    }
    return this.say('hold-still');
  }

  private async lookTurn(picture: Picture, atMs: number): Promise<Seen> {
    const seen = this.turn.look(picture, this.mesh, this.side);
    if (seen.jumped) return this.broken('look-here');
    this.farthest = Math.max(this.farthest, seen.towards);
    if (!seen.solid) return this.say(this.turnHint());
    await this.reader.embed(picture, this.mesh, this.live.current);
    if (this.live.agreement() < this.rules.sameTrackFrom) return this.broken('look-here');
    this.solidFrames++;
    if (this.solidFrames < SOLID_FRAMES) return this.say(this.turnHint());
    const score = this.live.score(this.reference);
    if (score >= this.rules.bands.accept) return this.say('good', this.decided(score));
    this.phase = 'second-look';
    this.phaseFromMs = atMs;
    return this.say('turn-back');
  }

  private async lookAgain(picture: Picture, atMs: number): Promise<Seen> {
    const seen = this.turn.look(picture, this.mesh, this.side);
    if (seen.jumped) return this.broken('look-here');
    if (Math.abs(seen.towards) <= NEARLY_AHEAD) {
      if (!(await this.addFront(picture))) return this.broken('look-here');
      this.secondLooks++;
    }
    const score = this.live.score(this.reference);
    const over = atMs - this.phaseFromMs >= SECOND_LOOK_MS || this.secondLooks >= SECOND_LOOK_FRAMES;
    if (score >= this.rules.bands.accept || over) return this.say('good', this.decided(score));
    return this.say('turn-back');
  }

  /** Takes the frame into the mean; false when it's another person's. */
  private async addFront(picture: Picture): Promise<boolean> {
    if (this.phase === 'front' && this.live.count >= MOST_FRONT_FRAMES) return true;
    await this.reader.embed(picture, this.mesh, this.live.current);
    if (this.live.count > 0 && this.live.agreement() < this.rules.sameTrackFrom) return false;
    this.live.add();
    return true;
  }

  private decided(score: number): Outcome {
    return { result: score >= this.rules.bands.accept ? 'matched' : 'not-matched', score };
  }

  /** The track is broken: begin anew. After the turn there's nothing left to begin for: the score decides. */
  private broken(hint: CoachHint): Seen {
    if (this.phase === 'second-look') return this.say(hint, this.decided(this.live.score(this.reference)));
    this.restart();
    return this.say(hint);
  }

  private restart(): void {
    this.track.break();
    this.live.reset();
    this.phase = 'front';
    this.solidFrames = 0;
    this.secondLooks = 0;
    this.farthest = 0;
  }

  private turnHint(): CoachHint {
    return this.side === 'left' ? 'turn-left' : 'turn-right';
  }

  private say(hint: CoachHint, outcome?: Outcome): Seen {
    const coaching = { hint, progress: outcome === undefined ? this.progress() : 1 };
    return outcome === undefined ? { coaching } : { coaching, outcome };
  }

  private progress(): number {
    if (this.phase === 'front') return Math.min(0.4, 0.1 * this.live.count);
    if (this.phase === 'second-look') return 0.9;
    return 0.4 + 0.3 * Math.min(1, this.farthest / 20) + 0.1 * this.solidFrames;
  }
}
