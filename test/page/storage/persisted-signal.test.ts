import { page } from "../../support/client/page.ts";
import { afterEach, describe, expect, it } from "vitest";
import { PersistedSignal, type Format } from "../../../src/page/storage/persisted-signal.ts";
import { drop, keyOf, read, write } from "../../../src/page/storage/local-storage.ts";
import { roomName } from "../../support/people.ts";

const WORDS: Format<readonly string[]> = {
  parse: (kept) => (kept ?? "").split(" ").filter((word) => word !== ""),
  print: (words) => words.join(" "),
};

function add(kept: PersistedSignal<readonly string[]>, word: string): void {
  kept.update((words) => [...words, word]);
}

afterEach(() => page.block(false));

describe("a persisted signal", () => {
  it("has its value at the next visit", () => {
    add(new PersistedSignal("a", WORDS), "tea");
    expect(page.stored("a")).toBe("tea");
    expect(new PersistedSignal("a", WORDS).signal.value).toEqual(["tea"]);
  });

  it("follows the changes of other tabs", () => {
    const kept = new PersistedSignal("b", WORDS);
    page.writeElsewhere("b", "coffee");
    expect(kept.signal.value).toEqual(["coffee"]);
    page.writeElsewhere("c", "milk");
    expect(kept.signal.value).toEqual(["coffee"]);
  });

  it("updates the stored value, even if another tab has just changed it", () => {
    const kept = new PersistedSignal("d", WORDS);
    page.writeElsewhere("d", "coffee", false);
    add(kept, "tea");
    expect([kept.signal.value, page.stored("d")]).toEqual([["coffee", "tea"], "coffee tea"]);
  });

  it("lasts as long as the page if storage is blocked or full", () => {
    const kept = new PersistedSignal("e", WORDS);
    page.block(true);
    add(kept, "one");
    add(kept, "two");
    expect(kept.signal.value).toEqual(["one", "two"]);
    page.block(false);
    add(kept, "three");
    expect(page.stored("e")).toBe("one two three");
    expect(new PersistedSignal("e", WORDS).signal.value).toEqual(["one", "two", "three"]);
  });
});

describe("what is stored for a room", () => {
  it("is deleted with the room, and that of other rooms is not", () => {
    const [tea, coffee] = [roomName("tea"), roomName("coffee")];
    for (const room of [tea, coffee]) for (const what of ["draft", "shown"] as const) write(keyOf(room, what), "x");
    drop(tea);
    expect([read(keyOf(tea, "draft")), read(keyOf(tea, "shown"))]).toEqual([null, null]);
    expect([read(keyOf(coffee, "draft")), read(keyOf(coffee, "shown"))]).toEqual(["x", "x"]);
  });
});
