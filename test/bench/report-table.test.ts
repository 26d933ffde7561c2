import { format } from "oxfmt";
import { describe, expect, it } from "vitest";
import { table } from "../../bench/report/table.ts";

describe("a table", () => {
  it("aligns figures on the right and words on the left", () => {
    const rows = [
      ["Foyer", 1_020_000, "940 µs", "1.02 M", "–"],
      ["Mattermost 10", 93_400, "12.3 ms", "≥ 99.9 %", "3 of 4 runs"],
    ];
    expect(table(["", "deliveries", "p50", "x", "remarks"], rows)).toBe(
      [
        "|               | deliveries |     p50 |        x | remarks     |",
        "| ------------- | ---------: | ------: | -------: | ----------- |",
        "| Foyer         |  1,020,000 |  940 µs |   1.02 M | –           |",
        "| Mattermost 10 |     93,400 | 12.3 ms | ≥ 99.9 % | 3 of 4 runs |",
      ].join("\n"),
    );
  });

  it.each([
    [["a"], [["b"]]],
    [
      ["聊天室", "n"],
      [
        ["门厅，很长的名字", 1],
        ["Foyer ✅ 👩‍👧", 22],
        ["e\u0301cole ⚠️ 🙂", 333],
      ],
    ],
    [["a | b", "c"], [["x | y", "two\nlines"]]],
    [["", "none", "nothing"], [["–", "", 0.000_01]]],
    [["`code`", "long"], [["[link](https://example.com)", "word ".repeat(40)]]],
  ])("is not changed by oxfmt: %j", async (header, rows) => {
    const document = `${table(header, rows)}\n`;
    const formatted = await format("table.md", document);
    expect(formatted.errors).toEqual([]);
    expect(formatted.code).toBe(document);
  });

  it("is refused if it is empty, uneven, or has a value that is not a number", () => {
    expect(() => table(["a", "b"], [])).toThrow("Table “a, b” is empty");
    expect(() => table([], [[]])).toThrow("is empty");
    expect(() => table(["a", "b"], [[1, 2], [1]])).toThrow("Table “a, b”: row 2 has not 2 cells");
    expect(() => table(["a"], [[Number.NaN]])).toThrow("Table “a”: a cell is NaN");
  });
});
