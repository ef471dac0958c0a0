import type { BenchLine } from './bench-line.ts';
import type { LivenessOptions } from './liveness-options.ts';

export async function browserLiveness(_options: LivenessOptions): Promise<BenchLine[]> {
  throw new Error('not yet');
}
