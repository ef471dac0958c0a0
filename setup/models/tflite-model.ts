import { FlatTable } from './flat-table.ts';

/** Operator numbers of the TFLite schema (schema.fbs, BuiltinOperator) that the face networks use. */
export const OPERATOR = {
  ADD: 0,
  CONCATENATION: 2,
  CONV_2D: 3,
  DEPTHWISE_CONV_2D: 4,
  DEQUANTIZE: 6,
  MAX_POOL_2D: 17,
  RELU: 19,
  RESHAPE: 22,
  PAD: 34,
  PRELU: 54,
} as const;

/** Element types of the TFLite schema (TensorType) that the face networks use. */
export const ELEMENT = { FLOAT32: 0, FLOAT16: 1, INT32: 2 } as const;

export interface TfliteTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly element: number;
  /** Index into the model's buffers. */
  readonly bufferIndex: number;
  /** Constant content, empty for what the network works out. */
  readonly data: Uint8Array;
  readonly table: FlatTable;
}

export interface TfliteOperator {
  readonly code: number;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly options: FlatTable | undefined;
}

export interface TfliteModel {
  readonly bytes: Uint8Array;
  readonly root: FlatTable;
  readonly graph: FlatTable;
  readonly tensors: readonly TfliteTensor[];
  readonly operators: readonly TfliteOperator[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/**
 * Reads a TFLite flatbuffer (identifier TFL3) with one subgraph.
 * Field numbers are those of schema.fbs: Model {operator_codes 1, subgraphs 2, buffers 4},
 * SubGraph {tensors 0, inputs 1, outputs 2, operators 3}, Tensor {shape 0, type 1, buffer 2, name 3},
 * Operator {opcode_index 0, inputs 1, outputs 2, builtin_options 4}.
 * Throws when the bytes are not such a model.
 */
export function readTflite(bytes: Uint8Array): TfliteModel {
  if (new TextDecoder('latin1').decode(bytes.subarray(4, 8)) !== 'TFL3')
    throw new Error('not a TFLite model');
  const root = FlatTable.root(bytes);
  // deprecated_builtin_code is a byte; newer files put large codes in builtin_code: the larger one counts.
  const codes = root.tables(1).map((code) => Math.max(code.int8(0), code.int32(3)));
  const buffers = root.tables(4).map((buffer) => buffer.bytes(0));
  const [graph, second] = root.tables(2);
  if (graph === undefined || second !== undefined)
    throw new Error('a TFLite model with one subgraph is needed');
  const tensors = graph.tables(0).map((table) => {
    const bufferIndex = table.int32(2);
    return {
      name: table.text(3),
      shape: table.int32s(0),
      element: table.int8(1),
      bufferIndex,
      data: buffers[bufferIndex] ?? new Uint8Array(0),
      table,
    };
  });
  const operators = graph.tables(3).map((table) => ({
    code: codes[table.int32(0)] ?? -1,
    inputs: table.int32s(1),
    outputs: table.int32s(2),
    options: table.table(4),
  }));
  return { bytes, root, graph, tensors, operators, inputs: graph.int32s(1), outputs: graph.int32s(2) };
}

/** The constant content of a tensor as float32, from float32 or float16. */
export function floatsOf(tensor: TfliteTensor): Float32Array {
  const view = new DataView(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength);
  if (tensor.element === ELEMENT.FLOAT32)
    return Float32Array.from({ length: view.byteLength / 4 }, (_, i) => view.getFloat32(4 * i, true));
  if (tensor.element === ELEMENT.FLOAT16)
    return Float32Array.from({ length: view.byteLength / 2 }, (_, i) =>
      halfToFloat(view.getUint16(2 * i, true)),
    );
  throw new Error(`tensor ${tensor.name} has no floats`);
}

/** The constant content of an int32 tensor. */
export function intsOf(tensor: TfliteTensor): number[] {
  if (tensor.element !== ELEMENT.INT32) throw new Error(`tensor ${tensor.name} has no int32`);
  const view = new DataView(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength);
  return Array.from({ length: view.byteLength / 4 }, (_, i) => view.getInt32(4 * i, true));
}

/** IEEE 754 binary16 to a number. */
export function halfToFloat(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** A number to IEEE 754 binary16, rounded to the nearest; overflows to infinity. */
export function floatToHalf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(size)) return 0x7e00;
  if (size >= 65520) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | Math.round(size * 2 ** 24);
  const exponent = Math.floor(Math.log2(size));
  const fraction = Math.round((size / 2 ** exponent - 1) * 1024);
  return sign | (((exponent + 15) << 10) + fraction);
}
