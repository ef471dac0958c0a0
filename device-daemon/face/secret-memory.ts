import { lockPages } from './lock-pages.ts';

/**
 * Every array that ever holds something of a face comes from here: made once, used again and again, and
 * overwritten together when the visit ends. Nothing of a face is kept in memory made on the way. Their pages are kept
 * out of swap and cores as far as the system lets them.
 */
export class SecretMemory {
  private readonly arrays: (Float32Array | Float64Array | Uint8Array)[] = [];

  // A buffer of its own for each array: the engine keeps small arrays in its heap, whose pages must not be locked.

  floats(length: number): Float32Array<ArrayBuffer> {
    return this.add(new Float32Array(new ArrayBuffer(length * 4)));
  }

  doubles(length: number): Float64Array<ArrayBuffer> {
    return this.add(new Float64Array(new ArrayBuffer(length * 8)));
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    return this.add(new Uint8Array(new ArrayBuffer(length)));
  }

  /** Also overwrites an array that was made elsewhere, such as a view on shared memory. */
  add<T extends Float32Array | Float64Array | Uint8Array>(array: T): T {
    this.arrays.push(array);
    lockPages(array);
    return array;
  }

  /** Overwrites everything with zeros. */
  wipe(): void {
    for (const array of this.arrays) array.fill(0);
  }

  /** How many arrays hold anything but zeros. */
  notWiped(): number {
    return this.arrays.filter((array) => array.some((value) => value !== 0)).length;
  }
}
