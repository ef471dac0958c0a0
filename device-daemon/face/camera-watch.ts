import type { InfraredPair } from '../../config/index.ts';
import { brightnessOf, type FaceTry, type Picture, secondPerson } from '../../domain/index.ts';
import type { DetectedFace } from './face-detector.ts';
import type { FaceReader } from './face-reader.ts';
import { InfraredWitness, inShares } from './infrared-witness.ts';
import type { SecretMemory } from './secret-memory.ts';
import { SeenFrames } from './seen-frames.ts';
import { SidewaysFace } from './sideways-face.ts';
import { type CameFrame, TryWitness } from './try-witness.ts';
import type { QuarterTurn } from './turned-picture.ts';

/** When, in milliseconds of a try, it is looked whether the camera stands on its side: two looks must agree. */
const SIDEWAYS_LOOKS_MS = [1800, 3500];

/** What the colour camera's picture showed to the try. */
export interface LookedAt {
  readonly faces: readonly DetectedFace[];
  /** Number of the face that is followed; another one after each break. */
  readonly tracks: number;
  /** Whether the face was already good enough for the first turn: then the camera stands upright. */
  readonly underWay: boolean;
}

/** An outcome, the code of what kept it from a better one, and with E-FACE-008 the turn that the picture needs. */
export interface Judged extends Pick<FaceTry, 'result' | 'score' | 'code'> {
  readonly turn?: number;
}

/** Watches the cameras through one try, hears the infrared camera if there is one, and judges at the end. */
export class CameraWatch {
  private readonly reader: FaceReader;
  private readonly witness = new TryWitness();
  private readonly sideways: SidewaysFace;
  private readonly infrared: InfraredWitness | undefined;
  private readonly infraredSeen = new SeenFrames();
  private beganMs = 0;
  private sidewaysLooks = 0;
  private firstTurn: QuarterTurn = 0;

  constructor(reader: FaceReader, pair: InfraredPair | null, memory: SecretMemory) {
    this.reader = reader;
    this.sideways = new SidewaysFace(reader, memory);
    this.infrared = pair === null ? undefined : new InfraredWitness(pair);
  }

  /** A new try, at `nowMs` of the daemon's clock; also forgets the one before. */
  begin(nowMs: number): void {
    this.beganMs = nowMs;
    this.sidewaysLooks = 0;
    this.witness.begin(nowMs);
    this.infrared?.begin(nowMs);
    this.infraredSeen.reset();
  }

  came(frame: CameFrame): void {
    this.witness.came(frame);
  }

  refused(): void {
    this.witness.refused();
  }

  /** What the colour camera's picture showed that came at `atMs`. */
  async saw(picture: Picture, { faces, tracks, underWay }: LookedAt, atMs: number): Promise<void> {
    const [face] = faces;
    this.witness.saw({
      brightness: brightnessOf(picture),
      faces: faces.length,
      several: secondPerson(faces),
    });
    this.infrared?.sawColour(face === undefined ? undefined : inShares(face, picture), atMs, tracks);
    if (!underWay) await this.lookSideways(picture, atMs);
  }

  /** An infrared picture that came at `atMs`. One that came before says nothing, as it does of the colour camera. */
  async sawInfrared(picture: Picture, atMs: number): Promise<void> {
    if (this.infrared === undefined || this.infraredSeen.take(picture.pixels) !== 'new') return;
    const faces = await this.reader.find(picture);
    this.infrared.sawInfrared(
      faces.map((face) => inShares(face, picture)),
      atMs,
    );
  }

  /** The outcome as it counts, with the code of what kept it from a better one. */
  judge(outcome: Pick<FaceTry, 'result' | 'score'>, nowMs: number): Judged {
    const objection = this.infrared?.objection(nowMs);
    if (outcome.result === 'matched' && objection !== undefined) {
      const code = objection === 'no-pictures' ? 'E-FACE-012' : 'E-FACE-011';
      return { ...outcome, result: 'not-live', code };
    }
    const code = this.witness.explain(outcome.result, nowMs, this.infrared?.explanation(nowMs));
    return { ...outcome, code, ...(code === 'E-FACE-008' ? { turn: this.witness.turnNeeded } : {}) };
  }

  private async lookSideways(picture: Picture, atMs: number): Promise<void> {
    const due = SIDEWAYS_LOOKS_MS[this.sidewaysLooks];
    if (due === undefined || atMs - this.beganMs < due) return;
    this.sidewaysLooks++;
    const turn = await this.sideways.turnOf(picture);
    if (this.sidewaysLooks === 1) this.firstTurn = turn;
    else if (turn === this.firstTurn) this.witness.lies(turn);
  }
}
