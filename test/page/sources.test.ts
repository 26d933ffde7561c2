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

describe("every text field", () => {
  it.each([...elements("input"), ...elements("textarea")])("has a maximum length: in %s", (_name, element) => {
    expect(element).toMatch(/\bmaxLength=|\breadOnly\b|type="(?:radio|checkbox)"/);
  });

  it("is found by this test", () => {
    const found = SOURCES.reduce((sum, { source }) => sum + (source.match(/<(?:input|textarea)\b/g) ?? []).length, 0);
    expect(elements("input").length + elements("textarea").length).toBe(found);
    expect(found).toBeGreaterThanOrEqual(7);
  });
});

describe("an input method's keys", () => {
  it("reach no handler, as none runs before `ignoreComposing` or bypasses it", () => {
    const main = SOURCES.find(({ name }) => name === "main.tsx")?.source ?? "";
    expect(main.indexOf("ignoreComposing();")).toBeGreaterThan(0);
    expect(main.indexOf("ignoreComposing();")).toBeLessThan(main.indexOf("void start();"));
    // Capturing listeners at the window run before all others, so only one place may have them.
    const captures = SOURCES.filter(({ source }) => /capture: true|onKey\w+Capture/.test(source)).map(
      ({ name }) => name,
    );
    expect(captures).toEqual(["ui/keyboard.ts"]);
    // Only `keydown` tells the keys of an input method apart from others.
    for (const { name, source } of SOURCES)
      expect([name, /onKey(?:Up|Press)\b|"key(?:up|press)"/.test(source)]).toEqual([name, false]);
  });
});
