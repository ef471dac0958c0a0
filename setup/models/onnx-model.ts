import { ProtobufWriter } from './protobuf.ts';

/** Attribute of an ONNX node: a whole number, a list of them, or a text. */
export type OnnxAttribute = number | readonly number[] | string;

const FLOAT = 1;
const INT64 = 7;
const IR_VERSION = 8;
const OPSET = 13;

/** Collects one ONNX graph (onnx.proto, opset 13) and writes it as a ModelProto. Field numbers are onnx.proto's. */
export class OnnxGraph {
  private readonly graph = new ProtobufWriter();
  private readonly constants = new Set<string>();

  constructor(name: string) {
    this.graph.text(2, name);
  }

  input(name: string, shape: readonly number[]): void {
    this.graph.message(11, valueInfo(name, shape));
  }

  output(name: string, shape: readonly number[]): void {
    this.graph.message(12, valueInfo(name, shape));
  }

  /** A float32 constant; writing the same name twice keeps the first. Returns the name. */
  floats(name: string, shape: readonly number[], values: Float32Array): string {
    const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return this.constant(name, shape, FLOAT, raw);
  }

  /** An int64 constant of one dimension. Returns the name. */
  ints(name: string, values: readonly number[]): string {
    const raw = new BigInt64Array(values.map((value) => BigInt(value)));
    return this.constant(name, [values.length], INT64, new Uint8Array(raw.buffer));
  }

  node(
    type: string,
    inputs: readonly string[],
    output: string,
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
  ): void {
    const node = new ProtobufWriter();
    for (const input of inputs) node.text(1, input);
    node.text(2, output).text(4, type);
    for (const [name, value] of Object.entries(attributes)) node.message(5, attribute(name, value));
    this.graph.message(1, node);
  }

  finish(): Uint8Array {
    return new ProtobufWriter()
      .varint(1, IR_VERSION)
      .text(2, 'youfu-kiosk')
      .message(7, this.graph)
      .message(8, new ProtobufWriter().text(1, '').varint(2, OPSET))
      .finish();
  }

  private constant(name: string, shape: readonly number[], type: number, raw: Uint8Array): string {
    if (this.constants.has(name)) return name;
    this.constants.add(name);
    const tensor = new ProtobufWriter();
    for (const size of shape) tensor.varint(1, size);
    this.graph.message(5, tensor.varint(2, type).text(8, name).bytes(9, raw));
    return name;
  }
}

function valueInfo(name: string, shape: readonly number[]): ProtobufWriter {
  const dimensions = new ProtobufWriter();
  for (const size of shape) dimensions.message(1, new ProtobufWriter().varint(1, size));
  const tensor = new ProtobufWriter().varint(1, FLOAT).message(2, dimensions);
  return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
}

function attribute(name: string, value: OnnxAttribute): ProtobufWriter {
  const [INT_TYPE, STRING_TYPE, INTS_TYPE] = [2, 3, 7];
  const written = new ProtobufWriter().text(1, name);
  if (typeof value === 'string')
    return written.bytes(4, new TextEncoder().encode(value)).varint(20, STRING_TYPE);
  if (typeof value === 'number') return written.varint(3, value).varint(20, INT_TYPE);
  for (const item of value) written.varint(8, item);
  return written.varint(20, INTS_TYPE);
}
