/** One-bit picture, rows from the top without gaps, 8 dots a byte, 1 is black: the form of `GS v 0`. */
export interface Bitmap {
  /** Dots; a multiple of 8 where it goes to a printer. */
  readonly width: number;
  readonly height: number;
  readonly data: Buffer;
}

/** A white bitmap; `width` is a multiple of 8. */
export function blank(width: number, height: number): Bitmap {
  return { width, height, data: Buffer.alloc((width / 8) * height) };
}

/** Blackens a rectangle; what lies outside the bitmap is left out. */
export function blacken(bitmap: Bitmap, left: number, top: number, width: number, height: number): void {
  const right = Math.min(bitmap.width, left + width);
  const bottom = Math.min(bitmap.height, top + height);
  for (let y = Math.max(0, top); y < bottom; y += 1)
    for (let x = Math.max(0, left); x < right; x += 1) {
      const dot = y * bitmap.width + x;
      bitmap.data[dot >> 3] = (bitmap.data[dot >> 3] ?? 0) | (0x80 >> (dot & 7));
    }
}

/** Whether the dot is black. */
export function isBlack(bitmap: Bitmap, x: number, y: number): boolean {
  const dot = y * bitmap.width + x;
  return ((bitmap.data[dot >> 3] ?? 0) & (0x80 >> (dot & 7))) !== 0;
}
