import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { modelsFolder } from '../../config/index.ts';
import { type CodedError, fail, ok, type Result } from '../../domain/index.ts';
import { cosine, EMBEDDING_LENGTH, FaceReader, MESH_NUMBERS, SecretMemory } from '../face/index.ts';
import { EmbeddingCache } from './embedding-cache.ts';
import { pairOf } from './pairs-line.ts';
import { readPictureFile } from './picture-file.ts';

const NO_FACE = '-1';

/** Where scores and complaints of a run go. */
export interface ScoreSink {
  /** Takes the next line of the scores; the run waits when it gives a promise. */
  score(line: string): void | Promise<void>;
  /** Told of each broken line: E-FACE-006 with its number. */
  broken(error: CodedError): void;
}

/**
 * Scores each line `card,live` of a file in its order, by the same paths that the kiosk compares a card's photo and a
 * camera's frame with. -1 for a picture without a face, one that can't be read, and a broken line, so that line n of
 * the scores is line n of the file; empty lines count as none. Each picture is read once: embeddings are kept in
 * secret memory and overwritten at the end, nothing is written. Gives how many lines were broken.
 * Error: E-FACE-007 the file can't be read.
 */
export async function scorePairs(pairsFile: string, sink: ScoreSink): Promise<Result<number>> {
  const memory = new SecretMemory();
  const scorer = new PairScorer(await FaceReader.load(modelsFolder(), memory), memory);
  let [number, broken] = [0, 0];
  const input = createReadStream(pairsFile, 'utf8');
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  // readline does not hand on what goes wrong with its input.
  let unreadable = false;
  input.once('error', () => {
    unreadable = true;
    lines.close();
  });
  try {
    for await (const text of lines) {
      number++;
      const line = number === 1 ? text.replace(/^\uFEFF/, '') : text;
      if (line.trim() === '') continue;
      const pair = pairOf(line);
      if (pair === undefined) {
        broken++;
        sink.broken({ code: 'E-FACE-006', detail: `line ${number}` });
      }
      const score = pair === undefined ? undefined : await scorer.score(pair.card, pair.live);
      const told = sink.score(score === undefined ? NO_FACE : score.toFixed(6));
      if (told !== undefined) await told;
    }
    return unreadable ? fail('E-FACE-007', pairsFile) : ok(broken);
  } finally {
    await scorer.forget();
  }
}

/** Scores two picture files, each read at most once. */
class PairScorer {
  private readonly reader: FaceReader;
  private readonly memory: SecretMemory;
  private readonly cards: EmbeddingCache;
  private readonly lives: EmbeddingCache;
  private readonly points: Float32Array;
  private readonly embedding: Float32Array;

  constructor(reader: FaceReader, memory: SecretMemory) {
    this.reader = reader;
    this.memory = memory;
    this.cards = new EmbeddingCache(memory);
    this.lives = new EmbeddingCache(memory);
    this.points = memory.floats(MESH_NUMBERS);
    this.embedding = memory.floats(EMBEDDING_LENGTH);
  }

  /** Cosine of the faces of two pictures; undefined when one has none. */
  async score(cardPath: string, livePath: string): Promise<number | undefined> {
    const card = this.cards.get(cardPath) ?? (await this.look(this.cards, cardPath));
    if (card === 'none') return undefined;
    const live = this.lives.get(livePath) ?? (await this.look(this.lives, livePath));
    return live === 'none' ? undefined : cosine(card, live);
  }

  async forget(): Promise<void> {
    this.memory.wipe();
    await this.reader.flush();
    this.memory.wipe();
  }

  private async look(cache: EmbeddingCache, path: string): Promise<Float32Array | 'none'> {
    const picture = await readPictureFile(path);
    const still = cache === this.cards ? this.reader.embedCard : this.reader.embedLive;
    const found =
      picture !== undefined && (await still.call(this.reader, picture, this.points, this.embedding));
    picture?.pixels.fill(0);
    if (found) cache.keep(path, this.embedding);
    else cache.keepNone(path);
    return cache.get(path) ?? 'none';
  }
}
