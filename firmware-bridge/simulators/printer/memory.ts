/** What a printer forgets when it is switched off. */
export function freshMemory(): {
  chinese: boolean;
  raster: boolean;
  automatic: boolean;
  counter: number;
  macro: Buffer;
  learning: Buffer | undefined;
} {
  return {
    chinese: false,
    raster: false,
    automatic: false,
    counter: 0,
    macro: Buffer.alloc(0),
    learning: undefined,
  };
}
