import { byteOrder } from './byte-order.ts';

/** One stratum of a frame. */
export interface Stratum {
  readonly name: string;
  readonly people: number;
  /** How much one of its people weighs: the factor for manual confirmations, 1 for others. */
  readonly weight: number;
}

/**
 * How many are drawn from each stratum: the method of largest remainders over people times weight. Whole numbers
 * only, so that everybody comes to the same. Ties of remainders go to the stratum whose name comes first. A stratum
 * that would give more than it has gives all, and the rest is shared out again among the others.
 */
export function allocate(strata: readonly Stratum[], size: number): ReadonlyMap<string, number> {
  const given = new Map<string, number>();
  let open = strata.filter(({ people, weight }) => people > 0 && weight > 0);
  let left = Math.min(
    size,
    open.reduce((sum, { people }) => sum + people, 0),
  );
  while (open.length > 0) {
    const shares = largestRemainders(open, left);
    const full = open.filter(({ name, people }) => (shares.get(name) ?? 0) >= people);
    if (full.length === 0 || full.length === open.length) {
      for (const { name, people } of open) given.set(name, Math.min(people, shares.get(name) ?? 0));
      return given;
    }
    for (const { name, people } of full) {
      given.set(name, people);
      left -= people;
    }
    open = open.filter((stratum) => !full.includes(stratum));
  }
  return given;
}

/** Shares of `size` in proportion to people times weight. */
function largestRemainders(strata: readonly Stratum[], size: number): Map<string, number> {
  const total = strata.reduce((sum, { people, weight }) => sum + people * weight, 0);
  const quotas = strata.map(({ name, people, weight }) => {
    const claim = people * weight * size;
    return { name, whole: Math.floor(claim / total), remainder: claim % total };
  });
  let left = size - quotas.reduce((sum, { whole }) => sum + whole, 0);
  const shares = new Map(quotas.map(({ name, whole }) => [name, whole]));
  const order = quotas.toSorted((a, b) => b.remainder - a.remainder || byteOrder(a.name, b.name));
  for (const { name, whole } of order) {
    if (left === 0) break;
    shares.set(name, whole + 1);
    left -= 1;
  }
  return shares;
}
