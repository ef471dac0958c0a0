import { ProtobufWriter } from './protobuf.ts';
import { protobufFields, textsOf } from './protobuf-fields.ts';

/** Field numbers of onnx.proto. */
const MODEL = { graph: 7 } as const;
const GRAPH = { node: 1, initializer: 5 } as const;
const NODE = { input: 1, output: 2, type: 4 } as const;
const TENSOR = { dims: 1, type: 2, name: 8, raw: 9 } as const;
const FLOAT = 1;

/**
 * The same network without PRelu: a x + (1 - a) relu(x) instead, which the runtime computes in its blocked layout, while
 * for a PRelu it turns the layout back and forth and then works number by number. Halves the time of both networks
 * (docs/face-platform.md). Throws when a slope is not a constant of one float32 number a channel.
 */
export function withoutPrelu(model: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const { field, value, raw } of protobufFields(model))
    parts.push(
      field === MODEL.graph && value instanceof Uint8Array
        ? new ProtobufWriter().bytes(MODEL.graph, graphWithoutPrelu(value)).finish()
        : raw,
    );
  return Buffer.concat(parts);
}

function graphWithoutPrelu(graph: Uint8Array): Uint8Array {
  const slopes = new Map<string, Float32Array>();
  const used = new Set<string>();
  for (const { field, value } of protobufFields(graph)) {
    if (!(value instanceof Uint8Array)) continue;
    if (field === GRAPH.initializer) keepFloats(value, slopes);
    if (field === GRAPH.node && isPrelu(value)) used.add(textsOf(value, NODE.input)[1] ?? '');
  }
  const parts: Uint8Array[] = [];
  for (const { field, value, raw } of protobufFields(graph)) {
    if (field === GRAPH.node && value instanceof Uint8Array && isPrelu(value))
      parts.push(blended(value, slopes));
    else if (
      !(
        field === GRAPH.initializer &&
        value instanceof Uint8Array &&
        used.has(textsOf(value, TENSOR.name)[0] ?? '')
      )
    )
      parts.push(raw);
  }
  return Buffer.concat(parts);
}

function isPrelu(node: Uint8Array): boolean {
  return textsOf(node, NODE.type)[0] === 'PRelu';
}

function keepFloats(tensor: Uint8Array, into: Map<string, Float32Array>): void {
  let [type, raw]: [number, Uint8Array | undefined] = [0, undefined];
  for (const { field, value } of protobufFields(tensor)) {
    if (field === TENSOR.type && typeof value === 'number') type = value;
    if (field === TENSOR.raw && value instanceof Uint8Array) raw = value;
  }
  if (type === FLOAT && raw !== undefined)
    into.set(textsOf(tensor, TENSOR.name)[0] ?? '', new Float32Array(Uint8Array.from(raw).buffer));
}

/** Relu, two products and their sum, for one PRelu. */
function blended(node: Uint8Array, slopes: ReadonlyMap<string, Float32Array>): Uint8Array {
  const [input = '', slopeName = ''] = textsOf(node, NODE.input);
  const [output = ''] = textsOf(node, NODE.output);
  const slope = slopes.get(slopeName);
  if (slope === undefined) throw new Error(`the slope ${slopeName} of a PRelu is no constant of float32`);
  const name = (part: string): string => `${output}/${part}`;
  return new ProtobufWriter()
    .message(GRAPH.initializer, perChannel(name('slope'), slope))
    .message(
      GRAPH.initializer,
      perChannel(
        name('rest'),
        slope.map((value) => 1 - value),
      ),
    )
    .message(GRAPH.node, operation('Relu', [input], name('relu')))
    .message(GRAPH.node, operation('Mul', [input, name('slope')], name('sloped')))
    .message(GRAPH.node, operation('Mul', [name('relu'), name('rest')], name('risen')))
    .message(GRAPH.node, operation('Add', [name('risen'), name('sloped')], output))
    .finish();
}

function perChannel(name: string, values: Float32Array): ProtobufWriter {
  const tensor = new ProtobufWriter();
  for (const size of [1, values.length, 1, 1]) tensor.varint(TENSOR.dims, size);
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return tensor.varint(TENSOR.type, FLOAT).text(TENSOR.name, name).bytes(TENSOR.raw, raw);
}

function operation(type: string, inputs: readonly string[], output: string): ProtobufWriter {
  const node = new ProtobufWriter();
  for (const input of inputs) node.text(NODE.input, input);
  return node.text(NODE.output, output).text(NODE.type, type);
}
