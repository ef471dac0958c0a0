/**
 * A printer obeys DLE EOT, DLE ENQ and DLE DC4 wherever they stand in the stream, inside a picture too
 * (one of them switches it off). So no picture may hold such a pair: one more black dot breaks it.
 */
export function withoutRealTimeCommands(data: Buffer): Buffer {
  const safe = Buffer.from(data);
  for (let i = 0; i + 1 < safe.length; i += 1) {
    const next = safe[i + 1];
    if (safe[i] === 0x10 && (next === 0x04 || next === 0x05 || next === 0x14)) safe[i] = 0x18;
  }
  return safe;
}

/** The same for Star Line Mode, whose real-time commands begin with ESC ACK (status request and reset). */
export function withoutStarRealTimeCommands(data: Buffer): Buffer {
  const safe = Buffer.from(data);
  for (let i = 0; i + 1 < safe.length; i += 1) if (safe[i] === 0x1b && safe[i + 1] === 0x06) safe[i] = 0x1f;
  return safe;
}
