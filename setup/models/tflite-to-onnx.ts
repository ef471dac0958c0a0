import type { FlatTable } from './flat-table.ts';
import { OnnxGraph } from './onnx-model.ts';
import {
  floatsOf,
  intsOf,
  OPERATOR,
  readTflite,
  type TfliteModel,
  type TfliteOperator,
  type TfliteTensor,
} from './tflite-model.ts';

/**
 * Converts a TFLite network to ONNX, as far as BlazeFace and FaceMesh need it.
 *
 * TFLite keeps pictures as [1, height, width, channels], ONNX as [1, channels, height, width]: every tensor of four
 * dimensions is turned, so the input of the result is [1, 3, height, width]; before a RESHAPE it is turned back, so
 * what comes out has the order of the original. Weights stored as float16 become float32.
 * Throws on an operator, activation or shape that is not known.
 */
export function tfliteToOnnx(bytes: Uint8Array, name: string): Uint8Array {
  const model = readTflite(bytes);
  const graph = new OnnxGraph(name);
  const conversion = new Conversion(model, graph);
  for (const index of model.inputs) graph.input(conversion.tensor(index).name, conversion.shape(index));
  for (const operator of model.operators) conversion.convert(operator);
  for (const index of model.outputs) graph.output(conversion.tensor(index).name, conversion.shape(index));
  return graph.finish();
}

class Conversion {
  private readonly model: TfliteModel;
  private readonly graph: OnnxGraph;
  /** What a DEQUANTIZE gives stands for the float16 constant it takes. */
  private readonly dequantized = new Map<number, TfliteTensor>();

  constructor(model: TfliteModel, graph: OnnxGraph) {
    this.model = model;
    this.graph = graph;
  }

  tensor(index: number | undefined): TfliteTensor {
    const tensor = index === undefined ? undefined : this.model.tensors[index];
    if (tensor === undefined) throw new Error('an operator names a tensor that is not there');
    return tensor;
  }

  /** Shape in ONNX order. */
  shape(index: number | undefined): number[] {
    const shape = this.tensor(index).shape;
    const [batch, height, width, channels] = shape;
    return shape.length === 4 ? [batch ?? 0, channels ?? 0, height ?? 0, width ?? 0] : [...shape];
  }

  convert(operator: TfliteOperator): void {
    const [first, second] = operator.inputs;
    const output = this.tensor(operator.outputs[0]).name;
    const options = operator.options;
    switch (operator.code) {
      case OPERATOR.DEQUANTIZE:
        this.dequantized.set(operator.outputs[0] ?? -1, this.tensor(first));
        return;
      case OPERATOR.CONV_2D:
        this.convolution(operator, false);
        return;
      case OPERATOR.DEPTHWISE_CONV_2D:
        this.convolution(operator, true);
        return;
      case OPERATOR.ADD:
        this.activated(options?.int8(0) ?? 0, output, (target) =>
          this.graph.node('Add', [this.tensor(first).name, this.tensor(second).name], target),
        );
        return;
      case OPERATOR.RELU:
        this.graph.node('Relu', [this.tensor(first).name], output);
        return;
      case OPERATOR.PRELU: {
        const slope = this.constant(second);
        const channels = slope.shape.at(-1) ?? 0;
        if (floatsOf(slope).length !== channels) throw new Error('PRELU with a slope a channel only');
        const slopeName = this.graph.floats(`${slope.name}/slope`, [channels, 1, 1], floatsOf(slope));
        this.graph.node('PRelu', [this.tensor(first).name, slopeName], output);
        return;
      }
      case OPERATOR.MAX_POOL_2D:
        this.maxPool(operator);
        return;
      case OPERATOR.PAD: {
        // [axis][before, after] over batch, height, width, channels -> all befores, then all afters, in ONNX order.
        const pads = intsOf(this.tensor(second));
        const order = [0, 3, 1, 2];
        const turned = [
          ...order.map((axis) => pads[2 * axis] ?? 0),
          ...order.map((axis) => pads[2 * axis + 1] ?? 0),
        ];
        this.graph.node('Pad', [this.tensor(first).name, this.graph.ints(`${output}/pads`, turned)], output);
        return;
      }
      case OPERATOR.RESHAPE: {
        this.graph.node('Transpose', [this.tensor(first).name], `${output}/turned`, { perm: [0, 2, 3, 1] });
        const shape = this.graph.ints(`${output}/shape`, this.tensor(operator.outputs[0]).shape);
        this.graph.node('Reshape', [`${output}/turned`, shape], output);
        return;
      }
      case OPERATOR.CONCATENATION: {
        if (this.tensor(first).shape.length === 4) throw new Error('CONCATENATION of pictures is not known');
        const names = operator.inputs.map((index) => this.tensor(index).name);
        this.graph.node('Concat', names, output, { axis: options?.int32(0) ?? 0 });
        return;
      }
      default:
        throw new Error(`TFLite operator ${operator.code} is not known`);
    }
  }

