/** Collects measured times, and tells their median, 99th percentile and maximum. */
import { quantileOfSorted } from "../statistics.ts";

export interface Times {
  readonly count: number;
  /** Milliseconds. */
  readonly median: number;
  readonly p99: number;
  readonly max: number;
}

export class Sample {
  #values = new Float64Array(1 << 16);
  #count = 0;

  add(milliseconds: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(this.#count * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count++] = milliseconds;
  }

  /** Throws if nothing was measured. */
  times(): Times {
    if (this.#count === 0) throw new Error("Nothing was measured.");
    const values = this.#values.subarray(0, this.#count).toSorted();
    return {
      count: values.length,
      median: quantileOfSorted(values, 0.5),
      p99: quantileOfSorted(values, 0.99),
      max: quantileOfSorted(values, 1),
    };
  }
}
