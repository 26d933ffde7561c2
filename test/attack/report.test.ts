/** Shows how figures are judged and told. */
import { expect, it } from "vitest";
import { isBroken } from "./attack.ts";
import { ATTACKS } from "./attacks/index.ts";
import { tableOf, tell } from "./report.ts";
import type { Outcome } from "./run.ts";

it.each([
  [4, { most: 4 }, false],
  [5, { most: 4 }, true],
  [4, { least: 4 }, false],
  [3, { least: 4 }, true],
  [0, { most: 0 }, false],
  [Number.NaN, { most: 4 }, true],
  [null, { most: 0 }, false],
])("judges %s by %o", (value, bound, expected) => {
  expect(isBroken({ what: "", value, bound: { ...bound, why: "" } })).toBe(expected);
});

it("judges nothing that has no bound", () => {
  expect(isBroken({ what: "", value: Number.NaN })).toBe(false);
});

const OUTCOME: Outcome = {
  attack: { name: "siege", imitates: "Somebody shouts.", run: () => Promise.resolve([]) },
  seconds: 12.3,
  measurements: [
    { what: "shouts", value: 1_234.5 },
    { what: "delay, ms", value: 61.2, bound: { most: 50, why: "nobody notices" } },
    { what: "heard", value: 60, bound: { least: 60, why: "everybody" } },
    { what: "memory, MiB", value: null, bound: { most: 64, why: "half of it" } },
  ],
  answers: { "refused too_fast": 1_000 },
  faults: Array.from({ length: 9 }, (_, index) => `fault ${index}`),
};

it("tells the figures with their reasons, the answers, and the first faults", () => {
  expect(tell(OUTCOME)).toBe(
    [
      "siege, 12 s",
      "    shouts: 1,235",
      "  ✗ delay, ms: 61   (≤ 50: nobody notices)",
      "  ✓ heard: 60   (≥ 60: everybody)",
      "  ✓ memory, MiB: not measured   (≤ 64: half of it)",
      "    1,000 × refused too_fast",
      ...[0, 1, 2, 3, 4].map((index) => `    logged: fault ${index}`),
    ].join("\n"),
  );
});

it("makes a table in Markdown of the figures that have a bound", () => {
  expect(tableOf([OUTCOME]).split("\n")).toEqual([
    "| attack | measured    |       figure |           bound |",
    "| ------ | ----------- | -----------: | --------------: |",
    "| siege  | delay, ms   |           61 | ≤ 50 **broken** |",
    "| siege  | heard       |           60 |            ≥ 60 |",
    "| siege  | memory, MiB | not measured |            ≤ 64 |",
  ]);
});

it("knows each attack by a name of its own", () => {
  const names = ATTACKS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
});
