import { Builder } from 'flatbuffers';

/** Name under which TFLite models carry their metadata (metadata_schema.fbs, identifier M001). */
export const METADATA_NAME = 'TFLITE_METADATA';

/**
 * TFLite metadata that says how an RGB input picture is normalised: (value - mean) / deviation.
 * The tasks of MediaPipe refuse a float input without it.
 * Field and union numbers of metadata_schema.fbs: ModelMetadata {name 0, subgraph_metadata 3},
 * SubGraphMetadata {input_tensor_metadata 2}, TensorMetadata {content 3, process_units 4},
 * Content {type 0, properties 1}, ContentProperties.ImageProperties = 2 {color_space 0: RGB = 1},
 * ProcessUnit {type 0, options 1}, ProcessUnitOptions.NormalizationOptions = 1 {mean 0, std 1}.
 */
export function normalizationMetadata(mean: number, deviation: number): Uint8Array {
  const builder = new Builder(512);
  const table = (fields: number, fill: () => void): number => {
    builder.startObject(fields);
    fill();
    return builder.endObject();
  };
  const list = (offset: number): number => {
    builder.startVector(4, 1, 4);
    builder.addOffset(offset);
    return builder.endVector();
  };
  const float = (value: number): number => {
    builder.startVector(4, 1, 4);
    builder.addFloat32(value);
    return builder.endVector();
  };
  const [means, deviations] = [float(mean), float(deviation)];
  const options = table(2, () => {
    builder.addFieldOffset(0, means, 0);
    builder.addFieldOffset(1, deviations, 0);
  });
  const units = list(
    table(2, () => {
      builder.addFieldInt8(0, 1, 0);
      builder.addFieldOffset(1, options, 0);
    }),
  );
  const picture = table(2, () => builder.addFieldInt8(0, 1, 0));
  const content = table(3, () => {
    builder.addFieldInt8(0, 2, 0);
    builder.addFieldOffset(1, picture, 0);
  });
  const inputs = list(
    table(7, () => {
      builder.addFieldOffset(3, content, 0);
      builder.addFieldOffset(4, units, 0);
    }),
  );
  const graphs = list(table(5, () => builder.addFieldOffset(2, inputs, 0)));
  const name = builder.createString('face');
  const root = table(8, () => {
    builder.addFieldOffset(0, name, 0);
    builder.addFieldOffset(3, graphs, 0);
  });
  builder.finish(root, 'M001');
  return builder.asUint8Array().slice();
}
