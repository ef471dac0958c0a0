import { inOddPieces } from '../support/noise.ts';
import { STREAM_PARSERS } from '../support/stream-parsers.ts';
import { type Bench, type BenchLine, median } from './bench-line.ts';

const MIB = 1024 * 1024;
const SIZE = 64 * MIB;
const ROUNDS = 3;

const nameOf = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** Megabytes a second of each decoder of a stream, in odd pieces, on the kind of noise that is the worst for it. */
export const parserThroughput: Bench = {
  name: 'parser-throughput',
  run: async () => {
    const lines: BenchLine[] = [];
    for (const parser of STREAM_PARSERS) {
      const rates = parser.noise.map((noise) => {
        const bytes = noise.bytes(MIB);
        const decoder = parser.open();
        const once = (): number => {
          const since = performance.now();
          for (let fed = 0; fed < SIZE / parser.noise.length / ROUNDS; fed += bytes.length)
            inOddPieces(bytes, (piece) => decoder.push(piece));
          return performance.now() - since;
        };
        const took = median(Array.from({ length: ROUNDS }, once));
        return (Math.ceil(SIZE / parser.noise.length / ROUNDS / MIB) * MIB) / 1000 / took;
      });
      lines.push({
        name: `parser-throughput-${nameOf(parser.name)}`,
        value: Math.min(...rates),
        unit: 'MB/s',
      });
    }
    return lines;
  },
};
