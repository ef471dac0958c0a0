const POLYNOMIAL = 0x1021;
const INITIAL = 0xffff;
const AT_THE_END = 0xffff;
const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte << 8;
  for (let bit = 0; bit < 8; bit++)
    remainder = remainder & 0x8000 ? (remainder << 1) ^ POLYNOMIAL : remainder << 1;
  return remainder;
});

/**
 * CRC-16/GENIBUS: polynomial 1021, initial value FFFF, nothing reflected, all bits turned over at the end. Of the
 * ASCII text "123456789" it is D64E. The better known CRC-16/CCITT-FALSE (29B1) lacks the last step: a right frame
 * with zeros behind it is right there too, and one flipped bit of a COBS delimiter (00 to 01) adds such a zero.
 */
export function crc16(bytes: Uint8Array): number {
  let crc = INITIAL;
  for (const byte of bytes) crc = ((crc << 8) & 0xffff) ^ (TABLE[(crc >> 8) ^ byte] ?? 0);
  return crc ^ AT_THE_END;
}
