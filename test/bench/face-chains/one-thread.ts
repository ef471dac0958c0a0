import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';

/** Folder of TensorFlow's WebAssembly, with the separator at its end that the package wants. */
export function wasmFolder(): string {
  const require = createRequire(import.meta.url);
  return dirname(require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm')) + sep;
}

/** Says before the start that one thread is to be used. */
export function limitThreads(): void {
  const require = createRequire(import.meta.url);
  const wasm: typeof import('@tensorflow/tfjs-backend-wasm') = require('@tensorflow/tfjs-backend-wasm');
  wasm.setThreadsCount(1);
  wasm.setWasmPaths(wasmFolder());
}

/** TensorFlow on WebAssembly (SIMD) with one thread: its native library cannot be installed without its maker's server. */
export async function useOneThread(): Promise<void> {
  limitThreads();
  const tensorFlow: typeof import('@tensorflow/tfjs') = createRequire(import.meta.url)('@tensorflow/tfjs');
  await tensorFlow.setBackend('wasm');
  await tensorFlow.ready();
  if (tensorFlow.getBackend() !== 'wasm') throw new Error(`backend ${tensorFlow.getBackend()}`);
}
