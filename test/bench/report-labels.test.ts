/** Shows that labels move apart as little as they must. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { movedApart } from "../../bench/report/labels.ts";

const HEIGHT = 18;
const labels = fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { minLength: 1, maxLength: 15 });

const apart = (middles: readonly number[], from = 0, to = 300): readonly number[] =>
  movedApart(
    middles.map((middle) => ({ middle, height: HEIGHT })),
    from,
    to,
  );

describe("labels", () => {
  it("stay where they are when none overlaps", () => {
    expect(apart([200, 50, 100])).toEqual([200, 50, 100]);
  });

  it("share the way when two overlap, in the order given", () => {
    expect(apart([102, 100])).toEqual([110, 92]);
    expect(apart([100, 100])).toEqual([91, 109]);
  });

  it("push a third that they would come to lie on", () => {
    expect(apart([100, 102, 119])).toEqual([89, 107, 125]);
  });

  it("stay within the plot", () => {
    expect(apart([0, 0, 300])).toEqual([9, 27, 291]);
    expect(apart([299, 300])).toEqual([273, 291]);
  });

  it("keep their distance by how tall each is", () => {
    const tall = { middle: 50, height: 40 };
    expect(movedApart([tall, { middle: 50, height: 20 }], 0, 300)).toEqual([35, 65]);
  });

  it("never overlap, swap or leave, as long as there is room", () => {
    fc.assert(
      fc.property(labels, (middles) => {
        const moved = apart(middles);
        const byWish = middles.map((middle, index) => ({ middle, at: moved[index] ?? Number.NaN }));
        const order = byWish.toSorted((a, b) => a.middle - b.middle).map(({ at }) => at);
        const gaps = order.slice(1).map((at, index) => at - (order[index] ?? Number.NaN));
        expect(gaps.every((gap) => gap > HEIGHT - 1e-6)).toBe(true);
        expect(Math.min(...moved)).toBeGreaterThan(HEIGHT / 2 - 1e-6);
        expect(Math.max(...moved)).toBeLessThan(300 - HEIGHT / 2 + 1e-6);
      }),
    );
  });

  it("keep their distance even where there is too little room", () => {
    expect(apart([10, 10, 10], 0, 20)).toEqual([9, 27, 45]);
  });
});
