/**
 * Gives what `read` gives for each item, in order, with the next read under way while one is worked on: never more
 * than one read at a time to a kiosk. Every read is awaited, also when the caller stops early.
 */
export async function* readAhead<Item, T>(
  items: Iterable<Item>,
  read: (item: Item) => Promise<T>,
): AsyncGenerator<{ readonly item: Item; readonly value: T }> {
  let pending: { item: Item; value: Promise<T> } | undefined;
  try {
    for (const item of items) {
      const ready = pending === undefined ? undefined : { item: pending.item, value: await pending.value };
      pending = { item, value: read(item) };
      if (ready !== undefined) yield ready;
    }
    if (pending === undefined) return;
    const last = { item: pending.item, value: await pending.value };
    pending = undefined;
    yield last;
  } finally {
    await pending?.value;
  }
}
