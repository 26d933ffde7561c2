/** A short version of `npm run fuzz`: whatever one client sends, the others notice nothing. */
import { expect, it } from "vitest";
import { COMMAND_FIELDS, CommandMaker } from "./commands.ts";
import { FrameMaker } from "./frames.ts";
import { runFuzz } from "./fuzz.ts";
import { Random } from "../chaos/random.ts";

/** Milliseconds, on a busy machine. */
const TIMEOUT_MS = 120_000;
const FRAMES = 3_000;

it(
  "[F3] [F4] [F6] [F7] mutated, random and oversized frames, in any state, harm only their sender",
  async () => {
    const { figures, violations } = await runFuzz({ seed: 7, frames: FRAMES });
    expect(violations).toEqual([]);
    expect(Number(figures["frames sent"])).toBeGreaterThanOrEqual(FRAMES);
    expect(Number(figures["said by two well-behaved clients"])).toBeGreaterThanOrEqual(FRAMES / 40);
  },
  TIMEOUT_MS,
);

it("makes the same frames for the same seed, and others for another", () => {
  const first = (seed: number): readonly unknown[] => {
    const frames = new FrameMaker(new Random(seed));
    return Array.from({ length: 300 }, () => frames.next());
  };
  expect(first(1)).toEqual(first(1));
  expect(first(1)).not.toEqual(first(2));
});

it("makes every command, with each of its fields", () => {
  const commands = new CommandMaker(new Random(1));
  const made = new Set<string>();
  for (let i = 0; i < 2_000; i++) {
    const command = commands.next();
    for (const field of Object.keys(command)) made.add(`${String(command["type"])}.${field}`);
  }
  expect([...made].toSorted()).toEqual([...COMMAND_FIELDS].toSorted());
});
