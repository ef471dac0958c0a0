/** Rows that go to the database at once: enough to be quick, few enough to be held. */
export const BATCH_ROWS = 1000;

/** The items in lists of at most `most`. */
export function* batchesOf<T>(items: Iterable<T>, most: number = BATCH_ROWS): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < most) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
