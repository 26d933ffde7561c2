/** Shows by the page's own source what each new part of it has to keep to. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const PAGE = "src/page";
const SOURCES = readdirSync(PAGE, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ name, source: readFileSync(join(PAGE, name), "utf8") }));

/** Every element of this name in the page's source, up to the end of its opening tag. */
function elements(tag: string): readonly (readonly [string, string])[] {
  return SOURCES.flatMap(({ name, source }) =>
    [...source.matchAll(new RegExp(`<${tag}\\s[^]*?\\s/>`, "g"))].map(([element]) => [name, element] as const),
  );
}

describe("every field that one writes into", () => {
  it.each([...elements("input"), ...elements("textarea")])("is bounded: in %s", (_name, element) => {
    expect(element).toMatch(/\bmaxLength=|\breadOnly\b|type="(?:radio|checkbox)"/);
  });

  it("is among these", () => {
    const found = SOURCES.reduce((sum, { source }) => sum + (source.match(/<(?:input|textarea)\b/g) ?? []).length, 0);
    expect(elements("input").length + elements("textarea").length).toBe(found);
    expect(found).toBeGreaterThanOrEqual(7);
  });
});

describe("an input method's keys", () => {
  it("are kept from every handler, since nothing hears of keys before `ignoreComposing` does, or goes around it", () => {
    const main = SOURCES.find(({ name }) => name === "main.tsx")?.source ?? "";
    expect(main.indexOf("ignoreComposing();")).toBeGreaterThan(0);
    expect(main.indexOf("ignoreComposing();")).toBeLessThan(main.indexOf("void start();"));
    // What hears keys at the window while they go down comes before all others: there is one place that may.
    const captures = SOURCES.filter(({ source }) => /capture: true|onKey\w+Capture/.test(source)).map(
      ({ name }) => name,
    );
    expect(captures).toEqual(["ui/keyboard.ts"]);
    // An input method's keys are seen by their `keydown`: what comes with others is not told apart.
    for (const { name, source } of SOURCES)
      expect([name, /onKey(?:Up|Press)\b|"key(?:up|press)"/.test(source)]).toEqual([name, false]);
  });
});
