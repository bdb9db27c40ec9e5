/**
 * The rate of claims in time: claimed in time ÷ (claimed in time + deemed), an exact fraction. It is compared as a
 * fraction and rounded only when it is printed.
 */

export interface Rate {
  claimed: number;
  deemed: number;
}

/** Rated: something has been claimed in time or deemed. */
export function isRated({ claimed, deemed }: Rate): boolean {
  return claimed + deemed > 0;
}

/**
 * Per cent with one decimal, halves up, but never 100.0 with a deemed claim: 1,999 of 2,000 is 99.95 %, which would
 * round to 100.0 and is printed 99.9. Null where nothing was claimed or deemed.
 */
export function percentOf(rate: Rate): number | null {
  if (!isRated(rate)) return null;
  const { claimed, deemed } = rate;
  const [c, n] = [BigInt(claimed), BigInt(claimed + deemed)];
  const tenths = Number((2000n * c + n) / (2n * n));
  return Math.min(tenths, deemed > 0 ? 999 : 1000) / 10;
}

/**
 * Negative where `a` is the better rate: by cross-multiplication, so that 2/3 and 4/6 are equal and nothing is rounded.
 */
export function compareRates(a: Rate, b: Rate): number {
  const left = BigInt(b.claimed) * BigInt(a.claimed + a.deemed);
  const right = BigInt(a.claimed) * BigInt(b.claimed + b.deemed);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** True where the rate is below so many per cent, exactly. */
export function isBelow({ claimed, deemed }: Rate, percent: number): boolean {
  return 100n * BigInt(claimed) < BigInt(percent) * BigInt(claimed + deemed);
}