  private constant(index: number | undefined): TfliteTensor {
    return this.dequantized.get(index ?? -1) ?? this.tensor(index);
  }

  /** Weights are [out, height, width, in], of a depthwise convolution [1, height, width, channels]. */
  private convolution(operator: TfliteOperator, depthwise: boolean): void {
    const options = required(operator.options);
    const [input, weights, bias] = operator.inputs;
    const kernel = this.constant(weights);
    const [outer = 0, height = 0, width = 0, inner = 0] = kernel.shape;
    const name = this.tensor(operator.outputs[0]).name;
    const source = floatsOf(kernel);
    const turned = new Float32Array(source.length);
    const [outs, ins] = depthwise ? [inner, 1] : [outer, inner];
    for (let o = 0; o < outs; o++)
      for (let i = 0; i < ins; i++)
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++) {
            const from = depthwise ? (y * width + x) * inner + o : ((o * height + y) * width + x) * inner + i;
            turned[((o * ins + i) * height + y) * width + x] = source[from] ?? 0;
          }
    const inputs = [
      this.tensor(input).name,
      this.graph.floats(`${kernel.name}/turned`, [outs, ins, height, width], turned),
      this.graph.floats(this.constant(bias).name, [outs], floatsOf(this.constant(bias))),
    ];
    // Options of both convolutions: padding 0, stride_w 1, stride_h 2; the activation is field 3, depthwise 4.
    this.activated(options.int8(depthwise ? 4 : 3), name, (target) =>
      this.graph.node('Conv', inputs, target, {
        kernel_shape: [height, width],
        strides: [options.int32(2), options.int32(1)],
        pads: this.pads(input, options, height, width),
        group: depthwise ? outs : 1,
      }),
    );
  }

  /** Pool2DOptions: padding 0, stride_w 1, stride_h 2, filter_width 3, filter_height 4, activation 5. */
  private maxPool(operator: TfliteOperator): void {
    const options = required(operator.options);
    const input = operator.inputs[0];
    const name = this.tensor(operator.outputs[0]).name;
    const [height, width] = [options.int32(4), options.int32(3)];
    this.activated(options.int8(5), name, (target) =>
      this.graph.node('MaxPool', [this.tensor(input).name], target, {
        kernel_shape: [height, width],
        strides: [options.int32(2), options.int32(1)],
        pads: this.pads(input, options, height, width),
      }),
    );
  }

  /** [top, left, bottom, right]: TFLite's SAME puts the odd pixel at the end; VALID pads nothing. */
  private pads(input: number | undefined, options: FlatTable, height: number, width: number): number[] {
    const VALID = 1;
    if (options.int8(0) === VALID) return [0, 0, 0, 0];
    const [, , inputHeight = 0, inputWidth = 0] = this.shape(input);
    const total = (size: number, stride: number, kernel: number) =>
      Math.max(0, (Math.ceil(size / stride) - 1) * stride + kernel - size);
    const vertical = total(inputHeight, options.int32(2), height);
    const horizontal = total(inputWidth, options.int32(1), width);
    const [top, left] = [Math.floor(vertical / 2), Math.floor(horizontal / 2)];
    return [top, left, vertical - top, horizontal - left];
  }

  /** Runs `write` into the output, with the operator's fused activation behind it. */
  private activated(activation: number, output: string, write: (target: string) => void): void {
    const [NONE, RELU] = [0, 1];
    if (activation === NONE) {
      write(output);
      return;
    }
    if (activation !== RELU) throw new Error(`fused activation ${activation} is not known`);
    write(`${output}/linear`);
    this.graph.node('Relu', [`${output}/linear`], output);
  }
}

function required(options: FlatTable | undefined): FlatTable {
  if (options === undefined) throw new Error('an operator without its options');
  return options;
}
