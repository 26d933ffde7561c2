/** The item that `key` leads to from `from` in a grid of items; undefined if there is none. */
export function itemBeside(items: readonly HTMLElement[], from: Element | null, key: string): HTMLElement | undefined {
  const index = items.findIndex((item) => item === from);
  switch (key) {
    case "ArrowRight":
      return items[index + 1];
    case "ArrowLeft":
      return items[index - 1];
    case "ArrowDown":
      return nearestInNextRow(items.slice(index + 1), items[index]);
    case "ArrowUp":
      return nearestInNextRow(items.slice(0, Math.max(0, index)).toReversed(), items[index]);
    case "Home":
      return items[0];
    case "End":
      return items.at(-1);
    default:
      return undefined;
  }
}

/** Of the next row in `items`, the item nearest to `from`. */
function nearestInNextRow(items: readonly HTMLElement[], from: HTMLElement | undefined): HTMLElement | undefined {
  if (from === undefined) return items[0];
  const { top, left } = from.getBoundingClientRect();
  const others = items.map((item) => ({ item, at: item.getBoundingClientRect() })).filter(({ at }) => at.top !== top);
  const row = others.filter(({ at }) => at.top === others[0]?.at.top);
  return row.toSorted((one, other) => Math.abs(one.at.left - left) - Math.abs(other.at.left - left))[0]?.item;
}

/** The next index in a list that wraps around; null if `key` does not move, or the list is empty. */
export function movedBy(key: string, active: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowDown") return (active + 1) % count;
  if (key === "ArrowUp") return (active + count - 1) % count;
  return null;
}
