import { Builder } from 'flatbuffers';
import type { TfliteModel, TfliteTensor } from './tflite-model.ts';

/** A tensor with another shape and, where it's a constant, other content. */
export interface TensorChange {
  readonly shape: readonly number[];
  readonly data?: Uint8Array;
}

/** Alignment of TFLite's constant buffers (schema.fbs: `force_align: 16`). */
const BUFFER_ALIGNMENT = 16;
const SCHEMA_VERSION = 3;

/**
 * Writes a TFLite model anew with some tensors changed and one metadata entry added.
 *
 * Offsets of a flatbuffer point forward only, so the whole original stays as it is at the end, and a new root with
 * new lists is put before it; what hasn't changed is pointed at in place.
 * Field numbers as in `readTflite`; further: Model {version 0, description 3, metadata 6},
 * SubGraph {name 4}, Tensor {quantization 4}, Buffer {data 0}, Metadata {name 0, buffer 1}.
 */
export function graft(
  model: TfliteModel,
  changes: ReadonlyMap<number, TensorChange>,
  metadata: { readonly name: string; readonly content: Uint8Array },
): Uint8Array {
  const builder = new Builder(model.bytes.byteLength + 65536);
  const original = alignedBytes(builder, model.bytes) - 4;
  const inOriginal = (position: number): number => original - position;

  const buffers = model.root.tables(4).map((table) => inOriginal(table.position));
  const tensors = model.tensors.map((tensor, index) => {
    const change = changes.get(index);
    if (change === undefined) return inOriginal(tensor.table.position);
    if (change.data !== undefined) buffers[tensor.bufferIndex] = bufferTable(builder, change.data);
    return tensorTable(builder, tensor, change, inOriginal);
  });
  buffers.push(bufferTable(builder, metadata.content));

  const list = (field: 1 | 2 | 3): number => inOriginal(model.graph.vector(field).start - 4);
  const tensorList = offsets(builder, tensors);
  builder.startObject(5);
  builder.addFieldOffset(0, tensorList, 0);
  for (const field of [1, 2, 3] as const) builder.addFieldOffset(field, list(field), 0);
  const graphs = offsets(builder, [builder.endObject()]);

  const name = builder.createString(metadata.name);
  builder.startObject(2);
  builder.addFieldOffset(0, name, 0);
  builder.addFieldInt32(1, buffers.length - 1, 0);
  const metadataList = offsets(builder, [builder.endObject()]);
  const bufferList = offsets(builder, buffers);
  const description = builder.createString('made from the original by youfu-kiosk');

  builder.startObject(8);
  builder.addFieldInt32(0, SCHEMA_VERSION, 0);
  builder.addFieldOffset(1, inOriginal(model.root.vector(1).start - 4), 0);
  builder.addFieldOffset(2, graphs, 0);
  builder.addFieldOffset(3, description, 0);
  builder.addFieldOffset(4, bufferList, 0);
  builder.addFieldOffset(6, metadataList, 0);
  builder.finish(builder.endObject(), 'TFL3');
  return builder.asUint8Array().slice();
}

/** Writes a vector of bytes aligned as constant buffers are; returns its offset. */
function alignedBytes(builder: Builder, bytes: Uint8Array): number {
  builder.startVector(1, bytes.byteLength, BUFFER_ALIGNMENT);
  for (let i = bytes.byteLength - 1; i >= 0; i--) builder.addInt8(bytes[i] ?? 0);
  return builder.endVector();
}

function bufferTable(builder: Builder, content: Uint8Array): number {
  const data = alignedBytes(builder, content);
  builder.startObject(1);
  builder.addFieldOffset(0, data, 0);
  return builder.endObject();
}

function tensorTable(
  builder: Builder,
  tensor: TfliteTensor,
  change: TensorChange,
  inOriginal: (position: number) => number,
): number {
  builder.startVector(4, change.shape.length, 4);
  for (const size of change.shape.toReversed()) builder.addInt32(size);
  const shape = builder.endVector();
  const name = builder.createString(tensor.name);
  const quantization = tensor.table.table(4);
  builder.startObject(5);
  builder.addFieldOffset(0, shape, 0);
  builder.addFieldInt8(1, tensor.element, 0);
  builder.addFieldInt32(2, tensor.bufferIndex, 0);
  builder.addFieldOffset(3, name, 0);
  if (quantization !== undefined) builder.addFieldOffset(4, inOriginal(quantization.position), 0);
  return builder.endObject();
}

function offsets(builder: Builder, list: readonly number[]): number {
  builder.startVector(4, list.length, 4);
  for (const offset of list.toReversed()) builder.addOffset(offset);
  return builder.endVector();
}
