import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

/** Lets the engine give back the strings of the last card, which JavaScript cannot overwrite. Some 10 ms. */
export function forgetHeap(): void {
  if (typeof collect === 'function') collect();
}
