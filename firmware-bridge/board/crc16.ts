const POLYNOMIAL = 0x1021;
const INITIAL = 0xffff;
const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte << 8;
  for (let bit = 0; bit < 8; bit++)
    remainder = remainder & 0x8000 ? (remainder << 1) ^ POLYNOMIAL : remainder << 1;
  return remainder;
});

/**
 * CRC-16/IBM-3740, long called CRC-16/CCITT-FALSE: polynomial 1021, initial value FFFF, nothing reflected, nothing
 * added at the end. Of the ASCII text "123456789" it is 29B1. Of bytes with their own CRC behind them, high byte
 * first, it is 0.
 */
export function crc16(bytes: Uint8Array): number {
  let crc = INITIAL;
  for (const byte of bytes) crc = ((crc << 8) & 0xffff) ^ (TABLE[(crc >> 8) ^ byte] ?? 0);
  return crc;
}
