import { MESH_NUMBERS } from '../../device-daemon/face/face-mesh.ts';
import { FlatnessMeter } from '../../device-daemon/face/flatness.ts';
import { RotationMeter } from '../../device-daemon/face/head-rotation.ts';
import type { FaceReader, SecretMemory } from '../../device-daemon/face/index.ts';
import { ReliefMeter } from '../../device-daemon/face/relief-motion.ts';
import type { CoachHint, Picture } from '../../domain/index.ts';
import type { Actor, Chance } from '../fixtures/face/index.ts';

/** Degrees between which a turn is judged. */
const JUDGED = { from: 10, to: 24 } as const;
/** Moments of the turn that are looked at, in milliseconds after it was asked for. */
const ASKED_MS = 2500;
const LOOKED_MS = [900, 1300, 1700, 2200, 2800] as const;
const QUANTILES = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1] as const;
const MEASURES = ['residual', 'shift', 'gain'] as const;
type Measures = Record<(typeof MEASURES)[number], number[]>;

/** Gathers what the daemon can measure in turns of 15 degrees and more, whatever its judgement makes of it. */
export class TurnTrace {
  private readonly reader: FaceReader;
  private readonly front = new Float32Array(MESH_NUMBERS);
  private readonly mesh = new Float32Array(MESH_NUMBERS);
  private readonly rotation: RotationMeter;
  private readonly flatness: FlatnessMeter;
  private readonly relief: ReliefMeter;
  private readonly measured: Measures = { residual: [], shift: [], gain: [] };
  private looked = 0;
  private turned = 0;

  constructor(reader: FaceReader, memory: SecretMemory) {
    this.reader = reader;
    this.rotation = new RotationMeter(memory);
    this.flatness = new FlatnessMeter(memory);
    this.relief = new ReliefMeter(memory);
  }

  /** Asks the actor to look ahead and then to turn to a side, and measures some frames of the turn. */
  async show(actor: Actor, chance: Chance): Promise<void> {
    const hint: CoachHint = chance.of(['turn-left', 'turn-right'] as const);
    const sign = hint === 'turn-left' ? 1 : -1;
    const ahead = actor.frameAt(ASKED_MS, 'hold-still');
    if (!(await this.find(ahead, this.front))) return;
    this.relief.keepFront(ahead, this.front);
    actor.frameAt(ASKED_MS + 10, hint);
    for (const after of LOOKED_MS) {
      const picture = actor.frameAt(ASKED_MS + after, hint);
      this.looked++;
      if (await this.find(picture, this.mesh)) this.measure(picture, sign);
    }
  }

  private async find(picture: Picture, mesh: Float32Array): Promise<boolean> {
    const [face] = await this.reader.find(picture);
    return face !== undefined && (await this.reader.meshOf(picture, face, mesh));
  }

  private measure(picture: Picture, sign: number): void {
    const { front, mesh, measured } = this;
    const yaw = sign * this.rotation.yaw(front, mesh);
    if (yaw < JUDGED.from || yaw > JUDGED.to) return;
    this.turned++;
    measured.residual.push(this.flatness.residual(front, mesh));
    const { shift, gain } = this.relief.measure(picture, mesh, sign);
    measured.shift.push((sign * shift) / Math.sin((yaw * Math.PI) / 180));
    measured.gain.push(gain);
  }

  /** A line for each measure: the values below which so many of the turned frames lie. */
  quantiles(kind: string): string[] {
    const head = `trace ${kind}: ${this.looked} frames, ${this.turned} turned by ${JUDGED.from} to ${JUDGED.to} degrees`;
    const lines = MEASURES.map((measure) => {
      const sorted = [...this.measured[measure]].sort((a, b) => a - b);
      const values = QUANTILES.map((share) => {
        const value = sorted[Math.round(share * (sorted.length - 1))];
        return `${100 * share}%=${value === undefined ? '-' : value.toFixed(3)}`;
      });
      return `trace ${kind} ${measure} ${values.join(' ')}`;
    });
    return [head, ...lines];
  }
}
