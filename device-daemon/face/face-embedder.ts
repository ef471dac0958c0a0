import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Picture } from '../../domain/index.ts';
import type { View } from './views.ts';

/** Under what licence the weights of an embedder may be used. */
export interface ModelLicence {
  /** Name in the SPDX list, such as `MIT`. */
  readonly spdx: string;
  /** File of the models folder that holds the licence's words. */
  readonly file: string;
}

/** Turns a face into a direction: the same person gives nearly the same one. Any embedder can stand behind it. */
export interface FaceEmbedder {
  /** Numbers of an embedding. */
  readonly length: number;
  readonly licence: ModelLicence;
  /**
   * Writes the embedding of the face with these mesh points into `embedding`, of length 1: the mean of what the face
   * and its mirror give in each of the views.
   */
  embed(
    picture: Picture,
    points: Float32Array,
    views: readonly View[],
    embedding: Float32Array,
  ): Promise<void>;
  /** Overwrites the working memory of the runtime. */
  flush(): Promise<void>;
}

/** Licences that let a county use, copy and hand on the weights. */
const CLEAR = new Set(['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'CC0-1.0', 'BSL-1.0']);

/**
 * Gives the embedder back when its licence is clear and its words lie beside the models. Throws otherwise: what nobody
 * may use is not used by mistake.
 */
export async function licensed<T extends FaceEmbedder>(embedder: T, modelsFolder: string): Promise<T> {
  const { spdx, file } = embedder.licence;
  if (!CLEAR.has(spdx)) throw new Error(`an embedder under ${spdx === '' ? 'no licence' : spdx} is not used`);
  const words = await stat(join(modelsFolder, file)).catch(() => undefined);
  if (words === undefined || !words.isFile() || words.size === 0)
    throw new Error(`the licence ${file} of an embedder is not in the models folder`);
  return embedder;
}
