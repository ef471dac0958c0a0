import type { Picture } from '../../domain/index.ts';
import { MESH_NUMBERS } from './face-mesh.ts';
import { FlatnessMeter, noseRelief, widthToLength } from './flatness.ts';
import { RotationMeter } from './head-rotation.ts';
import { NoseParallax } from './nose-parallax.ts';
import type { SecretMemory } from './secret-memory.ts';

/** Degrees from which a turn can be judged. */
const ASKED_YAW = 15;
/** From one frame to the next a head turns no farther; a picture that's swapped does. */
const LARGEST_STEP = 28;
/**
 * Measured on rendered heads and prints of four people (tilted up to 60 degrees, bent over up to 140 degrees of a
 * cylinder): at 15 degrees and more, heads give residuals of 0.07 to 0.15, reliefs of 0.10 to 0.20 and parallaxes of
 * 0.075 to 0.22; prints that seem turned as far give parallaxes up to 0.05,
 * seldom 0.15, and then have kept less than 0.89 of their width, which heads do. Not measured on living people before this device.
 */
const LEAST_RESIDUAL = 0.055;
const LEAST_RELIEF = 0.085;
const LEAST_PARALLAX = 0.09;
const LEAST_WIDTH_KEPT = 0.89;

/** A turn that moves the nose less than this against eyes and mouth is a picture's. */
const FLAT_PARALLAX = 0.05;

/** What one frame says about the turn. */
export interface TurnSeen {
  /** Degrees against the frontal view, positive towards the person's own left. */
  readonly yaw: number;
  /** Whether the face jumped as no head can. */
  readonly jumped: boolean;
  /** What turned that far: a solid head, something flat, or too little or unclear. */
  readonly looks: 'solid' | 'flat' | 'unclear';
}

/** Judges whether a head turned, and not a picture of one. */
export class SolidTurn {
  private readonly front: Float32Array;
  private readonly rotation: RotationMeter;
  private readonly flatness: FlatnessMeter;
  private readonly parallax: NoseParallax;
  private frontRelief = 0;
  private frontWidth = 0;
  private lastYaw = 0;

  constructor(memory: SecretMemory) {
    this.front = memory.floats(MESH_NUMBERS);
    this.rotation = new RotationMeter(memory);
    this.flatness = new FlatnessMeter(memory);
    this.parallax = new NoseParallax(memory);
  }

  /** Keeps the frontal view that turns are measured against. */
  keepFront(picture: Picture, mesh: Float32Array): void {
    this.front.set(mesh);
    this.frontRelief = noseRelief(mesh);
    this.frontWidth = widthToLength(mesh);
    this.parallax.keepFront(picture, mesh);
    this.lastYaw = 0;
  }

  /** Forgets the frontal view's measures; its picture and points lie in the memory that is wiped whole. */
  reset(): void {
    this.frontRelief = 0;
    this.frontWidth = 0;
    this.lastYaw = 0;
  }

  look(picture: Picture, mesh: Float32Array): TurnSeen {
    const { yaw } = this.rotation.measure(this.front, mesh);
    const jumped = Math.abs(yaw - this.lastYaw) > LARGEST_STEP;
    this.lastYaw = yaw;
    const looks = Math.abs(yaw) < ASKED_YAW || jumped ? 'unclear' : this.judge(picture, mesh, Math.sign(yaw));
    return { yaw, jumped, looks };
  }

  private judge(picture: Picture, mesh: Float32Array, sign: number): TurnSeen['looks'] {
    const parallax = this.parallax.measure(picture, mesh);
    if (parallax === undefined) return 'unclear';
    if (sign * parallax < FLAT_PARALLAX) return 'flat';
    const solid =
      sign * parallax >= LEAST_PARALLAX &&
      widthToLength(mesh) >= LEAST_WIDTH_KEPT * this.frontWidth &&
      this.flatness.residual(this.front, mesh) >= LEAST_RESIDUAL &&
      sign * (noseRelief(mesh) - this.frontRelief) >= LEAST_RELIEF;
    return solid ? 'solid' : 'unclear';
  }
}
