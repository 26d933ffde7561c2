/** Owns moving the focus with the arrow keys among things that stand in rows. */

/** The item to which `key` leads from `from`, or undefined. */
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

/** Of `items`, in the order in which one comes to them, the one in the next row that is nearest to `from`. */
function nearestInNextRow(items: readonly HTMLElement[], from: HTMLElement | undefined): HTMLElement | undefined {
  if (from === undefined) return items[0];
  const { top, left } = from.getBoundingClientRect();
  const others = items.map((item) => ({ item, at: item.getBoundingClientRect() })).filter(({ at }) => at.top !== top);
  const row = others.filter(({ at }) => at.top === others[0]?.at.top);
  return row.toSorted((one, other) => Math.abs(one.at.left - left) - Math.abs(other.at.left - left))[0]?.item;
}

/** Where a list of `count` leads that is at `active`: round and round. Null for a key that does not lead anywhere. */
export function movedBy(key: string, active: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowDown") return (active + 1) % count;
  if (key === "ArrowUp") return (active + count - 1) % count;
  return null;
}
