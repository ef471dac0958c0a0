import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { SecretMemory } from './secret-memory.ts';

/** Name and shape of an input or output of a network. */
export interface Port {
  readonly name: string;
  readonly shape: readonly number[];
}

/** One network on the processor, with its input and outputs made once and used again. */
export class Network {
  /** The input, row after row of each colour plane; fill it, then `run()`. */
  readonly input: Float32Array;
  private readonly session: InferenceSession;
  private readonly feeds: Record<string, Tensor>;
  private readonly fetches: Record<string, Tensor>;
  private readonly results = new Map<string, Float32Array>();

  private constructor(
    session: InferenceSession,
    feeds: Record<string, Tensor>,
    input: Float32Array,
    outputs: readonly Port[],
    memory: SecretMemory,
  ) {
    this.session = session;
    this.feeds = feeds;
    this.input = input;
    this.fetches = {};
    for (const { name, shape } of outputs) {
      const result = memory.floats(shape.reduce((product, size) => product * size, 1));
      this.results.set(name, result);
      this.fetches[name] = new Tensor('float32', result, shape);
    }
  }

  /**
   * Loads a network from an ONNX file. Throws when the file is missing or no network.
   */
  static async load(
    path: string,
    input: Port,
    outputs: readonly Port[],
    memory: SecretMemory,
  ): Promise<Network> {
    // One thread a network: the other processor belongs to the browser.
    const session = await InferenceSession.create(await readFile(path), {
      executionProviders: ['cpu'],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
    });
    const values = memory.floats(input.shape.reduce((product, size) => product * size, 1));
    const feeds = { [input.name]: new Tensor('float32', values, input.shape) };
    return new Network(session, feeds, values, outputs, memory);
  }

  /** Works the outputs out of the input. */
  async run(): Promise<void> {
    const given = await this.session.run(this.feeds, this.fetches);
    for (const [name, result] of this.results) {
      const data = given[name]?.data;
      // The runtime writes into the arrays handed over; should a version not do so, copy and overwrite its own.
      if (data instanceof Float32Array && data !== result && data.buffer !== result.buffer) {
        result.set(data);
        data.fill(0);
      }
    }
  }

  /** An output of the last run. */
  output(name: string): Float32Array {
    const result = this.results.get(name);
    if (result === undefined) throw new Error(`the network has no output ${name}`);
    return result;
  }

  /** Runs on zeros, so that the runtime's own working memory holds nothing of the last picture. */
  async flush(): Promise<void> {
    this.input.fill(0);
    await this.run();
  }
}
