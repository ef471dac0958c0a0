import { MESH_NUMBERS } from '../../device-daemon/face/face-mesh.ts';
import { FlatnessMeter, noseRelief, widthToLength } from '../../device-daemon/face/flatness.ts';
import { RotationMeter } from '../../device-daemon/face/head-rotation.ts';
import type { SecretMemory } from '../../device-daemon/face/index.ts';
import { NoseParallax } from '../../device-daemon/face/nose-parallax.ts';
import type { FrameWatch } from '../support/face-try.ts';

/** Degrees from which a turn counts. */
const FROM_YAW = 15;
const QUANTILES = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1] as const;
const MEASURES = ['yaw', 'residual', 'relief', 'parallax', 'width'] as const;
type Measures = Record<(typeof MEASURES)[number], number[]>;

/** Gathers what the daemon can measure in turns of 15 degrees and more to the asked side. */
export class TurnTrace {
  private readonly front = new Float32Array(MESH_NUMBERS);
  private readonly rotation: RotationMeter;
  private readonly flatness: FlatnessMeter;
  private readonly parallax: NoseParallax;
  private readonly measured: Measures = { yaw: [], residual: [], relief: [], parallax: [], width: [] };
  /** Turned frames in which the patches of the nose weren't found again surely. */
  private unsure = 0;
  private asked = 0;

  constructor(memory: SecretMemory) {
    this.rotation = new RotationMeter(memory);
    this.flatness = new FlatnessMeter(memory);
    this.parallax = new NoseParallax(memory);
  }

  /** Begins a new try. */
  begin(): void {
    this.asked = 0;
  }

  readonly watch: FrameWatch = (picture, mesh, hint) => {
    const asked = hint === 'turn-left' ? 1 : hint === 'turn-right' ? -1 : 0;
    if (asked !== 0 && this.asked === 0) {
      this.front.set(mesh);
      this.parallax.keepFront(picture, mesh);
    }
    this.asked = asked;
    if (asked === 0) return;
    const yaw = asked * this.rotation.measure(this.front, mesh).yaw;
    if (yaw < FROM_YAW) return;
    const { measured } = this;
    measured.yaw.push(yaw);
    measured.residual.push(this.flatness.residual(this.front, mesh));
    measured.relief.push(asked * (noseRelief(mesh) - noseRelief(this.front)));
    measured.width.push(widthToLength(mesh) / widthToLength(this.front));
    const parallax = this.parallax.measure(picture, mesh);
    if (parallax === undefined) this.unsure++;
    else measured.parallax.push(asked * parallax);
  };

  /** A line for each measure: the number of turned frames, and the values below which so many of them lie. */
  quantiles(kind: string): string[] {
    return MEASURES.map((measure) => {
      const sorted = [...this.measured[measure]].sort((a, b) => a - b);
      const values = QUANTILES.map((share) => {
        const value = sorted[Math.round(share * (sorted.length - 1))];
        return `${100 * share}%=${value === undefined ? '-' : value.toFixed(3)}`;
      });
      const unsure = measure === 'parallax' ? ` (${this.unsure} not found)` : '';
      return `trace ${kind} ${measure} n=${sorted.length}${unsure} ${values.join(' ')}`;
    });
  }
}
