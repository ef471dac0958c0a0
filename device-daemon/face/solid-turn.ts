import type { Picture } from '../../domain/index.ts';
import { MESH_NUMBERS } from './face-mesh.ts';
import { FlatnessMeter } from './flatness.ts';
import { RotationMeter } from './head-rotation.ts';
import { ReliefMeter } from './relief-motion.ts';
import type { SecretMemory } from './secret-memory.ts';

/** Degrees between which a turn is judged: less moves too little, more hides half of the nose. */
const JUDGED = { from: 10, to: 24 } as const;
/** From one frame to the next a head turns no farther; a picture that's swapped does. */
const LARGEST_STEP = 28;
/** Root mean square distance of the mesh points from the best homography, in eye distances. */
const LEAST_RESIDUAL = 0.03;
/** The relief's motion against the sine of the turn: 1 for a head as the mesh has it. docs/face.md has the figures. */
const SOLID_SHIFT = { least: 0.3, most: 2 } as const;
const FLAT_SHIFT = 0.2;
/** Share of the difference between two views that only a relief explains. */
const SOLID_GAIN = 0.07;
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
    const { yaw } = this.rotation.measure(this.front, mesh);
    const jumped = Math.abs(yaw - this.lastYaw) > LARGEST_STEP;
    this.lastYaw = yaw;
    const judged = Math.abs(yaw) >= JUDGED.from && Math.abs(yaw) <= JUDGED.to && !jumped;
    const looks = judged ? this.judge(picture, mesh, yaw) : 'unclear';
    return { yaw, jumped, looks };
  }

  private judge(picture: Picture, mesh: Float32Array, yaw: number): TurnSeen['looks'] {
    const { shift, gain } = this.relief.measure(picture, mesh, Math.sign(yaw));
    const share = shift / Math.sin((yaw * Math.PI) / 180);
    if (share < FLAT_SHIFT && gain < FLAT_GAIN) return 'flat';
    const solid =
      share >= SOLID_SHIFT.least &&
      share <= SOLID_SHIFT.most &&
      gain >= SOLID_GAIN &&
      this.flatness.residual(this.front, mesh) >= LEAST_RESIDUAL;
    return solid ? 'solid' : 'unclear';
  }
}
