import { type Hash, nodeHash, rangeHash, type SubtreeReader, sameHash, splitPoint } from './merkle.ts';

/**
 * Proof that leaf `index` is in the tree of `size` leaves: PATH(m, D[n]) of RFC 6962 section 2.1.1,
 * from the leaf's sibling up.
 */
export function inclusionProof(index: number, size: number, read: SubtreeReader): Hash[] {
  if (index < 0 || index >= size) throw new Error(`leaf ${index} is not in a tree of ${size}`);
  const path = (m: number, lo: number, hi: number): Hash[] => {
    if (hi - lo === 1) return [];
    const middle = lo + splitPoint(hi - lo);
    return m < middle
      ? [...path(m, lo, middle), rangeHash(middle, hi, read)]
      : [...path(m, middle, hi), rangeHash(lo, middle, read)];
  };
  return path(index, 0, size);
}

/** Proof that the tree of `older` leaves is a prefix of that of `newer`: PROOF(m, D[n]), RFC 6962 section 2.1.2. */
export function consistencyProof(older: number, newer: number, read: SubtreeReader): Hash[] {
  if (older < 0 || older > newer) throw new Error(`no tree of ${older} inside one of ${newer}`);
  if (older === 0 || older === newer) return [];
  const subproof = (lo: number, hi: number, known: boolean): Hash[] => {
    if (older === hi) return known ? [] : [rangeHash(lo, hi, read)];
    const middle = lo + splitPoint(hi - lo);
    return older <= middle
      ? [...subproof(lo, middle, known), rangeHash(middle, hi, read)]
      : [...subproof(middle, hi, false), rangeHash(lo, middle, read)];
  };
  return subproof(0, newer, true);
}

/** Checks an inclusion proof (RFC 9162 section 2.1.3.2, the same tree as RFC 6962). */
export function verifyInclusion(
  leaf: Hash,
  index: number,
  size: number,
  proof: readonly Hash[],
  root: Hash,
): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  let fn = index;
  let sn = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2;
        sn = Math.floor(sn / 2);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && sameHash(hash, root);
}

/** Checks a consistency proof (RFC 9162 section 2.1.4.2, the same tree as RFC 6962). */
export function verifyConsistency(
  older: number,
  newer: number,
  proof: readonly Hash[],
  olderRoot: Hash,
  newerRoot: Hash,
): boolean {
  if (!Number.isSafeInteger(older) || !Number.isSafeInteger(newer) || older < 0 || older > newer)
    return false;
  if (older === newer) return proof.length === 0 && sameHash(olderRoot, newerRoot);
  if (older === 0) return proof.length === 0;
  const isPowerOfTwo = older === 2 ** Math.round(Math.log2(older));
  const [first, ...rest] = isPowerOfTwo ? [olderRoot, ...proof] : proof;
  if (first === undefined) return false;
  let fn = older - 1;
  let sn = newer - 1;
  while (fn % 2 === 1) {
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  let fr = first;
  let sr = first;
  for (const c of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(c, fr);
      sr = nodeHash(c, sr);
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2;
        sn = Math.floor(sn / 2);
      }
    } else {
      sr = nodeHash(sr, c);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && sameHash(fr, olderRoot) && sameHash(sr, newerRoot);
}
