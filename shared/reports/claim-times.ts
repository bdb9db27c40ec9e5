/** How long claims took: numbers only, eight bytes a claim, however many there are. */
import { HOUR } from '../time.ts';

const FIRST_SIZE = 64;
const TENTH_OF_AN_HOUR = HOUR / 10;

export class ClaimTimes {
  #millis = new Float64Array(FIRST_SIZE);
  #length = 0;

  add(millis: number): void {
    this.#reserve(this.#length + 1);
    this.#millis[this.#length++] = millis;
  }

  merge(other: ClaimTimes): void {
    this.#reserve(this.#length + other.#length);
    this.#millis.set(other.#millis.subarray(0, other.#length), this.#length);
    this.#length += other.#length;
  }

  /**
   * The percentile by nearest rank, in hours with one decimal, halves up: of n values in order the ⌈n·percent/100⌉th.
   * Of 1, 2, 3, 4 the median is 2. Null where there is no value.
   */
  percentileHours(percent: number): number | null {
    if (this.#length === 0) return null;
    const rank = Math.floor((this.#length * percent + 99) / 100);
    const millis = this.#sorted()[rank - 1] as number;
    return Math.floor((2 * millis + TENTH_OF_AN_HOUR) / (2 * TENTH_OF_AN_HOUR)) / 10;
  }

  /** In order of size; adding more afterwards does no harm. */
  #sorted(): Float64Array {
    return this.#millis.subarray(0, this.#length).sort();
  }

  #reserve(length: number): void {
    if (length <= this.#millis.length) return;
    const larger = new Float64Array(Math.max(length, this.#millis.length * 2));
    larger.set(this.#millis.subarray(0, this.#length));
    this.#millis = larger;
  }
}
