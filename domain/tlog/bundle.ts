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
  const view = Buffer.from(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const entries: Uint8Array[] = [];
  for (let at = 0; at < view.length && entries.length < limit; ) {
    if (at + 2 > view.length)
      throw new RangeError(`bundle ends inside the length of entry ${entries.length}`);
    const end = at + 2 + view.readUInt16BE(at);
    if (end > view.length) throw new RangeError(`bundle ends inside entry ${entries.length}`);
    entries.push(view.subarray(at + 2, end));
    at = end;
  }
  return entries;
}
