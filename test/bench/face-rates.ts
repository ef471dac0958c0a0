/** Scores of pairs, of one person and of two; figures of verification are worked out of them. */
export class Scores {
  private readonly genuine: number[] = [];
  /** Number of wrong pairs by score: there are millions, and their places are wanted to 1e-5 only. */
  private readonly impostors = new Float64Array(BINS + 1);
  private impostorCount = 0;

  add(same: boolean, score: number): void {
    if (same) this.genuine.push(score);
    else {
      const bin = Math.floor(((Math.max(-1, Math.min(1, score)) + 1) / 2) * BINS);
      this.impostors[bin] = (this.impostors[bin] ?? 0) + 1;
      this.impostorCount++;
    }
  }

  get counts(): { readonly genuine: number; readonly impostors: number } {
    return { genuine: this.genuine.length, impostors: this.impostorCount };
  }

  /** The least score that at most this share of the wrong pairs reach; NaN without wrong pairs. */
  thresholdAt(falseMatchRate: number): number {
    if (this.impostorCount === 0) return Number.NaN;
    let above = 0;
    for (let bin = BINS; bin >= 0; bin--) {
      above += this.impostors[bin] ?? 0;
      if (above > falseMatchRate * this.impostorCount) return scoreAbove(bin);
    }
    return -1;
  }

  /** Share of the right pairs that reach a score, 0..1. */
  acceptedAt(threshold: number): number {
    return this.genuine.filter((score) => score >= threshold).length / this.genuine.length;
  }

  /** The rate at which as many right pairs are refused as wrong ones pass, 0..1. */
  equalErrorRate(): number {
    const sorted = [...this.genuine].sort((a, b) => a - b);
    let [refused, passed, best, rate] = [0, this.impostorCount, Number.POSITIVE_INFINITY, 1];
    for (let bin = 0; bin <= BINS; bin++) {
      passed -= this.impostors[bin] ?? 0;
      const score = scoreAbove(bin);
      while (refused < sorted.length && (sorted[refused] ?? 1) < score) refused++;
      const [falseReject, falseMatch] = [refused / sorted.length, passed / this.impostorCount];
      if (Math.abs(falseReject - falseMatch) < best) {
        best = Math.abs(falseReject - falseMatch);
        rate = (falseReject + falseMatch) / 2;
      }
    }
    return rate;
  }
}

const BINS = 200_000;

function scoreAbove(bin: number): number {
  return ((bin + 1) / BINS) * 2 - 1;
}

/** A pair of a fold with its score. */
export interface FoldScore {
  readonly fold: number;
  readonly same: boolean;
  readonly score: number;
}

/**
 * Accuracy as LFW reports it: for each fold the threshold that is best on all others, and with it the share of right
 * answers on that fold. Mean and standard error over the folds, 0..1.
 */
export function foldAccuracy(pairs: readonly FoldScore[]): {
  readonly mean: number;
  readonly error: number;
  readonly folds: number;
} {
  const folds = [...new Set(pairs.map((pair) => pair.fold))];
  const shares = folds.map((fold) => {
    const threshold = bestThreshold(pairs.filter((pair) => pair.fold !== fold));
    const own = pairs.filter((pair) => pair.fold === fold);
    return own.filter((pair) => pair.score >= threshold === pair.same).length / own.length;
  });
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const spread = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / Math.max(1, shares.length - 1);
  return { mean, error: Math.sqrt(spread / shares.length), folds: folds.length };
}

function bestThreshold(pairs: readonly FoldScore[]): number {
  const sorted = [...pairs].sort((a, b) => b.score - a.score);
  let [right, most, threshold] = [sorted.filter((pair) => !pair.same).length, -1, 2];
  if (right > most) most = right;
  for (const pair of sorted) {
    right += pair.same ? 1 : -1;
    if (right > most) [most, threshold] = [right, pair.score];
  }
  return threshold;
}
