import { InferenceSession, Tensor } from 'onnxruntime-node';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { forbidTelemetry } from '../../config/index.ts';
import { OnnxGraph } from '../../setup/models/onnx-model.ts';
import { protobufFields } from '../../setup/models/protobuf-fields.ts';
import { withoutPrelu } from '../../setup/models/without-prelu.ts';

forbidTelemetry();

/** Slopes of any kind: usual, none, negative, above 1. */
const SLOPES = [0.25, 0, -0.5, 1.5];
const SHAPE = [1, SLOPES.length, 2, 3];

function network(): Uint8Array {
  const graph = new OnnxGraph('one prelu');
  graph.input('input', SHAPE);
  graph.output('output', SHAPE);
  graph.floats('slope', [SLOPES.length, 1, 1], Float32Array.from(SLOPES));
  graph.floats('half', [1], Float32Array.of(0.5));
  graph.node('PRelu', ['input', 'slope'], 'bent');
  graph.node('Mul', ['bent', 'half'], 'output');
  return graph.finish();
}

async function run(model: Uint8Array, values: Float32Array): Promise<readonly number[]> {
  const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
  const { output } = await session.run({ input: new Tensor('float32', values, SHAPE) });
  if (!(output?.data instanceof Float32Array)) throw new Error('no output');
  return [...output.data];
}

test('a network without PRelu gives what it gave with it, for slopes of any kind', async () => {
  const values = Float32Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? 1 : -1) * (0.3 + i));
  const before = network();
  const after = withoutPrelu(before);
  assert.ok(Buffer.from(before).includes('PRelu') && !Buffer.from(after).includes('PRelu'));
  const [wanted, given] = [await run(before, values), await run(after, values)];
  assert.ok(
    wanted.some((value) => value < 0) && wanted.some((value) => value > 0),
    'both sides of the bend were tried',
  );
  wanted.forEach((value, i) => {
    assert.ok(Math.abs(value - (given[i] ?? Number.NaN)) < 1e-5, `${i}: ${value}, ${given[i]}`);
  });
});

test('a slope that is worked out on the way, and bytes that are no model, are refused', () => {
  const graph = new OnnxGraph('no constant');
  graph.input('input', SHAPE);
  graph.output('output', SHAPE);
  graph.node('PRelu', ['input', 'elsewhere'], 'output');
  assert.throws(() => withoutPrelu(graph.finish()), /slope elsewhere/);
  assert.throws(() => [...protobufFields(Uint8Array.of(0x3a, 0x7f, 1))], /ends behind its message/);
});

test.run();
