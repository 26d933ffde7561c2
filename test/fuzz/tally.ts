/** Counts by name. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string, count = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + count);
  }

  /** Takes in all that `other` counted. */
  addAll(other: Tally): void {
    for (const [name, count] of other.#counts) this.add(name, count);
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** The counts as figures, each name after `prefix`, the most frequent first. */
  figures(prefix: string): Readonly<Record<string, number>> {
    const entries = [...this.#counts].toSorted(([, one], [, other]) => other - one);
    return Object.fromEntries(entries.map(([name, count]) => [`${prefix}${name}`, count]));
  }
}
