/** How many tries in a row are free, and how the wait grows after them. Times in milliseconds. */
export interface LockOutRule {
  readonly free: number;
  readonly first: number;
  readonly most: number;
}

/** Tries at one account. */
export const ACCOUNT_RULE: LockOutRule = { free: 5, first: 30_000, most: 15 * 60_000 };
/** Tries from one address, at any account: an office may share an address. */
export const ADDRESS_RULE: LockOutRule = { free: 20, first: 30_000, most: 15 * 60_000 };
/** Tries are forgotten after a day without another. */
export const FORGET_AFTER = 24 * 3_600_000;

/** How long nobody may try after so many tries without success, in milliseconds: doubling from `first` to `most`. */
export function waitAfter(tries: number, rule: LockOutRule): number {
  if (tries < rule.free) return 0;
  return Math.min(rule.first * 2 ** Math.min(tries - rule.free, 20), rule.most);
}
