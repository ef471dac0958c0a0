/** Longest entry: a bundle's length prefix is a uint16 (C2SP tlog-tiles). */
export const MAX_ENTRY_BYTES = 65_535;

/** One entry as it stands in a bundle: big-endian uint16 length, then the bytes. */
export function bundledEntry(entry: Uint8Array): Buffer {
  if (entry.length > MAX_ENTRY_BYTES)
    throw new RangeError(`an entry has at most ${MAX_ENTRY_BYTES} bytes, not ${entry.length}`);
  const out = Buffer.alloc(2 + entry.length);
  out.writeUInt16BE(entry.length, 0);
  out.set(entry, 2);
  return out;
}

/**
 * The entries of a bundle. At most `limit` are read, so a longer tail can be cut at an entry's boundary.
 * Throws when an entry is cut off.
 */
export function bundleEntries(bundle: Uint8Array, limit = Number.POSITIVE_INFINITY): Uint8Array[] {
  const { entries, end } = wholeEntries(bundle, limit);
  if (entries.length < limit && end < bundle.length) {
    const where = end + 2 > bundle.length ? 'inside the length of' : 'inside';
    throw new RangeError(`bundle ends ${where} entry ${entries.length}`);
  }
  return entries;
}

/** The entries of a bundle up to the first that is cut off, at most `limit`; `end` is the byte after the last of them. */
export function wholeEntries(
  bundle: Uint8Array,
  limit = Number.POSITIVE_INFINITY,
): { readonly entries: Uint8Array[]; readonly end: number } {
  const view = Buffer.from(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const entries: Uint8Array[] = [];
  let end = 0;
  while (entries.length < limit && end + 2 <= view.length) {
    const next = end + 2 + view.readUInt16BE(end);
    if (next > view.length) break;
    entries.push(view.subarray(end + 2, next));
    end = next;
  }
  return { entries, end };
}
