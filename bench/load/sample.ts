/** Owns a growing list of measured times, and which of them half, or 99 of 100, were below. */

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

  /** By the nearest rank. Throws where nothing was measured. */
  times(): Times {
    if (this.#count === 0) throw new Error("Nothing was measured.");
    const sorted = this.#values.subarray(0, this.#count).toSorted();
    const rank = (share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
    return { count: sorted.length, median: rank(0.5), p99: rank(0.99), max: rank(1) };
  }
}
