import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inOddPieces } from '../support/noise.ts';
import { STREAM_PARSERS } from '../support/stream-parsers.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
/** Of every parser, over all kinds of noise. */
const LONG = 64 * MIB;
const MAY_GROW = 2 * MIB;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** Bytes that live on the heap and in buffers. */
function alive(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

for (const parser of STREAM_PARSERS)
  test(`${parser.name}: 64 MiB of noise in odd pieces, and nothing is kept`, () => {
    const size = Math.ceil(LONG / parser.noise.length);
    for (const noise of parser.noise) {
      const bytes = noise.bytes(MIB);
      const decoder = parser.open();
      decoder.push(bytes.subarray(0, 64 * KIB));
      const before = alive();
      let pending = 0;
      for (let fed = 0; fed < size; fed += bytes.length)
        inOddPieces(bytes, (piece) => {
          decoder.push(piece);
          pending = Math.max(pending, decoder.pending ?? 0);
        });
      const grown = alive() - before;
      assert.ok(grown < MAY_GROW, `${noise.name}: ${grown} bytes more after ${size} bytes`);
      assert.ok(pending <= (parser.mostPending ?? 0), `${noise.name}: ${pending} bytes pending`);
    }
  });

test.run();
