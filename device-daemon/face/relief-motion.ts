import type { Picture } from '../../domain/index.ts';
import { MESH_POINTS } from './face-mesh.ts';
import { LeastSquares } from './least-squares.ts';
import type { SecretMemory } from './secret-memory.ts';
import { SHEET_POINTS } from './sheet-points.ts';
import { type GreyLevel, UPRIGHT_SIDE, UPRIGHT_UNIT, UprightFace } from './upright-face.ts';

/** What moved between two views of a face, measured in the pixels. */
export interface ReliefMotion {
  /**
   * How far what stands out of the face moved across, against a smooth sheet through the rest of it, in its own depths:
   * near the sine of the turn for a head, near 0 for what has no relief. Positive towards the person's own left.
   */
  readonly shift: number;
  /** Share 0..1 of the difference between the views that this motion explains and a smooth sheet's does not. */
  readonly gain: number;
}

const SIDE = UPRIGHT_SIDE;
/** Terms of a smooth sheet's motion along one axis: 1, u, v, u2, uv, v2. A bent print moves by these. */
const TERMS = 6;
const ACROSS = 2 * TERMS;
const UNKNOWNS = 2 * TERMS + 2;
/** Rounds of the search: blurred with every other pixel, then sharp. */
const ROUNDS = { coarse: 8, fine: 6 } as const;
const DAMPING = 0.001;
/** Differences of contrast beyond this are something hidden and not something moved. */
const OUTLIER = 0.6;
/** Where the search begins: motions of the relief, the sines of 0 to 25 degrees, and pixels that the mesh is off across. */
const FIRST_SHIFTS = [0, 0.2, 0.42];
const FIRST_OFFS = [-9, -6, -3, 0, 3, 6, 9];
/** A motion that explains this much is a beginning for the next frame's. */
const FOLLOWED_GAIN = 0.05;
/** Pixels around a point of the mesh for which its depth counts. */
const NEAR = 3;

/**
 * Plane plus parallax, directly on the pixels (Irani and Anandan 1996): the turned view is laid over the frontal one by
 * the motion of a smooth sheet, flat or bent, together with a shift in proportion to the face's own relief: what the depth
 * of the frontal mesh has beyond a smooth sheet, the nose and the hollows of the eyes. All unknowns are found
 * together with the least squares. A print has the picture of a nose, which moves with the sheet.
 */
export class ReliefMeter {
  private readonly front: UprightFace;
  private readonly turned: UprightFace;
  private readonly relief: Float32Array;
  private readonly warp: Float64Array;
  private readonly best: Float64Array;
  /** The motion of the frame before, from which the next is not far. */
  private readonly last: Float64Array;
  private followed = false;
  private readonly row: Float64Array;
  private readonly sheet: LeastSquares;
  private readonly flat: LeastSquares;
  private readonly solid: LeastSquares;
  /** Pixels of the inner face, and the sheet's terms at each: the same for everybody. */
  private readonly pixels: Int32Array;
  private readonly terms: Float64Array;

  constructor(memory: SecretMemory) {
    this.front = new UprightFace(memory);
    this.turned = new UprightFace(memory);
    this.relief = memory.floats(SIDE * SIDE);
    this.warp = memory.doubles(UNKNOWNS);
    this.best = memory.doubles(UNKNOWNS);
    this.last = memory.doubles(UNKNOWNS);
    this.row = memory.doubles(UNKNOWNS);
    this.sheet = new LeastSquares(TERMS, memory);
    this.flat = new LeastSquares(2 * TERMS, memory);
    this.solid = new LeastSquares(UNKNOWNS, memory);
    this.pixels = Int32Array.from(innerFace());
    this.terms = new Float64Array(TERMS * this.pixels.length);
    this.pixels.forEach((at, n) => {
      fillTerms(at % SIDE, Math.floor(at / SIDE), this.terms, n * TERMS);
    });
  }

  /** Keeps the frontal view: its pixels, its points and its relief. */
  keepFront(picture: Picture, mesh: Float32Array): void {
    this.front.take(picture, mesh);
    this.followed = false;
    const { relief, sheet, terms } = this;
    sheet.begin();
    this.pixels.forEach((at, n) => {
      relief[at] = this.depthAt(at % SIDE, Math.floor(at / SIDE));
      sheet.add(terms, relief[at] ?? 0, 1, n * TERMS);
    });
    const smooth = sheet.solve();
    this.pixels.forEach((at, n) => {
      for (let i = 0; i < TERMS; i++)
        relief[at] = (relief[at] ?? 0) - (smooth[i] ?? 0) * (terms[n * TERMS + i] ?? 0);
    });
  }

  /** Measures a turned view; `towards` is the sign of the turn that the mesh believes in. */
  measure(picture: Picture, mesh: Float32Array, towards: number): ReliefMotion {
    this.turned.take(picture, mesh);
    const flat = this.fit(this.flat, [0]);
    const left = this.fit(
      this.solid,
      FIRST_SHIFTS.map((shift) => towards * shift),
    );
    const gain = flat <= 0 ? 0 : Math.max(0, 1 - left / flat);
    this.followed = gain >= FOLLOWED_GAIN;
    this.last.set(this.warp);
    return { shift: this.warp[ACROSS] ?? 0, gain };
  }

  /** Depth of the frontal mesh around a pixel; positive is nearer. */
  private depthAt(x: number, y: number): number {
    const { places } = this.front;
    let [weights, sum] = [0, 0];
    for (let point = 0; point < 3 * MESH_POINTS; point += 3) {
      const square = ((places[point] ?? 0) - x) ** 2 + ((places[point + 1] ?? 0) - y) ** 2;
      if (square > 9 * NEAR * NEAR) continue;
      const weight = Math.exp(-square / (2 * NEAR * NEAR));
      weights += weight;
      sum -= weight * (places[point + 2] ?? 0);
    }
    return weights === 0 ? 0 : sum / weights;
  }

