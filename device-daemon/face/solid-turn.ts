import type { Picture } from '../../domain/index.ts';
import { MESH_NUMBERS } from './face-mesh.ts';
import { FlatnessMeter } from './flatness.ts';
import { RotationMeter } from './head-rotation.ts';
import { ReliefMeter } from './relief-motion.ts';
import type { SecretMemory } from './secret-memory.ts';

/** Degrees from which a turn is judged: less moves too little. */
const JUDGED_FROM = 10;
/** Farther than this the nose hides a part of the face: a head may look flat then, and must show more relief to look solid. */
const FAR = 24;
/** From one frame to the next a head turns no farther; a picture that's swapped does. */
const LARGEST_STEP = 28;
/** Root mean square distance of the mesh points from the best homography, in eye distances. */
const LEAST_RESIDUAL = 0.03;
/** The relief's motion against the sine of the turn: 1 for a head as the mesh has it. docs/face.md has the figures. */
const MOST_SHIFT = 2;
/** Least motion of the relief, with the share of the difference between the views that it must explain then. */
const SOLID = [
  { shift: 0.42, gain: 0.05 },
  { shift: 0.3, gain: 0.07 },
] as const;
const SOLID_FAR = [{ shift: 0.45, gain: 0.07 }] as const;
const FLAT_SHIFT = 0.2;
const FLAT_GAIN = 0.04;

/** What one frame says about the turn. */
export interface TurnSeen {
  /** Degrees against the frontal view, positive towards the person's own left. */
  readonly yaw: number;
  /** Whether the face jumped as no head can. */
  readonly jumped: boolean;
  /** What turned that far: a solid head, something flat, or too little or unclear. */
  readonly looks: 'solid' | 'flat' | 'unclear';
}

/** Judges whether a head turned, and not a picture of one, against the frontal view of the same track. */
export class SolidTurn {
  private readonly front: Float32Array;
  private readonly rotation: RotationMeter;
  private readonly flatness: FlatnessMeter;
  private readonly relief: ReliefMeter;
  private lastYaw = 0;

  constructor(memory: SecretMemory) {
    this.front = memory.floats(MESH_NUMBERS);
    this.rotation = new RotationMeter(memory);
    this.flatness = new FlatnessMeter(memory);
    this.relief = new ReliefMeter(memory);
  }

  /** Keeps the frontal view that turns are measured against. */
  keepFront(picture: Picture, mesh: Float32Array): void {
    this.front.set(mesh);
    this.relief.keepFront(picture, mesh);
    this.lastYaw = 0;
  }

  /** Forgets the last turn; pictures and points lie in the memory that is wiped whole. */
  reset(): void {
    this.lastYaw = 0;
  }

  look(picture: Picture, mesh: Float32Array): TurnSeen {
    const yaw = this.rotation.yaw(this.front, mesh);
    const jumped = Math.abs(yaw - this.lastYaw) > LARGEST_STEP;
    this.lastYaw = yaw;
    const looks = Math.abs(yaw) < JUDGED_FROM || jumped ? 'unclear' : this.judge(picture, mesh, yaw);
    return { yaw, jumped, looks };
  }

  private judge(picture: Picture, mesh: Float32Array, yaw: number): TurnSeen['looks'] {
    const { shift, gain } = this.relief.measure(picture, mesh, Math.sign(yaw));
    const share = shift / Math.sin((yaw * Math.PI) / 180);
    const far = Math.abs(yaw) > FAR;
    if (share < FLAT_SHIFT && gain < FLAT_GAIN) return far ? 'unclear' : 'flat';
    const moves = (far ? SOLID_FAR : SOLID).some((least) => share >= least.shift && gain >= least.gain);
    const solid = moves && share <= MOST_SHIFT && this.flatness.residual(this.front, mesh) >= LEAST_RESIDUAL;
    return solid ? 'solid' : 'unclear';
  }
}
