/** Owns where labels stand that would otherwise lie on each other. */

/** Where a label would like its middle to be, and how tall it is, in pixels. */
export interface Wanted {
  readonly middle: number;
  readonly height: number;
}

/** Labels that touch, as one: the mean of what its labels want, each seen from the first. */
interface Block {
  readonly size: number;
  readonly mean: number;
}

/**
 * The middles, in the order given, moved as little as possible (least squares) so that no two labels overlap and their
 * order from top to bottom stays. They stay within `from` and `to` if there is room for all.
 */
export function movedApart(labels: readonly Wanted[], from: number, to: number): readonly number[] {
  const order = labels.map((label, index) => ({ ...label, index })).toSorted((a, b) => a.middle - b.middle);
  // Seen from where it would be in a gapless stack, each label only has to be no higher than the one before.
  let stacked = 0;
  const stack = order.map(({ height }) => (stacked += height) - height / 2);
  const blocks: Block[] = [];
  for (const [position, { middle }] of order.entries()) {
    let block: Block = { size: 1, mean: middle - (stack[position] ?? 0) };
    for (let above = blocks.at(-1); above !== undefined && above.mean > block.mean; above = blocks.at(-1)) {
      blocks.pop();
      block = merged(above, block);
    }
    blocks.push(block);
  }
  const offsets = blocks.flatMap(({ size, mean }) => Array<number>(size).fill(mean));
  const moved: number[] = [];
  for (const [position, { index }] of order.entries()) {
    const offset = Math.max(from, Math.min(to - stacked, offsets[position] ?? 0));
    moved[index] = offset + (stack[position] ?? 0);
  }
  return moved;
}

function merged(above: Block, below: Block): Block {
  const size = above.size + below.size;
  return { size, mean: (above.mean * above.size + below.mean * below.size) / size };
}