  /** Lays the turned view over the frontal one, with relief or without; returns the difference that is left, 0..1. */
  private fit(equations: LeastSquares, shifts: readonly number[]): number {
    const { warp, best } = this;
    this.begin(equations, shifts);
    let left = 1;
    for (const level of ['coarse', 'fine'] as const) {
      left = Number.POSITIVE_INFINITY;
      for (let round = 0; round <= ROUNDS[level]; round++) {
        const found = this.compare(
          this.front[level],
          this.turned[level],
          level === 'coarse' ? 2 : 1,
          equations,
        );
        if (found < left) {
          left = found;
          best.set(warp);
        }
        const step = equations.solve(DAMPING);
        for (let i = 0; i < step.length; i++) warp[i] = (warp[i] ?? 0) + (step[i] ?? 0);
      }
      warp.set(best);
    }
    return left;
  }

  /** The best of some motions to begin from: the blurred pictures are alike only near the right one. */
  private begin(equations: LeastSquares, shifts: readonly number[]): void {
    const { warp, best } = this;
    this.beginFromMesh();
    const across = warp[0] ?? 0;
    let left = Number.POSITIVE_INFINITY;
    const consider = (): void => {
      const found = this.compare(this.front.coarse, this.turned.coarse, 4, equations);
      if (found >= left) return;
      left = found;
      best.set(warp);
    };
    for (const shift of shifts)
      for (const off of FIRST_OFFS) {
        warp[0] = across + off;
        warp[ACROSS] = shift;
        consider();
      }
    if (this.followed)
      for (const farther of shifts.length > 1 ? [0.8, 1, 1.25] : [0]) {
        warp.set(this.last);
        warp[ACROSS] = farther * (this.last[ACROSS] ?? 0);
        warp[ACROSS + 1] = farther * (this.last[ACROSS + 1] ?? 0);
        consider();
      }
    warp.set(best);
  }

  /** The smooth sheet's motion as the mesh points outside of the nose have it: near enough to begin from. */
  private beginFromMesh(): void {
    const { sheet, row, warp } = this;
    warp.fill(0);
    for (const axis of [0, 1]) {
      sheet.begin();
      for (const point of SHEET_POINTS) {
        fillTerms(this.front.places[3 * point] ?? 0, this.front.places[3 * point + 1] ?? 0, row);
        sheet.add(row, this.turned.places[3 * point + axis] ?? 0);
      }
      warp.set(sheet.solve(), axis * TERMS);
    }
  }

  /** Adds up the equations of one round, from every `stride`-th pixel; returns the mean difference as it is now, 0..1. */
  private compare(front: GreyLevel, turned: GreyLevel, stride: number, equations: LeastSquares): number {
    const { terms, row, warp, pixels } = this;
    equations.begin();
    let difference = 0;
    let counted = 0;
    for (let n = 0; n < pixels.length; n += stride) {
      const at = pixels[n] ?? 0;
      const depth = this.relief[at] ?? 0;
      let x = (warp[ACROSS] ?? 0) * depth;
      let y = (warp[ACROSS + 1] ?? 0) * depth;
      for (let i = 0; i < TERMS; i++) {
        const term = terms[n * TERMS + i] ?? 0;
        x += (warp[i] ?? 0) * term;
        y += (warp[TERMS + i] ?? 0) * term;
      }
      counted++;
      if (!(x >= 0 && y >= 0 && x < SIDE - 1 && y < SIDE - 1)) {
        difference++;
        continue;
      }
      const off = (front.values[at] ?? 0) - mix(turned.values, x, y);
      const square = (off / OUTLIER) ** 2;
      difference += square / (1 + square);
      const across = mix(turned.across, x, y);
      const down = mix(turned.down, x, y);
      for (let i = 0; i < TERMS; i++) {
        const term = terms[n * TERMS + i] ?? 0;
        row[i] = across * term;
        row[TERMS + i] = down * term;
      }
      row[ACROSS] = across * depth;
      row[ACROSS + 1] = down * depth;
      equations.add(row, off, 1 / (1 + square) ** 2);
    }
    return difference / counted;
  }
}

/** Places of the pixels of an ellipse over eyes, nose and mouth, which stays in sight in a turn of 30 degrees. */
function* innerFace(): Generator<number> {
  const middle = SIDE / 2;
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const [u, v] = [(x - middle) / UPRIGHT_UNIT, (y - middle) / UPRIGHT_UNIT];
      if (u * u + ((v + 0.05) / 0.95) ** 2 <= 1) yield y * SIDE + x;
    }
}

function fillTerms(x: number, y: number, terms: Float64Array, at = 0): void {
  const u = (x - SIDE / 2) / UPRIGHT_UNIT;
  const v = (y - SIDE / 2) / UPRIGHT_UNIT;
  terms[at] = 1;
  terms[at + 1] = u;
  terms[at + 2] = v;
  terms[at + 3] = u * u;
  terms[at + 4] = u * v;
  terms[at + 5] = v * v;
}

/** A value between four pixels, bilinearly. */
function mix(values: Float32Array, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const fx = x - left;
  const fy = y - top;
  const at = top * SIDE + left;
  const upper = (values[at] ?? 0) * (1 - fx) + (values[at + 1] ?? 0) * fx;
  const lower = (values[at + SIDE] ?? 0) * (1 - fx) + (values[at + SIDE + 1] ?? 0) * fx;
  return upper * (1 - fy) + lower * fy;
}
