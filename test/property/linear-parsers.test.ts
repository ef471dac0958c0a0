import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { byteByByte, inOddPieces, type Noise } from '../support/noise.ts';
import { STREAM_PARSERS, type StreamParser } from '../support/stream-parsers.ts';
import { WorkCounter } from '../support/work-counter.ts';

const KIB = 1024;
const SMALL = 64 * KIB;
const LARGE = 8 * SMALL;
/** The engine joins blocks that were run equally often, so that counts differ a little; eightfold is quadratic. */
const LIKE = 1.8;

const counter = new WorkCounter();

/** Steps and moved bytes for each byte of noise. */
function workAByte(parser: StreamParser, noise: Noise, size: number, feed = inOddPieces): number {
  const bytes = noise.bytes(size);
  const decoder = parser.open();
  const { steps, movedBytes } = counter.of(parser.files, () => feed(bytes, (piece) => decoder.push(piece)));
  return (steps + movedBytes) / size;
}

for (const parser of STREAM_PARSERS)
  test(`${parser.name}: eight times the noise is eight times the work, and each byte costs little`, () => {
    for (const noise of parser.noise) {
      const small = workAByte(parser, noise, SMALL);
      const large = workAByte(parser, noise, LARGE);
      assert.ok(small > 0.5, `${noise.name}: the counter counts (${small})`);
      assert.ok(large < small * LIKE, `${noise.name}: ${small} steps a byte became ${large}`);
      assert.ok(large < parser.mostStepsAByte, `${noise.name}: ${large} steps a byte`);
      const slow = workAByte(parser, noise, SMALL, byteByByte);
      assert.ok(slow < parser.mostStepsAByte, `${noise.name}: ${slow} steps for each of single bytes`);
    }
  });

test.after(() => counter.stop());

test.run();
