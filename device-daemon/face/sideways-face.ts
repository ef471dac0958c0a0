import type { Picture } from '../../domain/index.ts';
import { MESH_NUMBERS } from './face-mesh.ts';
import type { FaceReader } from './face-reader.ts';
import type { SecretMemory } from './secret-memory.ts';
import { type QuarterTurn, turnedPicture } from './turned-picture.ts';

/** The detector looks at 128 x 128 pixels; the mesh is the better for some more. */
const COPY_SIDE = 320;
const TURNS: readonly QuarterTurn[] = [0, 90, 180, 270];
/** A face that lies farther over than this does not stand upright in a copy. */
const UPRIGHT = Math.PI / 6;
/**
 * How much better the face must be found in the turned copy: the detector also finds faces that stand on their head,
 * but is less sure of them. Measured on the people of test/unit/sideways-face.test.ts.
 */
const CLEARLY = 0.04;

/** Tells whether a camera stands on its side or its head. */
export class SidewaysFace {
  private readonly reader: FaceReader;
  private readonly copy: Uint8Array;
  private readonly mesh: Float32Array;

  constructor(reader: FaceReader, memory: SecretMemory) {
    this.reader = reader;
    this.copy = memory.bytes(COPY_SIDE * COPY_SIDE * 4);
    this.mesh = memory.floats(MESH_NUMBERS);
  }

  /**
   * By how many degrees clockwise the picture must be turned for its largest face to stand upright; 0 when it does, or
   * when there is none. Looks four times at a small copy: for once or twice a try, not for every frame.
   */
  async turnOf(picture: Picture): Promise<QuarterTurn> {
    let best: { turn: QuarterTurn; sureness: number } = { turn: 0, sureness: 0 };
    for (const turn of TURNS) {
      const sureness = await this.sureness(turnedPicture(picture, turn, COPY_SIDE, this.copy));
      if (sureness > best.sureness + (turn === 0 ? 0 : CLEARLY)) best = { turn, sureness };
    }
    this.copy.fill(0);
    return best.turn;
  }

  /** How sure it is that an upright face is there, 0..1. */
  private async sureness(picture: Picture): Promise<number> {
    const [face] = await this.reader.find(picture);
    if (face === undefined || Math.abs(face.roll) > UPRIGHT) return 0;
    return (await this.reader.meshOf(picture, face, this.mesh)) ? face.score : 0;
  }
}
