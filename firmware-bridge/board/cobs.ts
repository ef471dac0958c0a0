/**
 * Consistent Overhead Byte Stuffing (S. Cheshire, M. Baker, IEEE/ACM Transactions on Networking 7(2), 1999): bytes
 * without a zero among them, so that a zero can end a frame. Costs one byte in each 254.
 */
const LONGEST_RUN = 0xff;

/** The bytes without zeros; the zero that ends a frame is not added. */
export function cobsEncode(bytes: Uint8Array): Uint8Array {
  const encoded = new Uint8Array(bytes.length + Math.floor(bytes.length / 254) + 1);
  let codeAt = 0;
  let end = 1;
  let code = 1;
  const closeRun = (): void => {
    encoded[codeAt] = code;
    codeAt = end++;
    code = 1;
  };
  bytes.forEach((byte, i) => {
    if (byte !== 0) {
      encoded[end++] = byte;
      code++;
      // A full run needs no code behind it when nothing follows.
      if (code === LONGEST_RUN && i < bytes.length - 1) closeRun();
    } else closeRun();
  });
  encoded[codeAt] = code;
  return encoded.subarray(0, end);
}

/** Undoes `cobsEncode`; undefined when the bytes are not of that form. `encoded` has no zero in it. */
export function cobsDecode(encoded: Uint8Array): Uint8Array | undefined {
  const bytes = new Uint8Array(encoded.length);
  let end = 0;
  for (let at = 0; at < encoded.length; ) {
    const code = encoded[at] ?? 0;
    const next = at + code;
    if (code === 0 || next > encoded.length) return undefined;
    for (let i = at + 1; i < next; i++) bytes[end++] = encoded[i] ?? 0;
    if (code !== LONGEST_RUN && next < encoded.length) bytes[end++] = 0;
    at = next;
  }
  return bytes.subarray(0, end);
}
