import { describe, expect, it } from "vitest";
import { effect } from "@preact/signals";
import { lazyModule, type LazyModule } from "../../../src/page/ui/lazy.ts";

/** Gives the results in turn, one for each import. */
function lazyNumber(...results: readonly (number | Error)[]): {
  readonly lazy: LazyModule<number>;
  readonly imports: () => number;
} {
  let imports = 0;
  const lazy = lazyModule(async () => {
    const result = results[imports++];
    if (typeof result !== "number") throw result;
    return result;
  });
  return { lazy, imports: () => imports };
}

describe("a lazy module", () => {
  it("is imported once, however often it is loaded", async () => {
    const { lazy, imports } = lazyNumber(1);
    expect(await Promise.all([lazy.load(), lazy.load()])).toEqual([1, 1]);
    expect(await lazy.load()).toBe(1);
    expect(imports()).toBe(1);
  });

  it("is null until it is loaded, and tells those who read it when it arrives", async () => {
    const { lazy } = lazyNumber(1);
    const seen: (number | null)[] = [];
    effect(() => void seen.push(lazy.value));
    await lazy.load();
    expect(seen).toEqual([null, 1]);
  });

  it("is tried again after a failure", async () => {
    const { lazy } = lazyNumber(new Error("offline"), 1);
    await expect(lazy.load()).rejects.toThrow("offline");
    expect(lazy.value).toBeNull();
    expect(await lazy.load()).toBe(1);
  });

  it("ignores a failure to prefetch, and loads when it is needed", async () => {
    const { lazy } = lazyNumber(new Error("offline"), 1);
    lazy.prefetch();
    await Promise.resolve();
    await Promise.resolve();
    expect(await lazy.load()).toBe(1);
  });
});
